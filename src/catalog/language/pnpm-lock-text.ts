import type { ProblemList } from '../problem-list.ts';

/** A value of a pnpm lock file: text as it stands there, or a map. Lists and texts of several lines are left out. */
export type PnpmValue = string | PnpmMap;
export type PnpmMap = Map<string, PnpmValue>;

const maxLine = 256 * 1024;
const maxDepth = 16;
const maxKeys = 1_000_000;
const maxFlow = 64 * 1024;

interface Level {
  /** Blanks before the keys' parent; what is deeper belongs here. */
  indent: number;
  map: PnpmMap;
}

/**
 * The documents of a pnpm lock file. It is YAML, but pnpm writes only a small part of YAML, line by line, and that is
 * read here (with what Prettier makes of it): fifty times faster than all of YAML, and without its traps, such as
 * aliases. A line in another form is a problem, or is part of a text of several lines, which nothing here needs.
 */
export function readPnpmLock(bytes: Buffer, problems: ProblemList): PnpmMap[] {
  const reader = new PnpmReader(problems);
  let line = 0;
  for (let start = 0; start < bytes.length && !reader.full;) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    line += 1;
    if (end - start > maxLine) problems.add('line too long', line);
    else reader.read(bytes.toString('utf8', start, end).trimEnd(), line);
    start = end + 1;
  }
  return reader.documents;
}

class PnpmReader {
  readonly documents: PnpmMap[] = [];
  full = false;
  readonly #problems: ProblemList;
  #levels: Level[] = [];
  /** Lines deeper than this belong to a text or list. */
  #skipBelow = Infinity;
  /** A flow map or list that goes on over several lines, and where it belongs. */
  #flow: { text: string; store: (value: PnpmValue) => void } | undefined;
  #longKey: string | undefined;
  #keys = 0;

  constructor(problems: ProblemList) {
    this.#problems = problems;
    this.#startDocument();
  }

  read(text: string, line: number): void {
    const rest = text.trimStart();
    const indent = text.length - rest.length;
    if (rest === '' || rest.startsWith('#')) return;
    if (this.#flow !== undefined) {
      this.#continueFlow(rest, line);
      return;
    }
    if (indent > this.#skipBelow) return;
    this.#skipBelow = Infinity;
    if (rest === '-' || rest.startsWith('- ')) this.#skipBelow = indent;
    else if (text.startsWith('---')) this.#startDocument();
    else if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(text))
      this.#problems.add('a merge conflict that nobody resolved: both sides are read', line);
    else if (rest.startsWith('? ')) this.#longKey = unquote(rest.slice(2));
    else if (rest.startsWith(': ') && this.#longKey !== undefined) this.#readLongValue(rest.slice(2), indent, line);
    else this.#readLine(rest, indent, line);
  }

  #startDocument(): void {
    const map: PnpmMap = new Map();
    if (this.documents.at(-1)?.size !== 0) this.documents.push(map);
    this.#levels = [{ indent: -1, map: this.documents.at(-1) as PnpmMap }];
  }

  #readLine(text: string, indent: number, line: number): void {
    while ((this.#levels.at(-1) as Level).indent >= indent) this.#levels.pop();
    const { map } = this.#levels.at(-1) as Level;
    const pair = text.startsWith('{') ? undefined : splitPair(text);
    if (pair !== undefined) this.#store(map, pair[0], pair[1], indent, line);
    else if (this.#levels.length > 1 && map.size === 0) this.#replaceLast(text, indent, line);
    else this.#problems.add('not a line of a lock file', line, text);
  }

  /** The value stands on the line below its key: a flow map, or a long text. */
  #replaceLast(text: string, indent: number, line: number): void {
    const { map } = this.#levels.pop() as Level;
    this.#skipBelow = indent - 1;
    if (!text.startsWith('{')) return;
    this.#skipBelow = Infinity;
    this.#flow = {
      text: '',
      store: (value) => {
        if (typeof value !== 'string') for (const [key, item] of value) map.set(key, item);
      },
    };
    this.#continueFlow(text, line);
  }

  #readLongValue(text: string, indent: number, line: number): void {
    while ((this.#levels.at(-1) as Level).indent >= indent) this.#levels.pop();
    const { map } = this.#levels.at(-1) as Level;
    const key = this.#longKey ?? '';
    this.#longKey = undefined;
    if (text.startsWith('{')) {
      this.#store(map, key, text, indent, line);
      return;
    }
    this.#store(map, key, '', indent, line);
    this.#readLine(text, indent + 2, line);
  }

  #store(map: PnpmMap, key: string, text: string, indent: number, line: number): void {
    this.#keys += 1;
    if (this.#keys > maxKeys) {
      this.full = true;
      this.#problems.add(`more than ${maxKeys} keys: the rest is not read`, line);
    } else if (text === '') {
      if (this.#levels.length > maxDepth) {
        this.#problems.add(`nested deeper than ${maxDepth} levels: not read`, line);
        this.#skipBelow = indent;
        return;
      }
      const child: PnpmMap = new Map();
      map.set(key, child);
      this.#levels.push({ indent, map: child });
    } else if (/^[|>][-+\d]*$/.test(text)) this.#skipBelow = indent;
    else if (text.startsWith('{') || text.startsWith('[')) {
      this.#flow = { text: '', store: (value) => map.set(key, value) };
      this.#continueFlow(text, line);
    } else map.set(key, unquote(text));
  }

  #continueFlow(text: string, line: number): void {
    if (this.#flow === undefined) return;
    const flow = `${this.#flow.text} ${text}`.trim();
    const closing = flow.startsWith('{') ? '}' : ']';
    if (flow.endsWith(closing)) {
      if (closing === '}') this.#flow.store(readFlowMap(flow.slice(1, -1)));
      this.#flow = undefined;
    } else if (flow.length > maxFlow) {
      this.#problems.add('a value in brackets that does not end', line);
      this.#flow = undefined;
    } else this.#flow = { ...this.#flow, text: flow };
  }
}

/** `key: value`, `key:` or `'key': value`; undefined for a line that is none of them. */
function splitPair(text: string): [key: string, value: string] | undefined {
  const quoted = /^'(?:[^']|'')*'|^"(?:[^"\\]|\\.)*"/.exec(text)?.[0];
  if (quoted !== undefined) {
    const rest = text.slice(quoted.length);
    return rest === ':' || rest.startsWith(': ') ? [unquote(quoted), rest.slice(1).trim()] : undefined;
  }
  const at = text.indexOf(': ');
  if (at > 0) return [text.slice(0, at), text.slice(at + 2).trim()];
  return text.endsWith(':') && text.length > 1 ? [text.slice(0, -1), ''] : undefined;
}

/** The pairs between the braces of a flow map: `integrity: sha512-…, tarball: https://…`. */
function readFlowMap(text: string): PnpmMap {
  const map: PnpmMap = new Map();
  for (const part of text.split(', ')) {
    const pair = splitPair(part.trim().replace(/,$/, ''));
    if (pair !== undefined) map.set(pair[0], unquote(pair[1]));
  }
  return map;
}

function unquote(text: string): string {
  if (text.length > 1 && text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (!text.startsWith('"')) return text.replace(/ #.*$/, '');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
