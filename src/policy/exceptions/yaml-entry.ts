import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { SeawallError } from '#model';
import { fileError } from './ignore-file-error.ts';

/** Values of one list: globs and names are compared one by one. */
const maxItems = 1000;

/** One value of a YAML file that knows where it stands, so that a complaint names the line. */
export class YamlEntry {
  readonly file: string;
  readonly line: number;
  private readonly node: Node | null;
  private readonly lines: LineCounter;

  constructor(file: string, node: Node | null, lines: LineCounter, line: number) {
    this.file = file;
    this.node = node;
    this.lines = lines;
    this.line = node?.range === undefined || node.range === null ? line : lines.linePos(node.range[0]).line;
  }

  /** True for an empty value. */
  get isEmpty(): boolean {
    return this.node === null || (isScalar(this.node) && this.node.value === null);
  }

  /** The fields of a mapping. A name that is not known is refused: a misspelt limit would hide more than was meant. */
  fields<Name extends string>(known: readonly Name[]): ReadonlyMap<Name, YamlEntry> {
    if (!isMap(this.node)) throw this.error(`expected fields: ${known.join(', ')}`);
    const found = new Map<Name, YamlEntry>();
    for (const { key, value } of this.node.items) {
      const own = this.inner(key as Node | null);
      const name = known.find((candidate) => isScalar(key) && candidate === key.value);
      if (name === undefined) throw own.error(`unknown field; known are ${known.join(', ')}`);
      if (found.has(name)) throw own.error(`a second ${name}`);
      const entry = new YamlEntry(this.file, value as Node | null, this.lines, own.line);
      found.set(name, entry);
    }
    for (const [name, entry] of found) if (entry.isEmpty) found.delete(name);
    return found;
  }

  /** The entries of a list. */
  list(): YamlEntry[] {
    if (!isSeq(this.node)) throw this.error('expected a list');
    return this.node.items.map((item) => this.inner(item as Node | null));
  }

  /** A text on one line; a number counts as it is written (`1.10`). */
  text(maxLength = 1000): string {
    const { node } = this;
    const value = isScalar(node) ? (typeof node.value === 'string' ? node.value : node.source) : undefined;
    const text = value?.trim().replace(/\s+/g, ' ');
    if (text === undefined || text === '' || text.length > maxLength)
      throw this.error(`expected a text of at most ${maxLength} characters`);
    return text;
  }

  /** A text, or a list of texts, which must not be empty: a limit to nothing is a mistake. */
  texts(): YamlEntry[] {
    const items = isSeq(this.node) ? this.list() : [this];
    if (items.length === 0 || items.length > maxItems) throw this.error(`expected 1 to ${maxItems} texts`);
    return items;
  }

  error(what: string): SeawallError {
    return fileError(this.file, this.line, what);
  }

  private inner(node: Node | null): YamlEntry {
    return new YamlEntry(this.file, node, this.lines, this.line);
  }
}

/** Parses a YAML file of one document, without aliases. @throws SeawallError (usage) with file and line */
export function parseYaml(file: string, text: string): YamlEntry {
  const lines = new LineCounter();
  try {
    // The library compares each key of a mapping with all others; `fields` does that for the few that are known.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    const [first] = document.errors;
    if (first !== undefined) throw fileError(file, lines.linePos(first.pos[0]).line, firstLine(first.message));
    return new YamlEntry(file, document.contents as Node | null, lines, 1);
  } catch (cause) {
    if (cause instanceof SeawallError) throw cause;
    throw fileError(file, 1, cause instanceof RangeError ? 'nested too deeply' : 'no YAML that is understood');
  }
}

function firstLine(text: string): string {
  return /call stack/.test(text) ? 'nested too deeply' : (text.split('\n', 1)[0] ?? '');
}
