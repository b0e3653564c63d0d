import { compareNumbers, compareParsed, compareTexts } from './compare-parsed.ts';
import { isDigit } from './ascii.ts';
import type { Ordering } from './ordering.ts';

/**
 * RubyGems versions as `Gem::Version` reads and orders them: segments of digits or letters, letters before numbers,
 * a dash meaning `.pre.`.
 * Source: RubyGems, documentation of Gem::Version.
 */
export const gem: Ordering = {
  id: 'gem',
  ecosystems: ['gem', 'rubygems', 'ruby'],
  ...compareParsed({ parse, compare }),
};

const grammar = /^[ \t\n\r\f\v]*(\d+(?:\.[\dA-Za-z]+)*(?:-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?)?[ \t\n\r\f\v]*$/;

/** The segments that count: zeros at the end of the numbers, and at the end of what follows the first word, do not. */
function parse(version: string): string[] | undefined {
  const match = grammar.exec(version);
  if (match === null) return undefined;
  const segments = (match[1] ?? '0').replaceAll('-', '.pre.').match(/\d+|[A-Za-z]+/g) ?? [];
  const word = segments.findIndex((segment) => !isNumber(segment));
  if (word < 0) return withoutZeros(segments);
  return [...withoutZeros(segments.slice(0, word)), ...withoutZeros(segments.slice(word))];
}

function withoutZeros(segments: readonly string[]): string[] {
  return segments.slice(0, segments.findLastIndex((segment) => !/^0+$/.test(segment)) + 1);
}

function isNumber(segment: string): boolean {
  return isDigit(segment.charCodeAt(0));
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = compareSegments(a[index] ?? '0', b[index] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareSegments(a: string, b: string): number {
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? 1 : -1;
  return isNumber(a) ? compareNumbers(a, b) : compareTexts(a, b);
}
