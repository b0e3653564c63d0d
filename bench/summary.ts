import type { Bar } from './case.ts';

/** What one run took: seconds of wall and CPU time, bytes of memory, and the case's own figure. */
export interface Sample {
  wall: number;
  cpu: number;
  peak: number;
  value?: number;
}

/** Several runs of one side. Wall time has its spread; memory is the worst of all runs, the others are medians. */
export interface Summary {
  wall: number;
  least: number;
  most: number;
  cpu: number;
  peak: number;
  value?: number;
}

/** The middle one; of an even number the mean of the two in the middle. @throws RangeError for none */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const high = sorted[sorted.length >> 1];
  const low = sorted[(sorted.length - 1) >> 1];
  if (high === undefined || low === undefined) throw new RangeError('the median of nothing');
  return (low + high) / 2;
}

/** @throws RangeError without samples */
export function summarise(samples: readonly Sample[]): Summary {
  const walls = samples.map(({ wall }) => wall);
  const values = samples.map(({ value }) => value).filter((value) => value !== undefined);
  return {
    wall: median(walls),
    least: Math.min(...walls),
    most: Math.max(...walls),
    cpu: median(samples.map(({ cpu }) => cpu)),
    peak: Math.max(...samples.map(({ peak }) => peak)),
    ...(values.length > 0 && { value: median(values) }),
  };
}

/** What became of a bar. Without a figure it was not measured, which is neither. */
export interface Verdict {
  bar: Bar;
  figure?: number;
  holds?: boolean;
}

/** Holds a bar against what was measured, by side. */
export function judge(bar: Bar, summaries: ReadonlyMap<string, Summary>): Verdict {
  const own = summaries.get(bar.side)?.[bar.figure];
  const divisor = bar.relativeTo === undefined ? 1 : summaries.get(bar.relativeTo)?.[bar.figure];
  if (own === undefined || divisor === undefined || divisor === 0) return { bar };
  const figure = own / divisor;
  return { bar, figure, holds: bar.bound === 'at most' ? figure <= bar.limit : figure >= bar.limit };
}
