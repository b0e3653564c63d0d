import { reachesSeverity, type Finding, type SeverityLevel } from '#model';
import type { GateOptions } from './decide.ts';

/** What a gate counted. */
export interface GateTally {
  /** Findings that count against the subject. */
  against: number;
  /** The same by severity. */
  levels: ReadonlyMap<SeverityLevel, number>;
  /** Findings inside the gate that no source gives a severity. */
  unrated: number;
  /** Findings of development and declared packages, which the gate does not look at. */
  outside: number;
}

/** Counts findings for a gate, in one pass. Without a threshold nothing counts against the subject. */
export function tallyGate(
  findings: Iterable<Finding>,
  options: Pick<GateOptions, 'failOn' | 'onlyFixable' | 'declared'>,
): GateTally {
  const levels = new Map<SeverityLevel, number>();
  let against = 0;
  let unrated = 0;
  let outside = 0;
  for (const finding of findings) {
    const { level } = finding.severity;
    if (finding.status === 'not affected' || (options.onlyFixable && awaitsFix(finding))) continue;
    if (finding.package !== undefined && isOutsideGate(finding.package, options.declared === true)) {
      outside += 1;
      continue;
    }
    if (level === 'unknown') unrated += 1;
    if (options.failOn === undefined || !reachesSeverity(level, options.failOn)) continue;
    against += 1;
    levels.set(level, (levels.get(level) ?? 0) + 1);
  }
  return { against, levels, unrated, outside };
}

/** A vulnerability that no version fixes: nothing a user of the package can do. Other kinds are theirs to fix. */
function awaitsFix(finding: Finding): boolean {
  return finding.kind === 'vulnerability' && finding.fix === undefined;
}

/** Development and, unless asked for, merely declared packages are no part of what a gate judges. Source: contract. */
export function isOutsideGate(
  item: { dev?: boolean; scope: 'installed' | 'declared' },
  withDeclared: boolean,
): boolean {
  return item.dev === true || (item.scope === 'declared' && !withDeclared);
}
