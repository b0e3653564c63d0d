/** When support for a release of a distribution ends. Dates are `YYYY-MM-DD`, UTC, and are the last day of support. */
export interface ReleaseLifecycle {
  /** The release: `12`, `22.04`, `3.19`. */
  id: string;
  /** Who says so: a page, or the data that it is from. */
  source: string;
  /** Last day of normal support. */
  supportEnds: string;
  /** Last day of any security updates, such as those of Debian's LTS team. */
  endOfLife: string;
}

/** That a source package of a release gets no security updates any more, or only limited ones. */
export interface PackageSupport {
  /** Name of the source package; with `*` at its end, all that begin with it. */
  id: string;
  source: string;
  /** Release of Debian; absent: every one. */
  release?: string;
  /** Last day of support; absent: support is limited, as `why` says. */
  ends?: string;
  /** The distribution's own words. */
  why?: string;
}

/** The last days of support, from all that is known. */
export interface LifecycleData {
  /** What is known about the releases of a distribution, by its os-release id. */
  releases(distribution: string): readonly ReleaseLifecycle[];
  /** Packages of a distribution with less support than their release. */
  packages(distribution: string): readonly PackageSupport[];
}

/** True for a date that is one: a day that a calendar has. */
export function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
