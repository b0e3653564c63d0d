import type { VersionRange } from '../advisory-row.ts';
import type { Ordering } from '../version/ordering.ts';
import { type VersionCondition, versionConditions } from './version-conditions.ts';

/** A place between two versions: just before one, or just after. Undefined at an open end. */
interface Cut {
  version: string;
  after: boolean;
}

/** Versions from one place to another. */
interface Interval {
  from?: Cut;
  to?: Cut;
}

/**
 * The versions that none of the requirements hold, as ranges; undefined when a requirement is not understood.
 * @param requirements RubyGems requirements such as `~> 1.2.3, >= 1.2.3.4`, each a set of safe versions
 */
export function affectedBetween(requirements: readonly string[], ordering: Ordering): VersionRange[] | undefined {
  const compareCuts = (a: Cut, b: Cut): number =>
    ordering.compare(a.version, b.version) || Number(a.after) - Number(b.after);
  const safe: Interval[] = [];
  for (const requirement of requirements) {
    const conditions = versionConditions(requirement);
    if (conditions === undefined || !conditions.every(({ version }) => ordering.valid(version))) return undefined;
    safe.push(intersection(conditions.map(intervalOf), compareCuts));
  }
  const kept = safe.filter(({ from, to }) => from === undefined || to === undefined || compareCuts(from, to) < 0);
  kept.sort((a, b) => (a.from === undefined ? -1 : b.from === undefined ? 1 : compareCuts(a.from, b.from)));
  const gaps: Interval[] = [];
  // Everything before this place is safe or in a gap; null when all is.
  let done: Cut | null | undefined;
  for (const { from, to } of kept) {
    if (done === null) break;
    if (from !== undefined && (done === undefined || compareCuts(done, from) < 0)) {
      gaps.push({ ...(done !== undefined && { from: done }), to: from });
    }
    if (to === undefined) done = null;
    else if (done === undefined || compareCuts(done, to) < 0) done = to;
  }
  if (done !== null) gaps.push(done === undefined ? {} : { from: done });
  return gaps.map(rangeOf);
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

function intersection(intervals: readonly Interval[], compareCuts: (a: Cut, b: Cut) => number): Interval {
  const whole: Interval = {};
  for (const { from, to } of intervals) {
    if (from !== undefined && (whole.from === undefined || compareCuts(whole.from, from) < 0)) whole.from = from;
    if (to !== undefined && (whole.to === undefined || compareCuts(to, whole.to) < 0)) whole.to = to;
  }
  return whole;
}

function rangeOf({ from, to }: Interval): VersionRange {
  return {
    // Between two versions there is always another; none is published this near.
    ...(from !== undefined && { introduced: from.after ? `${from.version}.0.0.0.1` : from.version }),
    ...(to !== undefined && (to.after ? { lastAffected: to.version } : { fixed: to.version })),
  };
}
