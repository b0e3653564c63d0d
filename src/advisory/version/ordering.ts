/** How one family of package managers orders versions. Pure; both functions take any string without throwing. */
export interface Ordering {
  /** The package format: `deb`, `rpm`, `apk`, `semver`. */
  readonly id: string;
  /** Ecosystems and distributions that use it, lower case, as a user may name them. */
  readonly ecosystems: readonly string[];
  /** True when the package manager itself would take the version for a comparison. */
  valid(version: string): boolean;
  /** Negative when `a` is older, positive when newer, 0 when equal. An invalid version gives a stable, meaningless order. */
  compare(a: string, b: string): number;
  /**
   * True when advisories that name the one version mean the other one too: Bitnami's `1.2.3` is every revision of it.
   * Absent where a version that is named is that one only.
   */
  standsFor?(named: string, version: string): boolean;
}
