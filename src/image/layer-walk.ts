import type { Problem } from '#model';
import { bufferReclaimer, bufferAccess, decompress, hashing, SpoolFile } from '#kit/stream';
import { TarWalker, type BodyWish, type TarEntry } from '#kit/tar';
import { analyseFile, messageOf, partBySize, problemOfAll, type FileFacts } from './analyse-file.ts';
import type { AnyAnalyser } from './analyser.ts';
import { InterestTable } from './interest-table.ts';
import { normaliseLayerPath } from './layer-path.ts';
import { isWhiteoutName, LayerTreeWriter, type LayerTree, type NodeType } from './layer-tree.ts';
import type { Limits } from './limits.ts';

/** Everything a scan keeps of one layer. Depends on the layer's bytes and the analysers only, never on other layers. */
export interface LayerRecord {
  /** `sha256:…` or `sha512:…` computed here, of the bytes as stored or of the tar (the diffID); absent when it was not read to its end. */
  digest?: string;
  /** Bytes of the tar. */
  tarBytes: number;
  tree: LayerTree;
  facts: FileFacts[];
  /** What befell the layer as such; files have theirs in `facts`. A fatal one means it was not read to its end. */
  problems: Problem[];
}

/** Which bytes the layer's digest is taken over: as stored, or of the tar after decompression. */
export type DigestOver = 'stored' | 'tar';

/** Streams one layer once: digest, tree and the facts of every file that an analyser wants. Never throws for bad bytes. */
export async function walkLayer(
  stored: AsyncIterable<Buffer>,
  analysers: readonly AnyAnalyser[],
  options: {
    digestOver: DigestOver;
    algorithm: 'sha256' | 'sha512';
    limits: Limits;
    /** Where a file goes, for the moment and without a name, that is too large to hold. */
    spoolFolder: string;
  },
): Promise<LayerRecord> {
  const { digestOver, algorithm, limits } = options;
  const spool = new SpoolFile(options.spoolFolder);
  const collector = new LayerCollector(analysers, limits, spool);
  const walker = new TarWalker(collector, {
    entries: limits.entries,
    pathBytes: limits.pathBytes,
    collectBytes: limits.fileBytes,
    headerBytes: 1024 * 1024,
    totalBytes: limits.layerBytes,
  });
  // Hashed on either side of the decompression; both hashes see the bytes to their end, also what follows the archive's.
  const whole = hashing(stored, algorithm);
  const tar = decompress(digestOver === 'stored' ? whole.stream : stored, {
    outputBytes: limits.layerBytes,
    ratio: limits.ratio,
    ratioFloor: limits.ratioFloor,
  });
  const hashed = digestOver === 'stored' ? whole : hashing(tar, algorithm);
  const reclaim = bufferReclaimer();
  let tarBytes = 0;
  try {
    for await (const chunk of digestOver === 'stored' ? tar : hashed.stream) {
      tarBytes += chunk.length;
      reclaim(chunk.length);
      walker.push(chunk);
    }
    walker.end();
  } catch (error) {
    collector.problems.push({ where: '', what: `cannot be read to its end: ${messageOf(error)}`, fatal: true });
  } finally {
    spool.close();
  }
  const { facts, problems } = collector;
  const broken = problems.some(({ fatal }) => fatal === true);
  return {
    ...(!broken && { digest: `${algorithm}:${hashed.digest()}` }),
    tarBytes,
    tree: collector.tree.finish(),
    facts,
    problems,
  };
}

const nodeTypes: Partial<Record<TarEntry['type'], NodeType>> = {
  file: 'file',
  sparse: 'file',
  directory: 'directory',
  symlink: 'symlink',
  hardlink: 'hardlink',
};

/** Takes the entries of the tar as they pass. */
class LayerCollector {
  readonly tree = new LayerTreeWriter();
  readonly facts: FileFacts[] = [];
  readonly problems: Problem[] = [];
  readonly #table: InterestTable;
  readonly #limits: Limits;
  readonly #spool: SpoolFile;
  #analysed = 0;
  #badNames = 0;
  #wanting: readonly AnyAnalyser[] = [];
  #path = '';
  #spoolFault: string | undefined;

  constructor(analysers: readonly AnyAnalyser[], limits: Limits, spool: SpoolFile) {
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
    this.tree.add(this.#treeEntry(normal.path, entry));
    this.#path = normal.path;
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
    this.facts.push(...analyseFile(this.#path, bufferAccess(bytes), this.#wanting));
  }

  chunk(_entry: TarEntry, bytes: Buffer): void {
    if (this.#spoolFault === undefined) this.#trySpool(() => this.#spool.write(bytes));
  }

  finished(): void {
    if (this.#spoolFault === undefined)
      this.#trySpool(() => this.facts.push(...analyseFile(this.#path, this.#spool.content(), this.#wanting)));
    if (this.#spoolFault !== undefined) {
      const problem = `cannot be kept in a temporary file: ${this.#spoolFault}`;
      this.facts.push(...problemOfAll(this.#path, this.#wanting, problem));
    }
    this.#spoolFault = undefined;
    this.#trySpool(() => this.#spool.clear());
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
    if (this.#analysed >= this.#limits.analysedFiles)
      return this.#refuse('comes after the last file that is read in one layer');
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
