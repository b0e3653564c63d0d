import { compareDigitRuns } from './ascii.ts';
import { remember } from './remember.ts';

/** Longest version that is taken apart; what is longer is no version of any ecosystem. */
const maxLength = 512;

/** How a format is read, and how two versions that were read are ordered. */
export interface ParsedOrdering<T> {
  /** Undefined for what is no version of the format. */
  parse: (version: string) => T | undefined;
  compare: (a: T, b: T) => number;
}

/**
 * `valid` and `compare` of an ordering whose versions are parsed first. Texts that are no versions are older than all
 * versions, and among themselves in the order of their characters: stable, without a meaning.
 */
export function compareParsed<T extends object>({
  parse,
  compare,
}: ParsedOrdering<T>): {
  valid(version: string): boolean;
  compare(a: string, b: string): number;
} {
  const parsed = remember((version) => (version.length > maxLength ? undefined : parse(version)));
  return {
    valid: (version) => parsed(version) !== undefined,
    compare(a, b) {
      const left = parsed(a);
      const right = parsed(b);
      if (left !== undefined && right !== undefined) return compare(left, right);
      if (left === undefined && right === undefined) return compareTexts(a, b);
      return left === undefined ? -1 : 1;
    },
  };
}

/** Order by UTF-16 code units, which for ASCII is the order of bytes. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Compares two texts of digits as numbers of any length. */
export function compareNumbers(a: string, b: string): number {
  return compareDigitRuns(a, 0, a.length, b, 0, b.length);
}
