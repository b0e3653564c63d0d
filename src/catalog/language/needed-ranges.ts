import type { NeededRange } from '#model';

/** What one package of a lock file needs, under a key that is the lock file's own: a path, `name@version`. */
export interface LockedNeeds {
  key: string;
  /** Keys of the packages that it needs; keys that the file does not have are left out. */
  needs: readonly string[];
  /** The range of each of `needs`, where the file has them; `undefined` for one that no update can move. */
  ranges?: readonly (string | undefined)[];
}

/** Nobody writes longer ones, and more of them are not worth their memory. */
const maxRange = 200;
const maxRanges = 16;

/**
 * The ranges that the packages of a lock file are needed in, by the key of the package, one of each. Of a package with a
 * need whose range is not known nothing is told: half of the ranges would allow what the others forbid.
 * @param rootOf the direct dependency that brings a package, undefined for one that nothing brings
 * @param spelled a package as `name@version`
 */
export function rangesNeeded(
  locked: readonly LockedNeeds[],
  rootOf: (key: string) => string | undefined,
  spelled: (key: string) => string,
): Map<string, NeededRange[]> {
  const found = new Map<string, NeededRange[]>();
  const unknown = new Set<string>();
  for (const { key, needs, ranges } of locked) {
    const root = rootOf(key);
    if (root === undefined) continue;
    for (const [at, need] of needs.entries()) {
      const range = ranges?.[at];
      const known = found.get(need) ?? [];
      if (range === undefined || range.length > maxRange || known.length === maxRanges) unknown.add(need);
      if (unknown.has(need) || range === undefined || known.some((other) => other.range === range)) continue;
      known.push({ range, by: spelled(key), ...(root !== key && { direct: spelled(root) }) });
      found.set(need, known);
    }
  }
  for (const key of unknown) found.delete(key);
  return found;
}
