import { Failure } from '../failure.ts';
import type { Value } from '../values/value.ts';

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  '?': 63,
  '"': 34,
  "'": 39,
  '`': 96,
};
const numericEscapes: Readonly<Record<string, { digits: number; base: number }>> = {
  x: { digits: 2, base: 16 },
  X: { digits: 2, base: 16 },
  u: { digits: 4, base: 16 },
  U: { digits: 8, base: 16 },
};

/** Reads a string or bytes literal with its prefix and quotes. @throws Failure `syntax` */
export function readString(source: string, at: number): { value: Value; end: number } {
  let from = at;
  while (source[from] !== '"' && source[from] !== "'") from += 1;
  const prefix = source.slice(at, from).toLowerCase();
  const single = source.charAt(from);
  const quote = source.startsWith(single.repeat(3), from) ? single.repeat(3) : single;
  const raw = prefix.includes('r');
  const end = findEnd(source, from + quote.length, quote, raw);
  const body = source.slice(from + quote.length, end).replaceAll(/\r\n?/g, '\n');
  const bytes = prefix.includes('b');
  const value = raw || !body.includes('\\') ? (bytes ? Buffer.from(body) : body) : unescape(body, bytes, at);
  return { value, end: end + quote.length };
}

function findEnd(source: string, from: number, quote: string, raw: boolean): number {
  for (let at = from; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\' && !raw) at += 1;
    else if (character === quote[0] && source.startsWith(quote, at)) return at;
    else if (quote.length === 1 && (character === '\n' || character === '\r')) break;
  }
  throw new Failure('syntax', 'the string does not end', from - quote.length);
}

function unescape(body: string, bytes: boolean, at: number): Value {
  const parts: Buffer[] = [];
  const points: string[] = [];
  for (let from = 0; from < body.length;) {
    const slash = body.indexOf('\\', from);
    const plain = body.slice(from, slash < 0 ? body.length : slash);
    if (bytes) parts.push(Buffer.from(plain));
    else points.push(plain);
    if (slash < 0) break;
    const { code, end, isByte } = readEscape(body, slash + 1, at);
    if (bytes && !isByte && code > 127) invalid('\\u escapes are for strings, not bytes', at);
    if (bytes) parts.push(Buffer.from([code]));
    else points.push(String.fromCodePoint(code));
    from = end;
  }
  return bytes ? Buffer.concat(parts) : points.join('');
}

function readEscape(body: string, from: number, at: number): { code: number; end: number; isByte: boolean } {
  const letter = body.charAt(from);
  const simple = Object.hasOwn(simpleEscapes, letter) ? simpleEscapes[letter] : undefined;
  if (simple !== undefined) return { code: simple, end: from + 1, isByte: true };
  const octal = /^[0-3][0-7]{2}/.exec(body.slice(from, from + 3));
  if (octal !== null) return { code: Number.parseInt(octal[0], 8), end: from + 3, isByte: true };
  const form = Object.hasOwn(numericEscapes, letter) ? numericEscapes[letter] : undefined;
  const digits = body.slice(from + 1, from + 1 + (form?.digits ?? 0));
  if (form === undefined || digits.length < form.digits || !/^[0-9a-fA-F]+$/.test(digits))
    return invalid(`unknown escape \\${letter}`, at);
  const code = Number.parseInt(digits, form.base);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return invalid('the escape is no code point', at);
  return { code, end: from + 1 + form.digits, isByte: form.digits === 2 };
}

function invalid(message: string, at: number): never {
  throw new Failure('syntax', message, at);
}
