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
  entries: LayerTreeEntry[];
  /** Paths that whiteout files (`.wh.NAME`) remove. OCI image specification, layer.md, "Whiteouts". */
  whiteouts: string[];
  /** Folders whose content from lower layers is hidden (`.wh..wh..opq`). */
  opaque: string[];
}

const whiteoutPrefix = '.wh.';
const opaqueMarker = '.wh..wh..opq';

/** Files the entry of a layer under what it means there. AUFS bookkeeping (`.wh..wh.*`) is neither content nor whiteout. */
export function addToTree(tree: LayerTree, entry: LayerTreeEntry): void {
  const { folder, name } = splitLayerPath(entry.path);
  if (!name.startsWith(whiteoutPrefix)) tree.entries.push(entry);
  else if (name === opaqueMarker) tree.opaque.push(folder);
  else if (!name.startsWith('.wh..wh.')) tree.whiteouts.push(join(folder, name.slice(whiteoutPrefix.length)));
}

/** True for whiteouts and markers, which no analyser may see as files. */
export function isWhiteoutName(path: string): boolean {
  return splitLayerPath(path).name.startsWith(whiteoutPrefix);
}

const codeOf: Record<NodeType, string> = { file: 'f', directory: 'd', symlink: 's', hardlink: 'h', other: 'o' };
const typeOf = new Map(Object.entries(codeOf).map(([type, code]) => [code, type as NodeType]));

/** The tree as one string for the cache: paths cannot contain NUL, so NUL ends each field. */
export function encodeTree(tree: LayerTree): string {
  const fields: string[] = [];
  for (const { path, type, target } of tree.entries) {
    fields.push(codeOf[type] + path);
    if (target !== undefined) fields.push(`>${target}`);
  }
  for (const path of tree.whiteouts) fields.push(`w${path}`);
  for (const path of tree.opaque) fields.push(`q${path}`);
  return fields.join('\0');
}

/** The inverse of `encodeTree`. */
export function decodeTree(text: string): LayerTree {
  const tree: LayerTree = { entries: [], whiteouts: [], opaque: [] };
  if (text === '') return tree;
  for (const field of text.split('\0')) {
    const code = field.charAt(0);
    const rest = field.slice(1);
    const last = tree.entries.at(-1);
    const type = typeOf.get(code);
    if (type !== undefined) tree.entries.push({ path: rest, type });
    else if (code === '>' && last !== undefined) last.target = rest;
    else if (code === 'w') tree.whiteouts.push(rest);
    else if (code === 'q') tree.opaque.push(rest);
  }
  return tree;
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
