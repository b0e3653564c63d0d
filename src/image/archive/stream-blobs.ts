import { posix } from 'node:path';
import { readBounded } from '#kit/stream';
import { readTar, type TarEntry, type TarLimits } from '#kit/tar';
import type { LayerBytes } from '../source.ts';
import { imageError } from '../image-error.ts';
import type { BlobStore } from './blob-store.ts';
import { followLinks } from './tar-blobs.ts';

/** Small files kept from the first pass: manifests and configurations, whatever their names. */
const keptBytes = 64 * 1024 * 1024;

/**
 * The files of a compressed archive. Its manifest may stand last, so it is read through twice: once to learn what it holds
 * and keep the small JSON files, once to stream the layers. Nothing is spooled to disk.
 */
export class StreamBlobs implements BlobStore {
  readonly where: string;
  readonly #open: () => AsyncIterable<Buffer>;
  readonly #limits: TarLimits;
  readonly #entries = new Map<string, TarEntry>();
  readonly #documents = new Map<string, Buffer>();

  private constructor(where: string, open: () => AsyncIterable<Buffer>, limits: TarLimits) {
    this.where = where;
    this.#open = open;
    this.#limits = limits;
  }

  /** Makes the first pass. `open` starts the decompressed tar from its beginning, each time it is called. */
  static async index(
    where: string,
    open: () => AsyncIterable<Buffer>,
    limits: TarLimits & { documentBytes: number },
  ): Promise<StreamBlobs> {
    const store = new StreamBlobs(where, open, limits);
    let kept = 0;
    for await (const { entry, body } of readTar(open(), limits)) {
      const name = posix.normalize(entry.path);
      store.#entries.set(name, entry);
      if (entry.type !== 'file' || entry.size > limits.documentBytes || kept + entry.size > keptBytes) continue;
      const bytes = await readBounded(body, limits.documentBytes);
      if (!looksLikeJson(bytes)) continue;
      kept += bytes.length;
      store.#documents.set(name, bytes);
    }
    return store;
  }

  has(name: string): boolean {
    return followLinks(this.#entries, name) !== undefined;
  }

  sizeOf(name: string): number {
    return followLinks(this.#entries, name)?.size ?? 0;
  }

  async document(name: string, cap: number): Promise<Buffer> {
    const bytes = this.#documents.get(posix.normalize(name));
    if (bytes === undefined)
      throw imageError('source-failed', `${this.where}: the JSON file ${name} is missing from the archive`);
    if (bytes.length > cap)
      throw imageError(
        'source-failed',
        `${this.where}: ${name} has ${bytes.length} bytes, more than the ${cap} that are read`,
      );
    return bytes;
  }

  async *read(names: readonly string[]): AsyncIterable<{ name: string; bytes: LayerBytes }> {
    const wanted = new Map<string, string>();
    for (const name of names) {
      const entry = followLinks(this.#entries, name);
      if (entry === undefined)
        throw imageError('source-failed', `${this.where}: the file ${name} is missing from the archive`);
      wanted.set(posix.normalize(entry.path), name);
    }
    if (wanted.size === 0) return;
    for await (const { entry, body } of readTar(this.#open(), this.#limits)) {
      const name = wanted.get(posix.normalize(entry.path));
      if (name === undefined || entry.type !== 'file') continue;
      wanted.delete(posix.normalize(entry.path));
      yield { name, bytes: { kind: 'stream', stream: body } };
      if (wanted.size === 0) return;
    }
  }

  async close(): Promise<void> {}
}

function looksLikeJson(bytes: Buffer): boolean {
  const first = bytes.toString('latin1', 0, 16).trimStart().charAt(0);
  return first === '{' || first === '[';
}
