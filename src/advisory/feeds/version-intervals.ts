import type { Ordering } from '../version/ordering.ts';

/** A place between two versions: just before one, or just after. */
export interface Cut {
  version: string;
  after: boolean;
}

/** Versions from one place to another; an end that is absent is open. */
export interface Interval {
  from?: Cut;
  to?: Cut;
}

/** The versions that lie in all of the intervals; undefined when there can be none. */
export function intersectionOf(intervals: readonly Interval[], ordering: Ordering): Interval | undefined {
  const whole: Interval = {};
  for (const { from, to } of intervals) {
    if (from !== undefined && (whole.from === undefined || compareCuts(whole.from, from, ordering) < 0))
      whole.from = from;
    if (to !== undefined && (whole.to === undefined || compareCuts(to, whole.to, ordering) < 0)) whole.to = to;
  }
  const { from, to } = whole;
  return from === undefined || to === undefined || compareCuts(from, to, ordering) < 0 ? whole : undefined;
}

/** The versions that lie in none of the intervals, in rising order. */
export function gapsBetween(intervals: readonly Interval[], ordering: Ordering): Interval[] {
  const sorted = intervals.toSorted((a, b) =>
    a.from === undefined ? -1 : b.from === undefined ? 1 : compareCuts(a.from, b.from, ordering),
  );
  const gaps: Interval[] = [];
  // Everything before this place is in an interval or a gap; null when all is.
  let done: Cut | null | undefined;
  for (const { from, to } of sorted) {
    if (done === null) break;
    if (from !== undefined && (done === undefined || compareCuts(done, from, ordering) < 0)) {
      gaps.push({ ...(done !== undefined && { from: done }), to: from });
    }
    if (to === undefined) done = null;
    else if (done === undefined || compareCuts(done, to, ordering) < 0) done = to;
  }
  if (done !== null) gaps.push(done === undefined ? {} : { from: done });
  return gaps;
}

function compareCuts(a: Cut, b: Cut, ordering: Ordering): number {
  return ordering.compare(a.version, b.version) || Number(a.after) - Number(b.after);
}
