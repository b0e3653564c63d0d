/** Severities from worst to least; `unknown` means that no source states one, not that it is harmless. */
export const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown'] as const;

export type SeverityLevel = (typeof severities)[number];

/** A severity with where it comes from. The first source that has one decides: distribution, CVE record, GitHub. */
export interface Severity {
  level: SeverityLevel;
  /** Name of the source that decided, absent when the level is `unknown`. */
  source?: string;
  /** CVSS vector string, where the source gives one. */
  vector?: string;
}

/** True when `level` is at least as bad as `threshold`. `unknown` is reached only by the threshold `unknown`. */
export function reachesSeverity(level: SeverityLevel, threshold: SeverityLevel): boolean {
  return severities.indexOf(level) <= severities.indexOf(threshold);
}

/** Sort order for two levels: the worse one first. */
export function compareSeverity(a: SeverityLevel, b: SeverityLevel): number {
  return severities.indexOf(a) - severities.indexOf(b);
}
