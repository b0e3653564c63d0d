/** From `min` to `max`, both included: of a size or of a cost. Neither is above `unbounded`. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** cel-go counts in 64 bits: this is where it stops, and what it takes for the size of what it knows nothing of. */
export const unbounded = 2 ** 64;

/** Nothing is known. */
export const unknown: Range = { min: 0, max: unbounded };

function capped(value: number): number {
  return Math.min(value, unbounded);
}

export function exactly(value: number): Range {
  return { min: value, max: value };
}

export function plus(...ranges: readonly Range[]): Range {
  let [min, max] = [0, 0];
  for (const range of ranges) [min, max] = [capped(min + range.min), capped(max + range.max)];
  return { min, max };
}

function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : capped(a * b);
}

export function times(a: Range, b: Range): Range {
  return { min: product(a.min, b.min), max: product(a.max, b.max) };
}

/** Each end times a factor, rounded up. */
export function scaled({ min, max }: Range, factor: number): Range {
  return { min: Math.ceil(product(min, factor)), max: Math.ceil(product(max, factor)) };
}

/** What holds both. */
export function either(a: Range, b: Range): Range {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}
