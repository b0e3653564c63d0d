import type { Problem } from '#model';
import { decompress, hashing, SpoolFile, type HashedStream } from '#kit/stream';
import { TarWalker } from '#kit/tar';
import { messageOf, type FileFacts } from './analyse-file.ts';
import type { AnyAnalyser } from './analyser.ts';
import { LayerCollector } from './layer-collector.ts';
import type { LayerTree } from './layer-tree.ts';
import type { Limits } from './limits.ts';

/** Everything a scan keeps of one layer. Depends on the layer's bytes and the analysers only, never on other layers. */
export interface LayerRecord {
  /** `sha256:…` or `sha512:…` computed here, of the bytes as stored or of the tar (the diffID); absent when it was not read to its end. */
  digest?: string;
  /** Bytes of the tar. */
  tarBytes: number;
  tree: LayerTree;
  facts: FileFacts[];
  /** Hard links whose files were not read, since the bytes could be had only once: such a record is not for keeping. */
  unreadLinks?: number;
  /** What befell the layer as such; files have theirs in `facts`. A fatal one means it was not read to its end. */
  problems: Problem[];
}

/** Which bytes the layer's digest is taken over: as stored, or of the tar after decompression. */
export type DigestOver = 'stored' | 'tar';

/** The bytes of a layer as stored, plain or compressed; or of a plain tar that somebody else hashes. */
export type StoredBytes = AsyncIterable<Buffer> | HashedStream;

/** How a layer is read. */
export interface WalkOptions {
  digestOver: DigestOver;
  algorithm: 'sha256' | 'sha512';
  limits: Limits;
  /** Where a file goes, for the moment and without a name, that is too large to hold. */
  spoolFolder: string;
  /** The stored bytes once more, where they can be had: files that hard links lead back to need a second reading. */
  reopen?: () => StoredBytes;
}

/**
 * Streams one layer: digest, tree and the facts of every file that an analyser wants. Never throws for bad bytes.
 * A hard link with a name that is wanted, to a file that has none (pnpm's store), is read in a second pass.
 */
export async function walkLayer(
  stored: StoredBytes,
  analysers: readonly AnyAnalyser[],
  options: WalkOptions,
): Promise<LayerRecord> {
  const spool = new SpoolFile(options.spoolFolder);
  try {
    const collector = new LayerCollector(analysers, options.limits, spool);
    const { digest, tarBytes } = await passLayer(stored, collector, options);
    if (digest !== undefined && collector.links.size > 0) {
      const linked = new LayerCollector(analysers, options.limits, spool, collector.links);
      await readLinks(linked, digest, collector, options);
    }
    const { facts, problems, linkCount } = collector;
    return {
      ...(digest !== undefined && { digest }),
      tarBytes,
      tree: collector.tree.finish(),
      facts,
      problems,
      ...(linkCount > 0 && options.reopen === undefined && { unreadLinks: linkCount }),
    };
  } finally {
    spool.close();
  }
}

/** The second pass. Its bytes must be those of the first, or the facts would be of another layer. */
async function readLinks(
  linked: LayerCollector,
  digest: string,
  collector: LayerCollector,
  options: WalkOptions,
): Promise<void> {
  if (options.reopen === undefined) {
    const what = `hard links to files that were past before they were known to be wanted: ${collector.linkCount} not read`;
    collector.problems.push({ where: '', what });
    return;
  }
  const again = await passLayer(options.reopen(), linked, options);
  if (again.digest === digest) collector.facts.push(...linked.facts);
  else collector.problems.push({ where: '', what: 'was changed while it was read', fatal: true });
}

/** Reads the bytes to their end. Without a digest when they could not be; the reason is among the collector's problems. */
async function passLayer(
  stored: StoredBytes,
  collector: LayerCollector,
  options: WalkOptions,
): Promise<{ digest?: string; tarBytes: number }> {
  const { algorithm, limits } = options;
  const walker = new TarWalker(collector, {
    entries: limits.entries,
    pathBytes: limits.pathBytes,
    collectBytes: limits.fileBytes,
    headerBytes: 1024 * 1024,
    totalBytes: limits.layerBytes,
  });
  const tar = unpack(stored, options);
  let tarBytes = 0;
  try {
    for await (const chunk of tar.stream) {
      tarBytes += chunk.length;
      walker.push(chunk);
    }
    walker.end();
  } catch (error) {
    collector.problems.push({ where: '', what: `cannot be read to its end: ${messageOf(error)}`, fatal: true });
  }
  const broken = collector.problems.some(({ fatal }) => fatal === true);
  return { ...(!broken && { digest: `${algorithm}:${tar.digest()}` }), tarBytes };
}

/** Hashed on either side of the decompression; both digests are of the bytes to their end, also what follows the archive's. */
function unpack(stored: StoredBytes, { digestOver, algorithm, limits }: WalkOptions): HashedStream {
  if ('digest' in stored) return stored;
  const { layerBytes: outputBytes, ratio, ratioFloor } = limits;
  const tarOf = (bytes: AsyncIterable<Buffer>) =>
    decompress(bytes, { outputBytes, ratio, ratioFloor }, { lends: true });
  if (digestOver === 'tar') return hashing(tarOf(stored), algorithm);
  const whole = hashing(stored, algorithm);
  return { stream: tarOf(whole.stream), digest: whole.digest };
}
