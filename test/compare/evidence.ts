import type { Listing } from './listing.ts';
import type { RawStatement } from './raw-advisories.ts';
import type { FileOwner } from './system-packages.ts';
import type { TrivyDatabase } from './trivy-database.ts';

/** Where rules look facts up: the bytes of the image and the advisories as published, not what a tool made of them. */
export interface Evidence {
  files: FileEvidence;
  /** Which operating-system package brought a file that is still as it brought it. */
  readonly ownerOf: (path: string) => FileOwner | undefined;
  /** The entries of the rpm database that are no packages: public keys, by `name version`. */
  rpmKeys: ReadonlySet<string>;
  advisories: AdvisoryEvidence;
  trivyDatabase: TrivyDatabase;
  /** Whether Trivy's index of jars knows one by its SHA-1. */
  readonly jarIndexHas: (sha1: string) => boolean;
  distribution: DistributionName;
  ours: Listing;
  /** What the difference of a package was put down to: rules of findings build on it. */
  readonly packageRule: (peer: string, key: string) => string | undefined;
}

/** Files of the finished image by absolute path, links followed. */
export interface FileEvidence {
  read(path: string): Buffer | undefined;
  text(path: string): string | undefined;
  resolve(path: string): string | undefined;
  paths(): Iterable<string>;
}

/** Advisories as they were published. */
export interface AdvisoryEvidence {
  aboutVulnerability(ecosystem: string, name: string, ids: readonly string[]): readonly RawStatement[];
  namesOf(ids: readonly string[]): ReadonlySet<string>;
}

/** The distribution of the image, from its os-release file. */
export interface DistributionName {
  id: string;
  versionId: string;
  codename: string;
}
