import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import {
  type FileFacts,
  type ImageLayer,
  type LayerBlob,
  type LayerRecord,
  type LayerTree,
  type OpenedImage,
} from '#image';
import type { CatalogFacts } from '#catalog';
import { sendChunks, workerEntry, WorkerPool } from '#kit/workers';
import type { Problem } from '#model';
import { analyserKey, analysers } from './analysers.ts';
import { cacheKey, digestOf } from './cache-key.ts';
import { fileIdentity } from './file-identity.ts';
import { isPlain, readLayer, type LayerFile, type LayerTask } from './layer-task.ts';
import type { ScanCache } from './scan-cache.ts';

/** One layer with everything that the merge needs. */
export interface LayerFacts {
  layer: ImageLayer;
  tree: LayerTree;
  facts: CatalogFileFacts[];
  problems: Problem[];
  /** Set when another source of the same bytes could tell more: see `LayerRecord.unreadLinks`. */
  unreadLinks?: number;
}

/** A file's facts in the shape that every analyser of a scan gives them. */
export interface CatalogFileFacts extends FileFacts {
  facts?: CatalogFacts;
}

/** A layer that lies in a file. */
type FileBlob = LayerBlob & { bytes: LayerFile };

function isFileBlob(blob: LayerBlob): blob is FileBlob {
  return blob.bytes.kind === 'file';
}

/**
 * Under what the facts of a layer are cached, in one piece: they are of use only when all analysers are what they were. The
 * number is raised when a cap of the walk changes, or the form in which they are kept.
 */
const factsKey = `facts@3 ${createHash('sha256').update(analysers.map(analyserKey).join(' ')).digest('hex').slice(0, 32)}`;
const workerHeapMegabytes = 512;
const cores = availableParallelism();
/** Layers that are read at a time: each takes some 50 MB. */
const mostReaders = Math.min(cores, 4);
/** Below this a layer is read sooner than a worker thread starts (50 ms of CPU). */
const smallLayerBytes = 4 * 1024 * 1024;
/** From here on a second thread that hashes is worth its start. */
const hashedBesideBytes = 32 * 1024 * 1024;
/** From here on a thread's own bounded heap and its small young generation are worth its start. */
const largeLayerBytes = 512 * 1024 * 1024;

/** Progress of a scan, for whoever shows it. */
export type Progress = (step: { layersDone: number; layersTotal: number }) => void;

export interface ReadOptions {
  cache: ScanCache | undefined;
  /** Where files go for a moment that are too large to hold: a folder of ours with room for 1 GiB. */
  spoolFolder: string;
  signal: AbortSignal;
  progress: Progress;
}

/**
 * Reads every layer of an image once, or its facts from the cache, in this thread and a worker for each further core.
 * A layer that cannot be read comes back with a fatal problem and whatever was found before it broke.
 */
export async function readLayers(image: OpenedImage, options: ReadOptions): Promise<LayerFacts[]> {
  const reader = new LayerReader(image, options);
  try {
    return await beforeAbort(reader.run(), options.signal);
  } finally {
    // Not awaited: to take threads down takes as long as 50 ms, and nobody needs them gone.
    void reader.close();
  }
}

/** A worker in the middle of a layer cannot be asked to stop: the wait for it ends, and closing the pool ends the worker. */
async function beforeAbort<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', abort);
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
    // What comes of the work after an abort, nobody waits for.
    work.catch(() => {});
  }
}

/** Reads one layer, here or in another thread. */
type ReadLayer = (task: LayerTask) => Promise<LayerRecord>;

class LayerReader {
  readonly #image: OpenedImage;
  readonly #cache: ScanCache | undefined;
  readonly #spoolFolder: string;
  readonly #signal: AbortSignal;
  readonly #progress: Progress;
  readonly #done = new Map<number, LayerFacts>();
  readonly #pool: WorkerPool;

  constructor(image: OpenedImage, options: ReadOptions) {
    this.#image = image;
    this.#cache = options.cache;
    this.#spoolFolder = options.spoolFolder;
    this.#signal = options.signal;
    this.#progress = options.progress;
    this.#pool = new WorkerPool(workerEntry('layer-worker', import.meta.url), {
      size: Math.max(1, mostReaders - 1),
      heapMegabytes: workerHeapMegabytes,
    });
  }

  async run(): Promise<LayerFacts[]> {
    const wanted = this.#image.layers.filter((layer) => !this.#settleWithoutReading(layer));
    if (wanted.length > 0) await this.#readFiles(await this.#readStreams(wanted));
    this.#shareAmongTwins();
    return this.#image.layers.map(
      (layer) => this.#done.get(layer.index) ?? unreadable(layer, 'is missing from the image'),
    );
  }

  /** A stream must be read to its end before the source goes on. Gives the blobs that lie in files. */
  async #readStreams(wanted: readonly ImageLayer[]): Promise<FileBlob[]> {
    const files: FileBlob[] = [];
    for await (const blob of this.#image.read(wanted)) {
      this.#signal.throwIfAborted();
      if (isFileBlob(blob)) files.push(blob);
      else await this.#readBlob(blob, this.#readInPool);
    }
    return files;
  }

  /**
   * Files are read side by side, the longest first: begun last, it would keep one core waiting for the other. This thread reads
   * too, beginning while the others start, but nothing that is worth a heap of its own.
   */
  async #readFiles(files: readonly FileBlob[]): Promise<void> {
    const unknown: FileBlob[] = [];
    for (const blob of files) if (!(await this.#settleFromFile(blob))) unknown.push(blob);
    const left = unknown.toSorted((a, b) => b.bytes.length - a.bytes.length);
    const isLarge = ({ bytes }: FileBlob) => bytes.length >= largeLayerBytes;
    const worthThread = left.filter(({ bytes }) => bytes.length >= smallLayerBytes);
    const [largest] = worthThread;
    const workers = Math.max(left.some(isLarge) ? 1 : 0, Math.min(mostReaders, worthThread.length) - 1);
    const hashBeside = cores > 1 && worthThread.length === 1 && (largest?.bytes.length ?? 0) >= hashedBesideBytes;
    const readNext = async (next: (blob: FileBlob) => boolean, read: ReadLayer) => {
      for (let at = left.findIndex(next); at >= 0; at = left.findIndex(next)) {
        this.#signal.throwIfAborted();
        for (const blob of left.splice(at, 1)) await this.#readBlob(blob, (task) => read({ ...task, hashBeside }));
      }
    };
    // Two compressed ones in this thread, where each worker has one as well: while one waits for its decoder, the other is walked.
    const interleaved = worthThread.length > workers + 1 && largest !== undefined && isCompressed(largest);
    const here = Array.from({ length: interleaved ? 2 : 1 }, () =>
      readNext(
        (blob) => !isLarge(blob),
        (task) => readLayer(task, this.#signal),
      ),
    );
    // One more than there are workers: who is done has the next before this thread has kept what was found.
    const waiting = workers === 0 ? 0 : workers + 1;
    const elsewhere = Array.from({ length: waiting }, () => readNext(() => true, this.#readInPool));
    await Promise.all([...here, ...elsewhere]);
  }

  readonly #readInPool: ReadLayer = async (task) => {
    const { bytes } = task;
    return (await this.#pool.run(task, bytes.kind === 'port' ? [bytes.port] : [])) as LayerRecord;
  };

  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** Settles layers that cannot be read, and those whose digest the source vouches for and whose facts are known. */
  #settleWithoutReading(layer: ImageLayer): boolean {
    if (layer.unreadable !== undefined) return this.#settle(unreadable(layer, layer.unreadable));
    const digest = digestOf(layer);
    if (!this.#image.digestsAreProof || digest === undefined) return false;
    return this.#settleFromCache(layer, digest);
  }

  #settleFromCache(layer: ImageLayer, digest: string): boolean {
    const stored = this.#cache?.facts(cacheKey(layer, digest), factsKey);
    return stored !== undefined && this.#settle(decodeFacts(layer, stored));
  }

  /** Settles a layer whose file is one that was verified before and has not changed, where its facts are known. */
  async #settleFromFile({ bytes, layer }: FileBlob): Promise<boolean> {
    const identity = await fileIdentity(bytes.file, bytes.offset, bytes.length);
    const digest = layer && digestOf(layer);
    if (identity === undefined || layer === undefined || digest === undefined) return false;
    const proven = this.#cache?.verifiedDigest(identity) === cacheKey(layer, digest);
    return proven && this.#settleFromCache(layer, digest);
  }

  async #readBlob(blob: LayerBlob, read: ReadLayer): Promise<void> {
    const { bytes, layer } = blob;
    const identity = bytes.kind === 'file' ? await fileIdentity(bytes.file, bytes.offset, bytes.length) : undefined;
    let record: LayerRecord;
    try {
      record = await this.#walk(blob, read);
    } catch (error) {
      this.#signal.throwIfAborted();
      const place = layer ?? this.#firstUnread();
      if (place !== undefined) this.#settle(unreadable(place, error instanceof Error ? error.message : String(error)));
      return;
    }
    const { digest } = record;
    const found = layer ?? (digest === undefined ? this.#firstUnread() : this.#layerOf(digest));
    if (found === undefined) return;
    this.#keep(found, record);
    const unchanged =
      bytes.kind === 'file' && identity === (await fileIdentity(bytes.file, bytes.offset, bytes.length));
    if (identity !== undefined && digest !== undefined && unchanged)
      this.#cache?.rememberDigest(identity, cacheKey(found, digest));
  }

  async #walk({ bytes, layer }: LayerBlob, read: ReadLayer): Promise<LayerRecord> {
    const how: Omit<LayerTask, 'bytes'> = {
      analysers: analysers.map(({ id }) => id),
      digestOver: layer?.digest === undefined ? 'tar' : 'stored',
      algorithm: (layer && digestOf(layer))?.startsWith('sha512:') === true ? 'sha512' : 'sha256',
      spoolFolder: this.#spoolFolder,
    };
    if (bytes.kind === 'file') return read({ ...how, bytes });
    const { port, pump } = sendChunks(bytes.stream);
    const [record] = await Promise.all([read({ ...how, bytes: { kind: 'port', port } }), pump]);
    return record;
  }

  /** Checks what was read against what the image says, and stores it under the digest computed from the bytes. */
  #keep(layer: ImageLayer, record: LayerRecord): void {
    const expected = digestOf(layer);
    const { digest } = record;
    const problems = [...record.problems];
    if (digest !== undefined && expected !== undefined && digest !== expected) {
      problems.push({
        where: '',
        what: `has the digest ${digest}, but the image says ${expected}: it was changed or damaged`,
        fatal: true,
      });
    } else if (digest !== undefined && record.unreadLinks === undefined) {
      this.#cache?.keep(cacheKey(layer, digest), factsKey, encodeFacts(record));
    }
    const { tree, facts, unreadLinks } = record;
    const told = { layer, tree, facts: facts as CatalogFileFacts[], problems };
    this.#settle(unreadLinks === undefined ? told : { ...told, unreadLinks });
  }

  /** Which layer of an engine's export this is, only its digest tells. */
  #layerOf(digest: string): ImageLayer | undefined {
    return this.#image.layers.find((layer) => layer.diffId === digest || layer.digest === digest);
  }

  /** A broken blob of an export has no digest: it stands for one of the layers that are still missing. */
  #firstUnread(): ImageLayer | undefined {
    return this.#image.layers.find(({ index }) => !this.#done.has(index));
  }

  /** A layer that stands in an image twice is read once. */
  #shareAmongTwins(): void {
    for (const layer of this.#image.layers) {
      if (this.#done.has(layer.index)) continue;
      const digest = digestOf(layer);
      const twin = [...this.#done.values()].find((done) => digest !== undefined && digestOf(done.layer) === digest);
      if (twin !== undefined) this.#settle({ ...twin, layer });
    }
  }

  #settle(facts: LayerFacts): true {
    this.#done.set(facts.layer.index, facts);
    this.#progress({ layersDone: this.#done.size, layersTotal: this.#image.layers.length });
    return true;
  }
}

/** A file that cannot be opened counts as plain here: why it cannot is told where it is read. */
function isCompressed({ bytes }: FileBlob): boolean {
  try {
    return !isPlain(bytes);
  } catch {
    return false;
  }
}

function unreadable(layer: ImageLayer, why: string): LayerFacts {
  const tree = { entries: '', whiteouts: [], opaque: [] };
  return { layer, tree, facts: [], problems: [{ where: '', what: `not read: ${why}`, fatal: true }] };
}

/** What is kept of a layer. */
interface KeptFacts extends Omit<LayerTree, 'entries'> {
  facts: CatalogFileFacts[];
  problems: Problem[];
}

/** The list of entries is long, and as it stands it needs no parsing. */
function encodeFacts({ facts, problems, tree: { entries, ...removed } }: LayerRecord): string {
  return `${JSON.stringify({ facts, problems, ...removed })}\n${entries}`;
}

function decodeFacts(layer: ImageLayer, stored: string): LayerFacts {
  const end = stored.indexOf('\n');
  const { facts, problems, ...removed } = JSON.parse(stored.slice(0, end)) as KeptFacts;
  return { layer, tree: { ...removed, entries: stored.slice(end + 1) }, facts, problems };
}
