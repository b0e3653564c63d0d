import { Failure } from '../failure.ts';
import { intOf, uintOf } from '../values/int.ts';
import { Double } from '../values/value.ts';
import { readString } from './string-literal.ts';
import type { Token } from './token.ts';

const blank = /(?:[ \t\n\r\f]+|\/\/[^\n]*)+/y;
const number = /0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)|\d+[uU]?/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const quotedName = /`([A-Za-z0-9_.\-/ ]+)`/y;
const stringStart = /(?:[rR][bB]?|[bB][rR]?)?["']/y;
const symbol = /&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]{}]/y;

/** Cuts an expression into tokens, the last of which is `end`. @throws Failure `syntax` */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipBlank(source, 0); at < source.length;) {
    const { token, end } = readToken(source, at);
    tokens.push(token);
    at = skipBlank(source, end);
  }
  tokens.push({ kind: 'end', text: 'end of expression', at: source.length });
  return tokens;
}

function skipBlank(source: string, at: number): number {
  return match(blank, source, at)?.end ?? at;
}

function readToken(source: string, at: number): { token: Token; end: number } {
  const string = match(stringStart, source, at);
  if (string !== undefined) {
    const { value, end } = readString(source, at);
    return { token: { kind: 'literal', text: source.slice(at, end), at, value }, end };
  }
  const found = match(name, source, at);
  if (found !== undefined) return { token: { kind: 'name', text: found.text, at }, end: found.end };
  const digits = match(number, source, at);
  if (digits !== undefined) return { token: numberToken(digits.text, at), end: digits.end };
  const quoted = match(quotedName, source, at);
  if (quoted !== undefined) return { token: { kind: 'quoted', text: quoted.text.slice(1, -1), at }, end: quoted.end };
  const sign = match(symbol, source, at);
  if (sign !== undefined) return { token: { kind: 'symbol', text: sign.text, at }, end: sign.end };
  throw new Failure('syntax', `unexpected character '${String.fromCodePoint(source.codePointAt(at) ?? 0)}'`, at);
}

function match(pattern: RegExp, source: string, at: number): { text: string; end: number } | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  return found === null ? undefined : { text: found[0], end: pattern.lastIndex };
}

function numberToken(text: string, at: number): Token {
  const kind = 'literal';
  try {
    if (/[uU]$/.test(text))
      return { kind, text, at, value: uintOf(BigInt(text.slice(0, -1)), 'uint literal out of range') };
    if (!/^0[xX]/.test(text) && /[.eE]/.test(text)) return { kind, text, at, value: doubleOf(text) };
    const magnitude = BigInt(text);
    // Of 2^63 only the negative is an int: the parser looks at the magnitude after a minus.
    return magnitude === 2n ** 63n
      ? { kind, text, at, magnitude }
      : { kind, text, at, magnitude, value: intOf(magnitude, 'int literal out of range') };
  } catch (error) {
    if (error instanceof Failure) throw new Failure('syntax', error.message, at);
    throw error;
  }
}

function doubleOf(text: string): Double {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Failure('syntax', 'double literal out of range');
  return new Double(value);
}
