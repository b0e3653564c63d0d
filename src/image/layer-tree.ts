import { splitLayerPath } from './layer-path.ts';

/** What stands at a path of a layer. `other` is a device, fifo or socket. */
export type NodeType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';

export interface LayerTreeEntry {
  path: string;
  type: NodeType;
  /** Target as written, for links only. */
  target?: string;
}

/** The paths of one layer: what it adds, what it removes from the layers below. Depends on that layer only. */
export interface LayerTree {
  /**
   * All entries in the order of the layer as one string, since layers of 100,000 entries are common: fields that end
   * with NUL, which no path contains. `/FOLDER` says where the next ones stand; a letter for the type begins a NAME;
   * `>TARGET` follows a link.
   */
  entries: string;
  /** Paths that whiteout files (`.wh.NAME`) remove. OCI image specification, layer.md, "Whiteouts". */
  whiteouts: string[];
  /** Folders whose content from lower layers is hidden (`.wh..wh..opq`). */
  opaque: string[];
}

const whiteoutPrefix = '.wh.';
const opaqueMarker = '.wh..wh..opq';
const codeOf: Record<NodeType, string> = { file: 'f', directory: 'd', symlink: 's', hardlink: 'h', other: 'o' };
const typeOf = new Map(Object.entries(codeOf).map(([type, code]) => [code, type as NodeType]));

/** Builds the tree of a layer from its entries as they pass. */
export class LayerTreeWriter {
  /** Fields of the last entries; joined now and then, since a million short strings take ten times their length. */
  #fields: string[] = [];
  #entries = '';
  readonly #whiteouts: string[] = [];
  readonly #opaque: string[] = [];
  #folder: string | undefined;
  /** Entries taken, whiteouts not counted. */
  count = 0;

  /** Files an entry under what it means in a layer. AUFS bookkeeping (`.wh..wh.*`) is neither content nor whiteout. */
  add({ path, type, target }: LayerTreeEntry): void {
    const { folder, name } = splitLayerPath(path);
    if (name.startsWith(whiteoutPrefix)) return this.#remove(folder, name);
    if (folder !== this.#folder) this.#fields.push(`/${folder}`);
    this.#folder = folder;
    this.#fields.push(codeOf[type] + name);
    if (target !== undefined) this.#fields.push(`>${target}`);
    this.count += 1;
    if (this.#fields.length > 8192) this.#join();
  }

  finish(): LayerTree {
    this.#join();
    return { entries: this.#entries, whiteouts: this.#whiteouts, opaque: this.#opaque };
  }

  #join(): void {
    this.#entries += this.#fields.map((field) => `${field}\0`).join('');
    this.#fields = [];
  }

  #remove(folder: string, name: string): void {
    if (name === opaqueMarker) this.#opaque.push(folder);
    else if (!name.startsWith('.wh..wh.')) this.#whiteouts.push(joinPath(folder, name.slice(whiteoutPrefix.length)));
  }
}

/** True for whiteouts and markers, which no analyser may see as files. */
export function isWhiteoutName(path: string): boolean {
  return path.startsWith(whiteoutPrefix, path.lastIndexOf('/') + 1);
}

/** One entry as `visitEntries` gives it. */
export type EntryVisitor = (folder: string, name: string, type: NodeType, target: string | undefined) => void;

/** Goes through the entries of a tree in their order. */
export function visitEntries({ entries }: LayerTree, visit: EntryVisitor): void {
  let folder = '';
  for (let at = 0; at < entries.length;) {
    const end = entries.indexOf('\0', at);
    const code = entries.charAt(at);
    const rest = entries.slice(at + 1, end);
    at = end + 1;
    if (code === '/') {
      folder = rest;
      continue;
    }
    let target: string | undefined;
    if (entries.charAt(at) === '>') {
      const targetEnd = entries.indexOf('\0', at);
      target = entries.slice(at + 1, targetEnd);
      at = targetEnd + 1;
    }
    visit(folder, rest, typeOf.get(code) ?? 'other', target);
  }
}

/** The links among the entries, found without a look at the others. */
export function* linksOf({ entries }: LayerTree): Generator<{ name: string; target: string }> {
  for (let at = entries.indexOf('\0>'); at >= 0; at = entries.indexOf('\0>', at + 1)) {
    const name = entries.slice(entries.lastIndexOf('\0', at - 1) + 2, at);
    yield { name, target: entries.slice(at + 2, entries.indexOf('\0', at + 1)) };
  }
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
