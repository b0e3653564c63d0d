import type { NeededRange, RangedPackage } from '#model';

/** More of them are not worth their memory. */
const maxRanges = 32;

/**
 * The ranges that any of several copies of a package is needed in; undefined when not all are known. Two kinds of copies have
 * no say: one that the project itself asks for, and one of a file that does not tell what the project asks for.
 */
export function joinedRanges(copies: readonly RangedPackage[]): NeededRange[] | undefined {
  const byRange = new Map<string, NeededRange>();
  for (const { neededIn, direct } of copies) {
    if (direct !== false) continue;
    if (neededIn === undefined) return undefined;
    for (const needed of neededIn) byRange.set(needed.range, byRange.get(needed.range) ?? needed);
  }
  return byRange.size === 0 || byRange.size > maxRanges ? undefined : [...byRange.values()];
}
