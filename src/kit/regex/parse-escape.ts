import { charSetOf, maxCodePoint, negateCharSet, type CharSet } from './char-set.ts';
import { RegexError } from './regex-error.ts';
import { foldCharSet, unicodeClass } from './unicode.ts';

/** A syntax error at a UTF-16 index of the pattern, with a short quotation of what is there. */
export function syntaxError(what: string, source: string, position: number): RegexError {
  const quoted = source.length - position > 24 ? `${source.slice(position, position + 24)}…` : source.slice(position);
  const where = quoted === '' ? 'at its end' : `at \`${quoted}\``;
  return new RegexError('syntax', `the regular expression is not valid: ${what}, ${where}`, position);
}

/** One character of a pattern and the index behind it. */
export interface Parsed<T> {
  readonly value: T;
  readonly end: number;
}

const namedEscapes = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/**
 * Reads the escape of a single character that begins (with its backslash) at `start`: punctuation, `\n` and the like,
 * octal `\0` `\12` `\123`, hexadecimal `\x41` `\x{10FFFF}`.
 */
export function parseEscape(source: string, start: number): Parsed<number> {
  const char = source[start + 1];
  if (char === undefined) throw syntaxError('a backslash at the end', source, start);
  const named = namedEscapes.get(char);
  if (named !== undefined) return { value: named, end: start + 2 };
  if (char === 'x') return parseHex(source, start);
  // A single digit that is not 0 would be a back-reference, which no linear-time engine can have.
  if (char === '0' || (isOctal(char) && isOctal(source[start + 2]))) return parseOctal(source, start);
  if (char < '\x80' && !/[0-9A-Za-z]/.test(char)) return { value: char.charCodeAt(0), end: start + 2 };
  throw syntaxError('an unknown escape', source, start);
}

function isOctal(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '7';
}

function parseOctal(source: string, start: number): Parsed<number> {
  let end = start + 1;
  let value = 0;
  while (end < start + 4 && isOctal(source[end])) value = value * 8 + Number(source[end++]);
  return { value, end };
}

function parseHex(source: string, start: number): Parsed<number> {
  const braced = source[start + 2] === '{';
  const close = braced ? source.indexOf('}', start + 3) : start + 4;
  const digits = source.slice(start + (braced ? 3 : 2), Math.max(close, 0));
  const digitsOk = /^[0-9A-Fa-f]+$/.test(digits) && (braced || digits.length === 2);
  const value = digitsOk ? Number.parseInt(digits, 16) : Infinity;
  if (value > maxCodePoint) throw syntaxError('a hexadecimal escape that is no code point', source, start);
  return { value, end: braced ? close + 1 : close };
}

const digit: CharSet = [0x30, 0x39];
const space: CharSet = [0x09, 0x0a, 0x0c, 0x0d, 0x20, 0x20];
const word: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
const perlClasses = new Map([
  ['d', digit],
  ['s', space],
  ['w', word],
]);

/**
 * Reads a class that is written as an escape at `start`: `\d \s \w \D \S \W`, `\pL \p{Greek} \PL \p{^Greek}`.
 * Undefined when something else is there. The classes of letters and the like are ASCII, as in RE2.
 */
export function parseClassEscape(source: string, start: number, foldCase: boolean): Parsed<CharSet> | undefined {
  const char = source[start + 1];
  if (source[start] !== '\\' || char === undefined) return undefined;
  if (char === 'p' || char === 'P') return parseUnicodeEscape(source, start, foldCase);
  const set = perlClasses.get(char.toLowerCase());
  if (set === undefined) return undefined;
  return { value: signed(set, char < 'a', foldCase), end: start + 2 };
}

/** Under case folding a class is closed first and negated then: `(?i)\W` does not match U+212A (Kelvin), a `k`. */
function signed(set: CharSet, negative: boolean, foldCase: boolean): CharSet {
  const folded = foldCase ? foldCharSet(set) : set;
  return negative ? negateCharSet(folded) : folded;
}

function parseUnicodeEscape(source: string, start: number, foldCase: boolean): Parsed<CharSet> {
  const braced = source[start + 2] === '{';
  const close = braced ? source.indexOf('}', start) : start + 2;
  if (close < 0) throw syntaxError('a Unicode class without its closing brace', source, start);
  const name = braced ? source.slice(start + 3, close) : (source[start + 2] ?? '');
  const inverted = name.startsWith('^');
  const set = unicodeClass(inverted ? name.slice(1) : name);
  if (set === undefined) throw syntaxError('an unknown Unicode class', source, start);
  return { value: signed(set, (source[start + 1] === 'P') !== inverted, foldCase), end: close + 1 };
}

const posixClasses = new Map<string, CharSet>([
  ['alnum', [0x30, 0x39, 0x41, 0x5a, 0x61, 0x7a]],
  ['alpha', [0x41, 0x5a, 0x61, 0x7a]],
  ['ascii', [0x00, 0x7f]],
  ['blank', [0x09, 0x09, 0x20, 0x20]],
  ['cntrl', [0x00, 0x1f, 0x7f, 0x7f]],
  ['digit', digit],
  ['graph', [0x21, 0x7e]],
  ['lower', [0x61, 0x7a]],
  ['print', [0x20, 0x7e]],
  ['punct', [0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0x7e]],
  ['space', [0x09, 0x0d, 0x20, 0x20]],
  ['upper', [0x41, 0x5a]],
  ['word', word],
  ['xdigit', charSetOf([0x30, 0x39, 0x41, 0x46, 0x61, 0x66])],
]);

/** Reads `[:alpha:]` or `[:^alpha:]` at `start`, inside a bracket; undefined when `[` stands for itself there. */
export function parsePosixClass(source: string, start: number, foldCase: boolean): Parsed<CharSet> | undefined {
  if (!source.startsWith('[:', start)) return undefined;
  const close = source.indexOf(':]', start + 2);
  if (close < 0) return undefined;
  const name = source.slice(start + 2, close);
  const negative = name.startsWith('^');
  const set = posixClasses.get(negative ? name.slice(1) : name);
  if (set === undefined) throw syntaxError('an unknown class', source, start);
  return { value: signed(set, negative, foldCase), end: close + 2 };
}
