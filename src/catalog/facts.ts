import type { Distribution, OwnedFile, Problem, RangedPackage } from '#model';

/** A package as a file of one layer tells it: without its layer, which only the merged tree knows. */
export type CatalogedPackage = Omit<RangedPackage, 'locations' | 'base' | 'scope'> &
  Partial<Pick<RangedPackage, 'scope'>>;

/** Files that a package owns. */
export interface Ownership {
  /** Package as in `CatalogedPackage.name`, with its architecture where the database tells it. */
  package: string;
  arch?: string;
  files: OwnedFile[];
}

/** Licences of a package that stand in a file of their own (dpkg's copyright files). */
export interface LicenceFact {
  package: string;
  licences: string[];
}

/** What one file tells: plain JSON, cached by layer digest × analyser version. */
export interface CatalogFacts {
  /** Set, even if empty, when the file is a package database: a later one at the same path replaces it whole. */
  packages?: CatalogedPackage[];
  distribution?: Distribution;
  owned?: Ownership[];
  licences?: LicenceFact[];
  /** Release branch from apk's repositories file, such as `3.17` or `edge`, which beats os-release. */
  repositories?: string[];
  /** Repositories that Red Hat's build of an image took packages from. */
  contentSets?: string[];
  problems?: Problem[];
}
