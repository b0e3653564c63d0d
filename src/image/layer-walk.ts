import type { Problem } from '#model';
import { decompress, hashing } from '#kit/stream';
import { TarWalker, type TarEntry } from '#kit/tar';
import type { AnalysedFile, Analyser } from './analyser.ts';
import { InterestTable } from './interest-table.ts';
import { normaliseLayerPath } from './layer-path.ts';
import { isWhiteoutName, LayerTreeWriter, type LayerTree, type NodeType } from './layer-tree.ts';
import type { Limits } from './limits.ts';

/** What one analyser found in one file, or why it found nothing there. */
export interface FileFacts {
  analyser: string;
  path: string;
  /** Plain JSON of the analyser's own shape. */
  facts?: unknown;
  /** Why the file was not read, or only in part. */
  problem?: string;
}

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
  analysers: readonly Analyser[],
  options: { digestOver: DigestOver; algorithm: 'sha256' | 'sha512'; limits: Limits },
): Promise<LayerRecord> {
  const { digestOver, algorithm, limits } = options;
  const collector = new LayerCollector(analysers, limits);
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
  let tarBytes = 0;
  try {
    for await (const chunk of digestOver === 'stored' ? tar : hashed.stream) {
      tarBytes += chunk.length;
      walker.push(chunk);
    }
    walker.end();
  } catch (error) {
    collector.problems.push({ where: '', what: `cannot be read to its end: ${messageOf(error)}`, fatal: true });
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
  #analysed = 0;
  #badNames = 0;
  #wanting: readonly Analyser[] = [];
  #path = '';

  constructor(analysers: readonly Analyser[], limits: Limits) {
    this.#table = new InterestTable(analysers);
    this.#limits = limits;
  }

  entry(entry: TarEntry): 'skip' | 'collect' {
    const normal = normaliseLayerPath(entry.path, this.#limits);
    if ('fault' in normal) {
      this.#refuseName(entry, normal.fault);
      return 'skip';
    }
    if (normal.path === '') return 'skip';
    this.tree.add(this.#treeEntry(normal.path, entry));
    this.#path = normal.path;
    this.#wanting = isWhiteoutName(normal.path) ? [] : this.#table.wanting(normal.path);
    return this.#wanting.length > 0 && this.#mayCollect(entry) ? 'collect' : 'skip';
  }

  body(_entry: TarEntry, bytes: Buffer): void {
    this.facts.push(...analyseFile({ path: this.#path, bytes }, this.#wanting));
  }

  #treeEntry(path: string, entry: TarEntry) {
    const type = nodeTypes[entry.type] ?? 'other';
    if (type === 'symlink') return { path, type, target: entry.linkTarget ?? '' };
    if (type !== 'hardlink') return { path, type };
    const target = normaliseLayerPath(entry.linkTarget ?? '', this.#limits);
    return { path, type, target: 'path' in target ? target.path : '' };
  }

  #mayCollect(entry: TarEntry): boolean {
    if (entry.type !== 'file' && entry.type !== 'sparse') return false;
    const fault = this.#reasonToSkip(entry);
    if (fault === undefined) this.#analysed += 1;
    else this.facts.push(...this.#wanting.map(({ id }) => ({ analyser: id, path: this.#path, problem: fault })));
    return fault === undefined;
  }

  #reasonToSkip(entry: TarEntry): string | undefined {
    if (entry.type === 'sparse') return 'is a sparse file, which is not read';
    const cap = sizeCap(this.#wanting, this.#limits);
    if (entry.size > cap) return `has ${entry.size} bytes, more than the ${cap} that are read`;
    if (this.#analysed >= this.#limits.analysedFiles) return 'comes after the last file that is read in one layer';
    return undefined;
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

/** Hands one file to the analysers that want it. What one of them throws becomes its problem with this file. */
export function analyseFile(file: AnalysedFile, wanting: readonly Analyser[]): FileFacts[] {
  const found: FileFacts[] = [];
  for (const analyser of wanting) {
    const common = { analyser: analyser.id, path: file.path };
    try {
      const facts = analyser.analyse(file);
      if (facts !== undefined) found.push({ ...common, facts });
    } catch (error) {
      found.push({ ...common, problem: messageOf(error) });
    }
  }
  return found;
}

/** The largest file, in bytes, that any of these analysers takes. */
export function sizeCap(wanting: readonly Analyser[], { fileBytes }: Limits): number {
  return Math.min(fileBytes, Math.max(...wanting.map((analyser) => analyser.maxBytes ?? fileBytes)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
