import type { ProblemList } from '../problem-list.ts';
import type { LockLimits } from './npm-lock-limits.ts';

/** One block of a `yarn.lock`: what it is for, and what stands indented below. */
export interface YarnEntry {
  /** Counted from 1. */
  line: number;
  /** Descriptors that it answers: `name@range`. */
  descriptors: readonly string[];
  /** Of `version`, `resolved`, `integrity`, `resolution` and `linkType` those that it has. */
  fields: Map<string, string>;
  /** `dependencies` and `optionalDependencies`: pairs of a name and a range. */
  groups: Map<string, [name: string, range: string][]>;
}

const maxLine = 256 * 1024;
const knownFields = new Set(['version', 'resolved', 'integrity', 'resolution', 'linkType']);
const knownGroups = new Set(['dependencies', 'optionalDependencies']);

/**
 * The blocks of a `yarn.lock`. Both forms are lines indented by two blanks a level; Yarn 1 writes `key value`, later
 * versions `key: value` (a subset of YAML, as Yarn's own reader has it). What is deeper than `dependencies` is left out.
 */
export function readYarnLock(bytes: Buffer, limits: LockLimits, problems: ProblemList): YarnEntry[] {
  const reader = new YarnReader(limits, problems);
  let line = 0;
  for (let start = 0; start < bytes.length && !reader.full;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    line += 1;
    if (end - start > maxLine) problems.add('line too long', line);
    else reader.read(bytes.toString('utf8', start, end).replace(/\r$/, ''), line);
    start = end + 1;
  }
  return reader.entries;
}

class YarnReader {
  readonly entries: YarnEntry[] = [];
  full = false;
  readonly #limits: LockLimits;
  readonly #problems: ProblemList;
  #entry: YarnEntry | undefined;
  #group: [string, string][] | undefined;
  /** A key of more than 1,024 characters stands on a line of its own, after `? `. */
  #longKey = '';

  constructor(limits: LockLimits, problems: ProblemList) {
    this.#limits = limits;
    this.#problems = problems;
  }

  read(text: string, line: number): void {
    const rest = text.trimStart();
    const indent = text.length - rest.length;
    if (rest === '' || rest.startsWith('#')) return;
    if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(text)) {
      this.#problems.add('a merge conflict that nobody resolved: both sides are read', line);
      return;
    }
    if (indent === 0) this.#readHead(rest, line);
    else if (indent === 2) this.#readField(rest, line);
    else if (indent === 4) this.#readPair(rest, line);
  }

  #readHead(text: string, line: number): void {
    this.#group = undefined;
    if (text.startsWith('? ')) {
      this.#longKey = text.slice(2).trimEnd();
      return;
    }
    const key = text === ':' ? this.#longKey : text.trimEnd().replace(/:$/, '');
    this.#longKey = '';
    const descriptors = text.trimEnd().endsWith(':') ? readDescriptors(key) : [];
    this.#entry = undefined;
    if (descriptors.length === 0) this.#problems.add('not an entry of a lock file', line, text);
    else if (this.#limits.takePackage()) {
      this.#entry = { line, descriptors: this.#limits.takeEdges(descriptors), fields: new Map(), groups: new Map() };
      this.entries.push(this.#entry);
    } else this.full = true;
  }

  #readField(text: string, line: number): void {
    const [key, value] = readPair(text);
    this.#group = undefined;
    if (key === undefined || value === undefined || this.#entry === undefined)
      this.#problems.add('not a field of a lock file', line, text);
    else if (value !== '') {
      if (knownFields.has(key)) this.#entry.fields.set(key, value);
    } else {
      this.#group = [];
      if (knownGroups.has(key)) this.#entry.groups.set(key, this.#group);
    }
  }

  #readPair(text: string, line: number): void {
    const [key, value] = readPair(text);
    if (this.#group === undefined || key === undefined || value === undefined)
      this.#problems.add('not a dependency of a lock file', line, text);
    else if (value !== '' && this.#limits.takeEdge()) this.#group.push([key, value]);
  }
}

/** `"a@1, a@2"` of later versions, `"a@1", a@2` of Yarn 1. */
function readDescriptors(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest !== '') {
    const { token, after } = takeToken(rest, ',');
    if (token === undefined) return [];
    for (const descriptor of token.split(', ')) if (descriptor !== '') found.push(descriptor);
    rest = after.replace(/^\s*,\s*/, '');
    if (rest === after && rest !== '') return [];
  }
  return found;
}

/** `key value`, `key: value`, or `key:` with an empty value. */
function readPair(text: string): [key?: string, value?: string | undefined] {
  const { token: key, after } = takeToken(text.trimEnd(), text.startsWith('"') ? '' : ' ');
  if (key === undefined) return [];
  const named = text.startsWith('"') ? key : key.replace(/:$/, '');
  const rest = after.replace(/^:/, '').trim();
  if (rest === '') return after.startsWith(':') || key.endsWith(':') ? [named, ''] : [];
  return [named, takeToken(rest, '').token];
}

/** A quoted text, or one up to the separator or the end. */
function takeToken(text: string, separator: string): { token: string | undefined; after: string } {
  if (!text.startsWith('"')) {
    const end = separator === '' ? -1 : text.indexOf(separator);
    return end < 0 ? { token: text, after: '' } : { token: text.slice(0, end), after: text.slice(end) };
  }
  let end = 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  try {
    const token: unknown = JSON.parse(text.slice(0, end + 1));
    return { token: typeof token === 'string' ? token : undefined, after: text.slice(end + 1) };
  } catch {
    return { token: undefined, after: '' };
  }
}
