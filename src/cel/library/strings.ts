import { fail } from '../failure.ts';
import { toNumber } from '../values/int.ts';
import { codePoints, isSimple, offsetOf } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { workElements, workString } from '../work.ts';
import { traverseFirst, traverseResult } from './cost.ts';
import { define, type FunctionDefinition } from './definition.ts';
import { walkFirst } from './kubernetes/lists.ts';
import { formatText } from './format-text.ts';

type Int = number | bigint;

const whitespace = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const leading = new RegExp(`^${whitespace}+`);
const isSpace = new RegExp(`^${whitespace}$`);

/** The strings library of cel-go's extensions, of version 4. */
export const strings: readonly FunctionDefinition[] = [
  define('charAt', ['string.(int) -> string'], charAt),
  define('indexOf', ['string.(string) -> int', 'string.(string, int) -> int'], indexOf, walkFirst),
  define('lastIndexOf', ['string.(string) -> int', 'string.(string, int) -> int'], lastIndexOf, walkFirst),
  define(
    'lowerAscii',
    ['string.() -> string'],
    (text: string) => text.replaceAll(/[A-Z]+/g, (part) => part.toLowerCase()),
    traverseFirst(),
  ),
  define(
    'upperAscii',
    ['string.() -> string'],
    (text: string) => text.replaceAll(/[a-z]+/g, (part) => part.toUpperCase()),
    traverseFirst(),
  ),
  define(
    'replace',
    ['string.(string, string) -> string', 'string.(string, string, int) -> string'],
    replace,
    traverseFirst(2),
  ),
  define('split', ['string.(string) -> list(string)', 'string.(string, int) -> list(string)'], split, traverseFirst(2)),
  define('substring', ['string.(int) -> string', 'string.(int, int) -> string'], substring, traverseFirst()),
  define('trim', ['string.() -> string'], trim, traverseFirst()),
  define('reverse', ['string.() -> string'], (text: string) => Array.from(text).toReversed().join('')),
  define('join', ['list(string).() -> string', 'list(string).(string) -> string'], join, traverseResult),
  define('strings.quote', ['(string) -> string'], quote, traverseFirst()),
  define('format', ['string.(list(dyn)) -> string'], formatText, traverseFirst()),
];

function charAt(text: string, index: Int): Value {
  const size = codePoints(text);
  const at = toNumber(index);
  if (at < 0 || at > size) return fail(`index out of range: ${index}`);
  return at === size ? '' : String.fromCodePoint(text.codePointAt(offsetOf(text, at)) ?? 0);
}

function indexOf(text: string, part: string, from: Int = 0): Value {
  // As in cel-go, which looks at the index only where it has to.
  if (part === '') return from;
  if (from < 0) return fail(`index out of range: ${from}`);
  return from >= codePoints(text) ? -1 : pointOf(text, text.indexOf(part, offsetOf(text, toNumber(from))));
}

function lastIndexOf(text: string, part: string, from?: Int): Value {
  if (part === '') return from ?? codePoints(text);
  if (from === undefined) return pointOf(text, text.lastIndexOf(part));
  if (from < 0) return fail(`index out of range: ${from}`);
  return from >= codePoints(text) ? -1 : pointOf(text, text.lastIndexOf(part, offsetOf(text, toNumber(from))));
}

function pointOf(text: string, offset: number): number {
  return offset <= 0 || isSimple(text) ? offset : codePoints(text.slice(0, offset));
}

function replace(text: string, old: string, by: string, limit: Int = -1): Value {
  const most = toNumber(limit);
  if (most === 0) return text;
  const pieces = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
  const count = Math.min(pieces.length - 1, most < 0 ? Infinity : most);
  workString(text.length + count * by.length);
  return (
    pieces.slice(0, count + 1).join(by) +
    pieces
      .slice(count + 1)
      .map((piece) => old + piece)
      .join('')
  );
}

function split(text: string, separator: string, limit: Int = -1): Value {
  const most = toNumber(limit);
  if (most === 0) return [];
  const pieces = separator === '' ? Array.from(text) : text.split(separator);
  workElements(pieces.length);
  if (most < 0 || pieces.length <= most) return pieces;
  return [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(separator)];
}

function substring(text: string, from: Int, to?: Int): Value {
  const size = codePoints(text);
  const [start, end] = [toNumber(from), to === undefined ? size : toNumber(to)];
  if (start < 0 || start > size) return fail(`index out of range: ${from}`);
  if (end < 0 || end > size) return fail(`index out of range: ${to}`);
  if (start > end) return fail(`invalid substring range: start ${from}, end ${to}`);
  return text.slice(offsetOf(text, start), offsetOf(text, end));
}

function trim(text: string): Value {
  // From the end by hand: a pattern for trailing blanks would try again at each of them.
  let end = text.length;
  while (end > 0 && isSpace.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(leading, '');
}

function join(list: readonly Value[], separator = ''): Value {
  const texts = list.map((item) => (typeof item === 'string' ? item : fail('no such overload: join takes strings')));
  workString(texts.reduce((length, text) => length + text.length, separator.length * list.length));
  return texts.join(separator);
}

const quoted: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): Value {
  workString(text.length);
  return `"${text.toWellFormed().replaceAll(/[\u0007-\r\\"]/g, (character) => quoted[character] ?? character)}"`;
}
