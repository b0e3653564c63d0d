import type { Node } from './node.ts';
import type { Needle } from './text.ts';

/** What can be known of all matches without running the program. */
export interface Prefilter {
  /** Each match begins with this. */
  readonly prefix: Needle | undefined;
  /** 1 for each ASCII character that a match can begin with; only where there is no `prefix` and some cannot. */
  readonly first: Uint8Array | undefined;
  /** Each match contains this somewhere; undefined where it is no other than `prefix`. */
  readonly required: Needle | undefined;
  /** The matches are the occurrences of `prefix`: no program is needed. */
  readonly exact: boolean;
  /** A match can begin at the begin of the text only. */
  readonly anchored: boolean;
}

/**
 * Literals longer than this are cut: V8's search for a string is quadratic at worst in the length of the needle,
 * and a longer one finds hardly less.
 */
const maxLiteral = 32;

/** What is known of the texts that a subtree matches. */
interface Literals {
  /** The only text, when there is one. */
  readonly exact: string | undefined;
  readonly prefix: string;
  readonly suffix: string;
  /** The longest text known to be inside. */
  readonly inner: string;
}

const unknown: Literals = { exact: undefined, prefix: '', suffix: '', inner: '' };

export function prefilterOf(tree: Node): Prefilter {
  const { exact, prefix, suffix, inner } = literalsOf(tree);
  const required = inner === prefix ? suffix : inner;
  return {
    prefix: needleOf(prefix),
    first: prefix === '' ? firstOf(tree) : undefined,
    required: required === prefix ? undefined : needleOf(required),
    exact: exact !== undefined && exact !== '' && isPlain(tree),
    anchored: isAnchored(tree),
  };
}

function needleOf(text: string): Needle | undefined {
  return text === '' ? undefined : { string: text, bytes: Buffer.from(text) };
}

/** Undefined when a match can be empty, or begin with nearly everything. */
function firstOf(tree: Node): Uint8Array | undefined {
  const first = new Uint8Array(128);
  if (tree.nullable) return undefined;
  markFirst(tree, first);
  const count = first.reduce((sum, one) => sum + one, 0);
  return count < 100 ? first : undefined;
}

function markFirst(node: Node, first: Uint8Array): void {
  switch (node.kind) {
    case 'set':
      for (let i = 0; i < node.set.length; i += 2)
        first.fill(1, node.set[i], Math.min((node.set[i + 1] ?? 0) + 1, 128));
      return;
    case 'capture':
    case 'repeat':
      return markFirst(node.body, first);
    case 'alternate':
      return node.branches.forEach((branch) => markFirst(branch, first));
    case 'concat':
      for (const part of node.parts) {
        markFirst(part, first);
        if (!part.nullable) return;
      }
      return;
    case 'empty':
    case 'assertion':
  }
}

/** No group, whose position would be asked for, and no assertion. */
function isPlain(node: Node): boolean {
  if (node.kind === 'concat') return node.parts.every(isPlain);
  if (node.kind === 'repeat') return isPlain(node.body);
  return node.kind === 'set';
}

function isAnchored(node: Node): boolean {
  switch (node.kind) {
    case 'assertion':
      return node.assertion === 'begin-text';
    case 'capture':
      return isAnchored(node.body);
    case 'repeat':
      return node.min > 0 && isAnchored(node.body);
    case 'alternate':
      return node.branches.every(isAnchored);
    case 'concat': {
      const first = node.parts.find((part) => part.kind !== 'assertion' || part.assertion === 'begin-text');
      return first !== undefined && isAnchored(first);
    }
    case 'empty':
    case 'set':
      return false;
  }
}

function literalsOf(node: Node): Literals {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return exactly('');
    case 'set':
      return node.set.length === 2 && node.set[0] === node.set[1] ? character(node.set[0] ?? 0) : unknown;
    case 'capture':
      return literalsOf(node.body);
    case 'concat':
      return node.parts.map(literalsOf).reduce(following, exactly(''));
    case 'alternate':
      return node.branches.map(literalsOf).reduce(either);
    case 'repeat':
      return repeated(literalsOf(node.body), node.min, node.max);
  }
}

function exactly(text: string): Literals {
  return { exact: text, prefix: text, suffix: text, inner: text };
}

/** U+FFFD may be any byte that is not UTF-8, and a surrogate is in no text: neither can be looked for. */
function character(code: number): Literals {
  return code === 0xfffd || (code >= 0xd800 && code <= 0xdfff) ? unknown : exactly(String.fromCodePoint(code));
}

function following(a: Literals, b: Literals): Literals {
  const joined = a.suffix + b.prefix;
  const exact = a.exact !== undefined && b.exact !== undefined ? a.exact + b.exact : undefined;
  return {
    exact: exact === undefined || exact.length > maxLiteral ? undefined : exact,
    prefix: head(a.exact === undefined ? a.prefix : a.exact + b.prefix),
    suffix: tail(b.exact === undefined ? b.suffix : a.suffix + b.exact),
    inner: longest(head(joined), a.inner, b.inner),
  };
}

function either(a: Literals, b: Literals): Literals {
  const prefix = commonPrefix(a.prefix, b.prefix);
  const suffix = commonSuffix(a.suffix, b.suffix);
  const exact = a.exact === b.exact ? a.exact : undefined;
  return { exact, prefix, suffix, inner: longest(prefix, suffix) };
}

function repeated(body: Literals, min: number, max: number): Literals {
  if (min === 0) return unknown;
  if (body.exact === undefined) return body;
  const copies = exactlyTimes(body.exact, min);
  return min === max && copies.exact !== undefined ? copies : { ...copies, exact: undefined };
}

function exactlyTimes(text: string, times: number): Literals {
  if (text.length * times <= maxLiteral) return exactly(text.repeat(times));
  const long = text.repeat(Math.ceil((2 * maxLiteral) / text.length));
  return { exact: undefined, prefix: head(long), suffix: tail(long), inner: head(long) };
}

function longest(...texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best));
}

/** The first part, without a surrogate cut from its pair. */
function head(text: string): string {
  if (text.length <= maxLiteral) return text;
  const cut = text.slice(0, maxLiteral);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

function tail(text: string): string {
  if (text.length <= maxLiteral) return text;
  const cut = text.slice(-maxLiteral);
  return cut.isWellFormed() ? cut : cut.slice(1);
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  const common = a.slice(0, length);
  return common.isWellFormed() ? common : common.slice(0, -1);
}

function commonSuffix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  const common = length === 0 ? '' : a.slice(-length);
  return common.isWellFormed() ? common : common.slice(1);
}
