import { charSetOf, negateCharSet, type CharSet } from './char-set.ts';
import { parseClassEscape, parseEscape, parsePosixClass, syntaxError, type Parsed } from './parse-escape.ts';
import { RegexError } from './regex-error.ts';
import { foldCharSet } from './unicode.ts';

/**
 * Reads the bracket expression whose `[` is at `start`: `[a-z_\d\pL[:space:]]`, `[^…]`. A `]` is a member when it comes
 * first, a `-` when it is no range.
 * @throws RegexError `syntax`; `too-large` when the members need more than `maxNumbers` range ends.
 */
export function parseBracket(source: string, start: number, foldCase: boolean, maxNumbers: number): Parsed<CharSet> {
  const negative = source[start + 1] === '^';
  const first = start + (negative ? 2 : 1);
  const ranges: number[] = [];
  let at = first;
  while (source[at] !== ']' || at === first) {
    if (at >= source.length) throw syntaxError('a bracket that is not closed', source, start);
    const set = parsePosixClass(source, at, foldCase) ?? parseClassEscape(source, at, foldCase);
    const member = set ?? parseRange(source, at, start);
    // Not push(...value): a set may have more members than a call may have arguments.
    for (const end of member.value) ranges.push(end);
    if (ranges.length > maxNumbers) throw classesTooLarge();
    at = member.end;
  }
  const set = charSetOf(ranges);
  const folded = foldCase ? foldCharSet(set) : set;
  return { value: negative ? negateCharSet(folded) : folded, end: at + 1 };
}

export function classesTooLarge(): RegexError {
  return new RegexError('too-large', 'the character classes of the regular expression are too large');
}

function parseRange(source: string, start: number, bracket: number): Parsed<CharSet> {
  const low = parseMember(source, start, bracket);
  // `[a-]` is an a or a hyphen.
  const isRange = source[low.end] === '-' && low.end + 1 < source.length && source[low.end + 1] !== ']';
  if (!isRange) return { value: [low.value, low.value], end: low.end };
  const high = parseMember(source, low.end + 1, bracket);
  if (high.value < low.value) throw syntaxError('a range whose end is before its begin', source, start);
  return { value: [low.value, high.value], end: high.end };
}

function parseMember(source: string, at: number, bracket: number): Parsed<number> {
  if (source[at] === '\\') return parseEscape(source, at);
  const code = source.codePointAt(at);
  if (code === undefined) throw syntaxError('a bracket that is not closed', source, bracket);
  return { value: code, end: at + (code > 0xffff ? 2 : 1) };
}
