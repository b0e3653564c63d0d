import type { VersionRange } from '../advisory-row.ts';
import type { Ordering } from '../version/ordering.ts';
import { type VersionCondition, versionConditions } from './version-conditions.ts';
import { gapsBetween, type Interval, intersectionOf } from './version-intervals.ts';

/**
 * The versions that none of the requirements hold, as ranges; undefined when a requirement is not understood.
 * @param requirements RubyGems requirements such as `~> 1.2.3, >= 1.2.3.4`, each a set of safe versions
 */
export function affectedBetween(requirements: readonly string[], ordering: Ordering): VersionRange[] | undefined {
  const safe: Interval[] = [];
  for (const requirement of requirements) {
    const conditions = versionConditions(requirement);
    if (conditions === undefined || !conditions.every(({ version }) => ordering.valid(version))) return undefined;
    const interval = intersectionOf(conditions.map(intervalOf), ordering);
    if (interval !== undefined) safe.push(interval);
  }
  return gapsBetween(safe, ordering).map(rangeOf);
}

function intervalOf({ operator, version }: VersionCondition): Interval {
  const before = { version, after: false };
  const after = { version, after: true };
  switch (operator) {
    case '<':
      return { to: before };
    case '<=':
      return { to: after };
    case '>':
      return { from: after };
    case '>=':
      return { from: before };
    case '=':
      return { from: before, to: after };
    case '~>':
      return { from: before, to: { version: `${bumped(version)}.A`, after: false } };
  }
}

/** `~> 1.2.3` ends before 1.3 and all its pre-releases, the first of which can be called `1.3.A`. */
function bumped(version: string): string {
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? ['0'];
  const kept = numbers.length > 1 ? numbers.slice(0, -1) : numbers;
  return [...kept.slice(0, -1), String(BigInt(kept.at(-1) ?? '0') + 1n)].join('.');
}

function rangeOf({ from, to }: Interval): VersionRange {
  return {
    // Between two versions there is always another; none is published this near.
    ...(from !== undefined && { introduced: from.after ? `${from.version}.0.0.0.1` : from.version }),
    ...(to !== undefined && (to.after ? { lastAffected: to.version } : { fixed: to.version })),
  };
}
