import type { Problem } from '#model';
import { bufferAccess, type RandomAccess, type SpoolFile } from '#kit/stream';
import type { BodyWish, TarEntry } from '#kit/tar';
import { analyseFile, messageOf, partBySize, problemOfAll, type FileFacts } from './analyse-file.ts';
import type { AnyAnalyser } from './analyser.ts';
import { InterestTable } from './interest-table.ts';
import { normaliseLayerPath } from './layer-path.ts';
import { isWhiteoutName, LayerTreeWriter, type NodeType } from './layer-tree.ts';
import type { Limits } from './limits.ts';

const nodeTypes: Partial<Record<TarEntry['type'], NodeType>> = {
  file: 'file',
  sparse: 'file',
  directory: 'directory',
  symlink: 'symlink',
  hardlink: 'hardlink',
};

const tooMany = 'comes after the last file that is read in one layer';

/**
 * Takes the entries of the tar as they pass. With `targets`, it takes nothing but the files at those paths, each for the hard
 * links that lead to it.
 */
export class LayerCollector {
  readonly tree = new LayerTreeWriter();
  readonly facts: FileFacts[] = [];
  readonly problems: Problem[] = [];
  /** Hard links with a wanted name, by the path of the file that they are. */
  readonly links = new Map<string, string[]>();
  linkCount = 0;
  readonly #targets: ReadonlyMap<string, readonly string[]> | undefined;
  readonly #table: InterestTable;
  readonly #limits: Limits;
  readonly #spool: SpoolFile;
  #analysed = 0;
  #badNames = 0;
  #wanting: readonly AnyAnalyser[] = [];
  #path = '';
  #spoolFault: string | undefined;

  constructor(
    analysers: readonly AnyAnalyser[],
    limits: Limits,
    spool: SpoolFile,
    targets?: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#targets = targets;
    this.#table = new InterestTable(analysers);
    this.#limits = limits;
    this.#spool = spool;
  }

  entry(entry: TarEntry): BodyWish {
    const normal = normaliseLayerPath(entry.path, this.#limits);
    if ('fault' in normal) {
      this.#refuseName(entry, normal.fault);
      return 'skip';
    }
    if (normal.path === '') return 'skip';
    this.#path = normal.path;
    if (this.#targets !== undefined) return this.#wishOfTarget(entry);
    this.tree.add(this.#treeEntry(normal.path, entry));
    if (entry.type === 'hardlink') return this.#noteLink(entry);
    if ((entry.type !== 'file' && entry.type !== 'sparse') || isWhiteoutName(normal.path)) return 'skip';
    this.#wanting = this.#table.wanting(normal.path);
    if (entry.type === 'sparse') return this.#refuseSparse(entry);
    return this.#table.readsContent && entry.size > 0 ? 'peek' : this.#wish(entry);
  }

  head(entry: TarEntry, bytes: Buffer): 'skip' | 'collect' | 'stream' {
    this.#wanting = this.#table.wantingContent(this.#path, bytes, this.#wanting);
    return this.#wish(entry);
  }

  body(_entry: TarEntry, bytes: Buffer): void {
    this.#analyse(bufferAccess(bytes));
  }

  chunk(_entry: TarEntry, bytes: Buffer): void {
    if (this.#spoolFault === undefined) this.#trySpool(() => this.#spool.write(bytes));
  }

  finished(): void {
    if (this.#spoolFault === undefined) this.#trySpool(() => this.#analyse(this.#spool.content()));
    if (this.#spoolFault !== undefined) {
      const problem = `cannot be kept in a temporary file: ${this.#spoolFault}`;
      this.facts.push(...problemOfAll(this.#path, this.#wanting, problem));
    }
    this.#spoolFault = undefined;
    this.#trySpool(() => this.#spool.clear());
  }

  /** Of a file that links lead to, each link is analysed as the file that it looks like. */
  #analyse(content: RandomAccess): void {
    if (this.#targets === undefined) this.facts.push(...analyseFile(this.#path, content, this.#wanting));
    for (const link of this.#targets?.get(this.#path) ?? []) {
      const named = this.#table.wanting(link);
      this.facts.push(
        ...analyseFile(
          link,
          content,
          this.#wanting.filter((analyser) => named.includes(analyser)),
        ),
      );
    }
  }

  /** A link's name may be wanted where the file's own is not, and by then the file has passed. */
  #noteLink(entry: TarEntry): 'skip' {
    if (isWhiteoutName(this.#path)) return 'skip';
    this.#wanting = this.#table.wanting(this.#path);
    if (this.#wanting.length === 0) return 'skip';
    if (this.#analysed >= this.#limits.analysedFiles) return this.#refuse(tooMany);
    const target = normaliseLayerPath(entry.linkTarget ?? '', this.#limits);
    if (!('path' in target)) return 'skip';
    this.#analysed += 1;
    this.linkCount += 1;
    const links = this.links.get(target.path);
    if (links === undefined) this.links.set(target.path, [this.#path]);
    else links.push(this.#path);
    return 'skip';
  }

  #wishOfTarget(entry: TarEntry): BodyWish {
    const links = this.#targets?.get(this.#path) ?? [];
    if (links.length === 0 || entry.type !== 'file') return 'skip';
    this.#wanting = [...new Set(links.flatMap((link) => this.#table.wanting(link)))];
    return this.#wish(entry);
  }

  /** A full disk costs the files that need it, not the layer. */
  #trySpool(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#spoolFault = messageOf(error);
    }
  }

  #treeEntry(path: string, entry: TarEntry) {
    const type = nodeTypes[entry.type] ?? 'other';
    if (type === 'symlink') return { path, type, target: entry.linkTarget ?? '' };
    if (type !== 'hardlink') return { path, type };
    const target = normaliseLayerPath(entry.linkTarget ?? '', this.#limits);
    return { path, type, target: 'path' in target ? target.path : '' };
  }

  #wish(entry: TarEntry): 'skip' | 'collect' | 'stream' {
    if (this.#wanting.length === 0) return 'skip';
    if (this.#analysed >= this.#limits.analysedFiles) return this.#refuse(tooMany);
    const { heldBytes, fileBytes } = this.#limits;
    const { taking, refusing } = partBySize(this.#path, entry.size, this.#wanting, this.#limits);
    this.facts.push(...refusing);
    this.#wanting = taking;
    if (taking.length === 0) return 'skip';
    this.#analysed += 1;
    const whole = taking.some(({ randomAccess }) => randomAccess !== true);
    // Read in place, a local archive could be changed between the digest and the facts, which would spoil the cache.
    return whole || entry.size <= Math.min(heldBytes, fileBytes) ? 'collect' : 'stream';
  }

  /** Go writes none, and engines leave few: what matters is that a program hidden in one is told. */
  #refuseSparse(entry: TarEntry): 'skip' {
    if ((entry.mode & 0o111) !== 0) this.#wanting = this.#table.wantingUnseen(this.#path, this.#wanting);
    return this.#refuse('is a sparse file, which is not read');
  }

  #refuse(why: string): 'skip' {
    this.facts.push(...problemOfAll(this.#path, this.#wanting, why));
    return 'skip';
  }

  /** Names that no path can be made of are counted, and the first few shown. */
  #refuseName(entry: TarEntry, fault: string): void {
    this.#badNames += 1;
    if (this.#badNames <= 5)
      this.problems.push({
        where: JSON.stringify(entry.path.slice(0, 200)),
        what: `the name ${fault}; the entry was left out`,
      });
  }
}
