import type { Epss, FindingStatus, SeverityLevel } from '#model';

/** A run of affected versions. Without `fixed` and `lastAffected` it has no end. */
export interface VersionRange {
  /** First affected version; absent: from the beginning. */
  introduced?: string;
  /** First version that is not affected any more. */
  fixed?: string;
  /** Last affected version, where the source names no fix. */
  lastAffected?: string;
}

/** What one source says about one package and one advisory: the unit of the database, kept per package name. */
export interface AdvisoryRow {
  /** Id at the source: CVE, ALSA, GHSA … */
  id: string;
  /** Who says so: `debian`, `alpine`, `almalinux`, `github` … */
  source: string;
  /** Affected versions; empty: the source says that no version is affected. */
  ranges: VersionRange[];
  /** Affected versions named one by one, beside the ranges. */
  versions?: string[];
  /** Ids that the source writes beside this one, which may be those of notices about several vulnerabilities. */
  alsoNamed?: string[];
  /** The vendor's notice that brings the fix, where the id is that of the vulnerability. */
  notice?: string;
  /** Where the vendor stands, when it is neither plainly affected nor fixed. */
  status?: FindingStatus;
  /** The vendor's own words for it: `no-dsa`, `postponed`, `unimportant`. */
  vendorState?: string;
  /** True when the fixed versions of the ranges are for subscribers only: they are no fix for everyone else. */
  subscribersOnly?: boolean;
  /** The vendor's severity for this package. */
  level?: SeverityLevel;
  /**
   * rpm module streams that the row is for, `name:stream`, or kinds of builds that are kept apart like them (`ksplice`);
   * a row without counts for packages outside of both only.
   */
  modules?: string[];
  /** Architectures of the packages that the row is for; absent: any, as for packages without one. */
  arches?: string[];
  /** Set when the row is about a source package and everything built from it, where others are about installed ones. */
  of?: 'source';
  /** Products of the vendor that the row is for, `rhel_eus:9.2::baseos`, see `red-hat-product.ts`; absent: all. */
  products?: string[];
  /** RFC 3339; of two rows for the same id the newer one counts. */
  modified?: string;
}

/** What a source says about a vulnerability as such, apart from packages. */
export interface AdvisoryRecord {
  id: string;
  source: string;
  aliases?: string[];
  /** Set when the record is a notice about several vulnerabilities, as a distribution's advisory is. */
  vulnerabilities?: string[];
  title?: string;
  level?: SeverityLevel;
  /** CVSS vector string. */
  vector?: string;
  published?: string;
  modified?: string;
  references?: string[];
  /** Known to be exploited since, `YYYY-MM-DD`. */
  exploited?: string;
  epss?: Epss;
  /** Where code that exploits it is published. */
  exploits?: string[];
}
