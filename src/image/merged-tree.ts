import { splitLayerPath } from './layer-path.ts';
import { linksOf, visitEntries, type LayerTree, type NodeType } from './layer-tree.ts';

interface Node {
  type: NodeType;
  /** The layer that put this there. */
  layer: number;
  target?: string;
  children?: Map<string, Node>;
}

/**
 * The names that can decide what stands at `paths`: their own parts, those of every link, and the parts of its target, since
 * links are all that can make a path mean another. Of 100,000 entries in a large image some thousands remain.
 */
export function namesThatMatter(trees: readonly LayerTree[], paths: Iterable<string>): Set<string> {
  const names = new Set<string>();
  const addParts = (path: string) => path.split('/').forEach((part) => names.add(part));
  for (const path of paths) addParts(path);
  for (const tree of trees) {
    for (const { name, target } of linksOf(tree)) {
      names.add(name);
      addParts(target);
    }
  }
  return names;
}

/** What the merged tree has at a path. */
export interface MergedEntry {
  /** Where it really stands, after links in its folders (and, in `follow`, at its end). */
  path: string;
  type: NodeType;
  layer: number;
}

/** Path parts walked for one image at most: ten times what the largest honest images need. */
const stepBudget = 20_000_000;

/**
 * The root file system that the layers make together, as an engine would unpack it.
 * Each layer first removes (whiteouts, opaque folders), then adds; a folder entry merges with a folder below it,
 * anything else replaces what was there. Links in the folder part of a path are followed inside the root.
 */
export class MergedTree {
  readonly #root: Node = { type: 'directory', layer: 0, children: new Map() };
  readonly #linkLimit: number;
  readonly #names: ReadonlySet<string> | undefined;
  #stepsLeft = stepBudget;
  #layers = 0;
  #lastFolder: { path: string; node: Node; real: string } | undefined;
  /** Per layer: paths whose folder goes through a link, with the place where they really landed. */
  readonly #moved: Map<string, string>[] = [];

  /** With `names` (see `namesThatMatter`), the tree answers for paths made of these only and is a tenth as dear. */
  constructor(linkLimit: number, names?: ReadonlySet<string>) {
    this.#linkLimit = linkLimit;
    this.#names = names;
  }

  /** True when links made path look-ups so dear that the rest was not resolved: the tree is then partial. */
  get exhausted(): boolean {
    return this.#stepsLeft <= 0;
  }

  /** Lays the next layer on top. */
  add(tree: LayerTree): void {
    const layer = this.#layers++;
    this.#moved.push(new Map());
    for (const path of tree.opaque) this.#hideFolder(path);
    for (const path of tree.whiteouts) this.#remove(path);
    this.#lastFolder = undefined;
    visitEntries(tree, (folder, name, type, target) => this.#place(folder, name, type, target, layer));
  }

  /** Where a file of this layer landed, whether or not a later layer covers it. */
  placeOf(layer: number, path: string): string {
    return this.#moved[layer]?.get(path) ?? path;
  }

  /** What stands at the path itself; links in its folders are followed, one at its end is not. */
  at(path: string): MergedEntry | undefined {
    const { folder, name } = splitLayerPath(path);
    const parent = this.#walk(folder);
    if (name === '') return parent && { path: '', type: 'directory', layer: parent.node.layer };
    const node = parent?.node.children?.get(name);
    return parent && node && { path: joinPath(parent.real, name), type: node.type, layer: node.layer };
  }

  /** What the path leads to, symbolic and hard links followed; undefined when it leads nowhere or in circles. */
  follow(path: string): MergedEntry | undefined {
    let at = path;
    for (let links = 0; links <= this.#linkLimit; links += 1) {
      const { folder, name } = splitLayerPath(at);
      const parent = this.#walk(folder);
      if (parent === undefined || name === '')
        return parent && { path: parent.real, type: 'directory', layer: parent.node.layer };
      const node = parent.node.children?.get(name);
      if (node === undefined) return undefined;
      if (node.target === undefined) return { path: joinPath(parent.real, name), type: node.type, layer: node.layer };
      at = node.type === 'hardlink' ? node.target : resolveTarget(parent.real, node.target);
    }
    return undefined;
  }

  /** True when the file that `layer` put at `path` is what an engine would show there in the end. */
  isVisible(layer: number, path: string): boolean {
    return this.at(this.placeOf(layer, path))?.layer === layer;
  }

  #place(folder: string, name: string, type: NodeType, target: string | undefined, layer: number): void {
    const parent = this.#folderFor(folder, layer);
    if (this.#names?.has(name) === false) return;
    const present = parent.node.children?.get(name);
    if (parent.real !== folder) this.#moved[layer]?.set(joinPath(folder, name), joinPath(parent.real, name));
    const children = (parent.node.children ??= new Map());
    if (type === 'directory' && present?.type === 'directory') {
      present.layer = layer;
      return;
    }
    // What is replaced may have been the folder that the next entry's cached lookup stands in.
    if (present !== undefined) this.#lastFolder = undefined;
    children.set(name, target === undefined ? { type, layer } : { type, layer, target });
  }

  /** The folder to put an entry of `layer` in, made where it is missing or is no folder. */
  #folderFor(path: string, layer: number): { node: Node; real: string } {
    if (this.#lastFolder?.path === path) return this.#lastFolder;
    const found = this.#walk(path, layer) ?? { node: this.#root, real: '' };
    this.#lastFolder = { path, ...found };
    return this.#lastFolder;
  }

  /** Walks to a folder through links. With `makeFor`, what is missing or in the way becomes a folder of that layer. */
  #walk(path: string, makeFor?: number): { node: Node; real: string } | undefined {
    let node = this.#root;
    let real = '';
    const trail: Node[] = [];
    const left = path === '' ? [] : path.split('/').reverse();
    let links = 0;
    for (let part = left.pop(); part !== undefined; part = left.pop()) {
      if (this.#stepsLeft-- <= 0) return undefined;
      if (part === '' || part === '.') continue;
      if (part === '..') {
        node = trail.pop() ?? this.#root;
        real = splitLayerPath(real).folder;
        continue;
      }
      let child = node.children?.get(part);
      if (child?.type === 'symlink' && child.target !== undefined && links < this.#linkLimit) {
        links += 1;
        if (child.target.startsWith('/')) {
          node = this.#root;
          real = '';
          trail.length = 0;
        }
        left.push(...child.target.split('/').reverse());
        continue;
      }
      if (child?.type !== 'directory') {
        if (makeFor === undefined) return undefined;
        child = { type: 'directory', layer: makeFor };
        (node.children ??= new Map()).set(part, child);
      }
      trail.push(node);
      node = child;
      real = joinPath(real, part);
    }
    return { node, real };
  }

  #hideFolder(path: string): void {
    this.#walk(path)?.node.children?.clear();
  }

  #remove(path: string): void {
    const { folder, name } = splitLayerPath(path);
    this.#walk(folder)?.node.children?.delete(name);
  }
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A link's target as a path from the root: `..` is left for the walk, which knows the real folders. */
function resolveTarget(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : joinPath(folder, target);
}
