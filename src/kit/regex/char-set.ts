/** A set of code points as sorted, disjoint, non-adjacent inclusive ranges: lo, hi, lo, hi, … Never modified once made. */
export type CharSet = readonly number[];

/** The last code point of Unicode. */
export const maxCodePoint = 0x10ffff;

export const anyChar: CharSet = [0, maxCodePoint];
export const anyCharButNewline: CharSet = [0, 9, 11, maxCodePoint];

/** Makes a set of ranges in any order, overlapping or not. */
export function charSetOf(ranges: readonly number[]): CharSet {
  if (isCharSet(ranges)) return ranges;
  const order = Array.from({ length: ranges.length / 2 }, (_, i) => 2 * i);
  order.sort((a, b) => (ranges[a] ?? 0) - (ranges[b] ?? 0));
  const set: number[] = [];
  let last = -2;
  for (const i of order) {
    const [lo = 0, hi = 0] = [ranges[i], ranges[i + 1]];
    if (lo > last + 1) {
      set.push(lo, hi);
      last = hi;
    } else if (hi > last) {
      set[set.length - 1] = hi;
      last = hi;
    }
  }
  return set;
}

function isCharSet(ranges: readonly number[]): boolean {
  for (let i = 2; i < ranges.length; i += 2) {
    if ((ranges[i] ?? 0) <= (ranges[i - 1] ?? 0) + 1) return false;
  }
  return true;
}

/** All code points that are not in the set. */
export function negateCharSet(set: CharSet): CharSet {
  const negated: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    const [lo = 0, hi = 0] = [set[i], set[i + 1]];
    if (next < lo) negated.push(next, lo - 1);
    next = hi + 1;
  }
  if (next <= maxCodePoint) negated.push(next, maxCodePoint);
  return negated;
}

/** Whether the code point is in the set. */
export function inCharSet(set: CharSet, code: number): boolean {
  let low = 0;
  let high = set.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((set[2 * middle + 1] ?? 0) < code) low = middle + 1;
    else high = middle;
  }
  return 2 * low < set.length && (set[2 * low] ?? 0) <= code;
}
