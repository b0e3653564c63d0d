/** Every kind of package. */
export const packageTypes = [
  'deb',
  'apk',
  'rpm',
  'npm',
  'pypi',
  'maven',
  'golang',
  'cargo',
  'gem',
  'composer',
  'nuget',
  'bitnami',
  'generic',
] as const;

/** The kind of package, which is the `type` of its purl. */
export type PackageType = (typeof packageTypes)[number];

/** True for what the operating system's own package manager installs; its distribution decides about vulnerabilities. */
export function isOperatingSystemType(type: PackageType): boolean {
  return type === 'deb' || type === 'apk' || type === 'rpm';
}

/** The layer that something comes from. */
export interface LayerReference {
  /** Zero-based position in the image, base first. */
  index: number;
  /** Compressed digest where a manifest names one, else the diffID. */
  digest?: string;
  diffId?: string;
  /** The build instruction, as the image's history tells it. */
  createdBy?: string;
}

/** Where a package was found, and how. */
export interface Location {
  /** Absolute path inside the image. */
  path: string;
  layer?: LayerReference;
  /** Analyser that found it, such as `dpkg-status`. */
  how: string;
}

/** A range that something in a lock file needs a package in, for the advice how to fix that package. */
export interface NeededRange {
  /** As the lock file has it: `~6.11.0`. */
  range: string;
  /** Who needs it, as `name@version`. */
  by: string;
  /** The direct dependency that brought that one, as `name@version`; absent when it is direct itself. */
  direct?: string;
}

/** One installed or declared package: the same shape in the code and in `--format json`. */
export interface Package {
  name: string;
  /** Full version as the package manager prints it: `[epoch:]upstream[-revision]`. */
  version: string;
  purl: string;
  type: PackageType;
  /** Architecture as the package manager writes it. */
  arch?: string;
  /** What the package was built from, where it differs or matching needs it. */
  source?: { name: string; version: string };
  /** SPDX ids or expressions where they could be recognised, else the text found. */
  licences: string[];
  locations: Location[];
  scope: 'installed' | 'declared';
  direct?: boolean;
  dev?: boolean;
  /** Dependency path from the root, as `name@version`. */
  path?: string[];
  /** Purls of the packages that it needs, as far as a lock file or metadata tell; absent when nothing tells. */
  dependsOn?: string[];
  /** Purl of the operating-system package that owns its files, unchanged: the distribution's verdict on that one counts. */
  ownedBy?: string;
  /** Whether it comes from the base image. */
  base: boolean | 'unknown';
  /** Hashes of the artefact as its own metadata or lock file records them: `sha512:hex`. */
  hashes?: string[];
  /** Package-manager facts that a matching rule needs: an rpm's modularity label, a package's vendor. */
  properties?: Record<string, string>;
}

/** A package on its way to the matcher, with what a result does not show. */
export interface RangedPackage extends Package {
  /** The ranges that it is needed in, one of each, where a lock file tells all of them; never of a direct dependency. */
  neededIn?: NeededRange[];
}

/** A file that an OS package owns, with the checksum that its database records. */
export interface OwnedFile {
  /** Absolute path as the database writes it; usr-merge aliases are resolved on the merged tree. */
  path: string;
  /** `algorithm:hex`, such as `md5:…` or `sha256:…`; absent for directories, links and configuration files without one. */
  checksum?: string;
}
