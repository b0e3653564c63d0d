import { availableParallelism } from 'node:os';
import type { ImageLayer, LayerRecord, OpenedImage } from '#image';
import { sendChunks, workerEntry, WorkerPool } from '#kit/workers';
import type { Problem } from '#model';
import { analysers } from './analysers.ts';
import { cacheKey, digestOf } from './cache-key.ts';
import { fileIdentity } from './file-identity.ts';
import {
  decodeFacts,
  encodeFacts,
  factsKey,
  unreadable,
  type CatalogFileFacts,
  type LayerFacts,
} from './layer-facts.ts';
import { isPlain, readLayer, type LayerFile, type LayerTask } from './layer-task.ts';
import type { ScanCache } from './scan-cache.ts';

/** A layer that lies in a file. */
interface FileLayer {
  layer?: ImageLayer;
  bytes: LayerFile;
  /** What the file was before it was read, see `fileIdentity`. */
  identity: string | undefined;
}

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

  /** A stream must be read to its end before the source goes on. Gives what lies in files. */
  async #readStreams(wanted: readonly ImageLayer[]): Promise<FileLayer[]> {
    const files: FileLayer[] = [];
    for await (const { layer, bytes } of this.#image.read(wanted)) {
      this.#signal.throwIfAborted();
      const place = layer === undefined ? {} : { layer };
      if (bytes.kind === 'stream') await this.#settleRead(place, this.#readStream(bytes.stream, layer));
      else {
        const identity = await fileIdentity(bytes.file, bytes.offset, bytes.length);
        files.push({ ...place, bytes, identity });
      }
    }
    return files;
  }

  async #readStream(stream: AsyncIterable<Buffer>, layer: ImageLayer | undefined): Promise<LayerRecord> {
    const { port, pump } = sendChunks(stream);
    const task: LayerTask = { ...this.#howToRead(layer), bytes: { kind: 'port', port } };
    const [record] = await Promise.all([this.#pool.run(task, [port]), pump]);
    return record as LayerRecord;
  }

  /**
   * Files are read side by side, the longest first: begun last, it would keep one core waiting for the other. This thread reads
   * too, beginning while the others start, but nothing that is worth a heap of its own.
   */
  async #readFiles(files: readonly FileLayer[]): Promise<void> {
    const unknown = files.filter((file) => !this.#settleFromFile(file));
    const left = unknown.toSorted((a, b) => b.bytes.length - a.bytes.length);
    const isLarge = ({ bytes }: FileLayer) => bytes.length >= largeLayerBytes;
    const worthThread = left.filter(({ bytes }) => bytes.length >= smallLayerBytes);
    const [largest] = worthThread;
    const workers = Math.max(left.some(isLarge) ? 1 : 0, Math.min(mostReaders, worthThread.length) - 1);
    const hashBeside = cores > 1 && worthThread.length === 1 && (largest?.bytes.length ?? 0) >= hashedBesideBytes;
    const taskOf = ({ layer, bytes }: FileLayer) => ({ ...this.#howToRead(layer), bytes, hashBeside });
    const takeSmaller = () => {
      const at = left.findIndex((file) => !isLarge(file));
      return at < 0 ? undefined : left.splice(at, 1)[0];
    };
    const readHere = async () => {
      for (let file = takeSmaller(); file !== undefined; file = takeSmaller()) {
        this.#signal.throwIfAborted();
        await this.#settleRead(file, readLayer(taskOf(file), this.#signal));
      }
    };
    const readElsewhere = async () => {
      for (let more = true; more;) {
        this.#signal.throwIfAborted();
        more = await this.#readNextInPool(() => left.shift(), taskOf);
      }
    };
    // Two compressed ones in this thread, where each worker has one as well: while one waits for its decoder, the other is walked.
    const interleaved = worthThread.length > workers + 1 && largest !== undefined && isCompressed(largest);
    const here = Array.from({ length: interleaved ? 2 : 1 }, readHere);
    // One more than there are workers: who is done has the next before this thread has kept what was found.
    const waiting = workers === 0 ? 0 : workers + 1;
    await Promise.all([...here, ...Array.from({ length: waiting }, readElsewhere)]);
  }

  /** Waits for a worker and has it read what is next by then. False when there is nothing left. */
  async #readNextInPool(take: () => FileLayer | undefined, taskOf: (file: FileLayer) => LayerTask): Promise<boolean> {
    const { promise: taken, resolve } = Promise.withResolvers<FileLayer | undefined>();
    const reading = this.#pool.runNext(() => {
      const file = take();
      resolve(file);
      return file && { task: taskOf(file) };
    });
    const file = await taken;
    if (file !== undefined) await this.#settleRead(file, reading as Promise<LayerRecord>);
    return file !== undefined;
  }

  #howToRead(layer: ImageLayer | undefined): Omit<LayerTask, 'bytes'> {
    return {
      analysers: analysers.map(({ id }) => id),
      digestOver: layer?.digest === undefined ? 'tar' : 'stored',
      algorithm: algorithmOf(layer),
      spoolFolder: this.#spoolFolder,
    };
  }

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
  #settleFromFile({ layer, identity }: FileLayer): boolean {
    const digest = layer && digestOf(layer);
    if (identity === undefined || layer === undefined || digest === undefined) return false;
    const proven = this.#cache?.verifiedDigest(identity) === cacheKey(layer, digest);
    return proven && this.#settleFromCache(layer, digest);
  }

  /** Settles a layer by what is found in it, once it is read. Of a stream nothing is known but, mostly, which layer it is. */
  async #settleRead(from: Partial<FileLayer>, reading: Promise<LayerRecord>): Promise<void> {
    let record: LayerRecord;
    try {
      record = await reading;
    } catch (error) {
      this.#signal.throwIfAborted();
      const place = from.layer ?? this.#firstUnread();
      if (place !== undefined) this.#settle(unreadable(place, error instanceof Error ? error.message : String(error)));
      return;
    }
    const { digest, tree, facts, unreadLinks } = record;
    const layer = from.layer ?? (digest === undefined ? this.#firstUnread() : this.#layerOf(digest));
    if (layer === undefined) return;
    const problems = [...record.problems, ...(await this.#keep(layer, record, from))];
    const told = { layer, tree, facts: facts as CatalogFileFacts[], problems };
    this.#settle(unreadLinks === undefined ? told : { ...told, unreadLinks });
  }

  /**
   * Checks what was read against what the image says. Stores it under the digest computed from the bytes, and that the file has
   * that digest for as long as it is not touched. Gives what speaks against the layer.
   */
  async #keep(layer: ImageLayer, record: LayerRecord, { bytes, identity }: Partial<FileLayer>): Promise<Problem[]> {
    const expected = digestOf(layer);
    const { digest } = record;
    if (digest === undefined) return [];
    if (expected !== undefined && digest !== expected) {
      const what = `has the digest ${digest}, but the image says ${expected}: it was changed or damaged`;
      return [{ where: '', what, fatal: true }];
    }
    const key = cacheKey(layer, digest);
    if (record.unreadLinks === undefined) this.#cache?.keep(key, factsKey, encodeFacts(record));
    if (bytes === undefined || identity === undefined) return [];
    const now = await fileIdentity(bytes.file, bytes.offset, bytes.length);
    if (now === identity) this.#cache?.rememberDigest(identity, key);
    return [];
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

function algorithmOf(layer: ImageLayer | undefined): 'sha256' | 'sha512' {
  return (layer && digestOf(layer))?.startsWith('sha512:') === true ? 'sha512' : 'sha256';
}

/** A file that cannot be opened counts as plain here: why it cannot is told where it is read. */
function isCompressed({ bytes }: FileLayer): boolean {
  try {
    return !isPlain(bytes);
  } catch {
    return false;
  }
}
