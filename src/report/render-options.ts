import type { PackageType, ScanResult, SeverityLevel } from '#model';

/** How a result is to be shown. Width, colour and suppressed findings concern the table alone. */
export interface RenderOptions {
  /** Columns of the terminal. */
  width: number;
  /** Whether ANSI colours may be used: the caller knows the terminal and `NO_COLOR`. */
  colour: boolean;
  /** Show only findings of these severities. Every count and the decision still rest on all of them. */
  severities?: readonly SeverityLevel[];
  /** Leave out vulnerabilities that no version fixes. */
  fixableOnly?: boolean;
  /** List what is suppressed, with the reasons. */
  showSuppressed?: boolean;
  /** The run of GitHub Actions that a dependency snapshot belongs to: commit, branch, workflow, job, run id. */
  workflow?: { sha?: string; ref?: string; name?: string; job?: string; run?: string };
  /**
   * Order of two versions in their ecosystem, to name the one version that has all fixes of a package;
   * undefined when one is not a version. Absent: a package with several fixed versions lists them by finding only.
   */
  compareVersions?: (type: PackageType, a: string, b: string) => number | undefined;
}

/** A format's renderer: text in chunks of some ten kilobytes, in order. */
export type Render = (result: ScanResult, options: RenderOptions) => Iterable<string>;
