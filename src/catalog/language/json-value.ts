import { parse, type ParseError } from 'jsonc-parser';
import type { ProblemList } from '../problem-list.ts';

/**
 * An object of parsed JSON, YAML or TOML; undefined for anything else, lists included. Reading a key that the file
 * does not have gives undefined or something that none of these readers takes: what objects inherit are functions, and
 * `Object.prototype` itself (`__proto__`), which is refused here.
 */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value === Object.prototype)
    return undefined;
  return value as Readonly<Record<string, unknown>>;
}

/** The text; undefined for anything else, the empty text included: no field that is read here means something empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The list; empty for anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Entries of the object; none for anything else. */
export function entriesOf(value: unknown): [key: string, value: unknown][] {
  return Object.entries(asRecord(value) ?? {});
}

/** Keys of the object; none for anything else. */
export function keysOf(value: unknown): string[] {
  return Object.keys(asRecord(value) ?? {});
}

/** Nesting and values that no real file comes near, and that cost less than 500 MB of memory. */
const maxDepth = 200;
const maxValues = 3_000_000;
const modestBytes = 65_536;
/** A broken file is read a second time, slowly, for what can be understood of it. */
const maxBrokenBytes = 8 * 1024 * 1024;

/**
 * The value of a JSON file, of which nothing may be believed but that it is JSON. Comments and trailing commas are
 * allowed with `comments`. Of a broken or truncated file it is what can be understood, and the problem is noted with
 * its line; undefined when that is nothing.
 */
export function parseJson(bytes: Buffer, problems: ProblemList, { comments = false } = {}): unknown {
  const tooMuch = excess(bytes);
  if (tooMuch !== undefined) {
    problems.add(tooMuch);
    return undefined;
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (!comments) {
    try {
      return JSON.parse(text);
    } catch {
      // Read below, with the place of the error.
    }
  }
  if (!comments && bytes.length > maxBrokenBytes) {
    problems.add('not valid JSON, and too large to read what is left of it');
    return undefined;
  }
  return parseTolerantly(text, problems, comments);
}

function parseTolerantly(text: string, problems: ProblemList, comments: boolean): unknown {
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(text, errors, { allowTrailingComma: comments, disallowComments: !comments });
  } catch {
    // A quote in a comment or in a broken file hides its brackets from `excess`, and this parser calls itself.
    problems.add('not valid JSON, nor can it be read as far as it is');
    return undefined;
  }
  const [first] = errors;
  if (first !== undefined) problems.add('not valid JSON', lineAt(text, first.offset));
  return value;
}

/** True for a file with too few bytes and brackets for any excess. So are most, and this is known sooner. */
function isModest(bytes: Buffer): boolean {
  if (bytes.length > modestBytes) return false;
  const text = bytes.toString('latin1');
  return text.split('{', maxDepth).length + text.split('[', maxDepth).length <= maxDepth;
}

/** Why the file may not be parsed: a few megabytes of brackets become gigabytes of objects. */
function excess(bytes: Buffer): string | undefined {
  if (isModest(bytes)) return undefined;
  let depth = 0;
  let values = 1;
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x2c) values += 1;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > maxDepth) return `nested deeper than ${maxDepth} levels: not read`;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return values > maxValues ? `more than ${maxValues} values: not read` : undefined;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
