import type { FileHandle } from 'node:fs/promises';
import type { TarEntry } from '#kit/tar';
import { posix } from 'node:path';
import type { LayerBytes } from '../source.ts';
import { imageError } from '../image-error.ts';
import type { BlobStore } from './blob-store.ts';

/** The files of an uncompressed archive on disk, read at their offsets. */
export class TarBlobs implements BlobStore {
  readonly where: string;
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #entries: Map<string, TarEntry>;

  constructor(path: string, file: FileHandle, entries: readonly TarEntry[]) {
    this.where = path;
    this.#path = path;
    this.#file = file;
    this.#entries = new Map(entries.map((entry) => [posix.normalize(entry.path), entry]));
  }

  has(name: string): boolean {
    return this.#entry(name) !== undefined;
  }

  sizeOf(name: string): number {
    return this.#entry(name)?.size ?? 0;
  }

  async document(name: string, cap: number): Promise<Buffer> {
    const { size, offset } = this.#required(name);
    if (size > cap)
      throw imageError('source-failed', `${this.where}: ${name} has ${size} bytes, more than the ${cap} that are read`);
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await this.#file.read(bytes, 0, size, offset);
    if (bytesRead < size)
      throw imageError('source-failed', `${this.where}: ends inside ${name}: the archive is cut off`);
    return bytes;
  }

  async *read(names: readonly string[]): AsyncIterable<{ name: string; bytes: LayerBytes }> {
    for (const name of new Set(names)) {
      const { offset, size } = this.#required(name);
      yield { name, bytes: { kind: 'file', file: this.#path, offset, length: size } };
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #required(name: string): TarEntry {
    const entry = this.#entry(name);
    if (entry === undefined)
      throw imageError('source-failed', `${this.where}: the file ${name} is missing from the archive`);
    return entry;
  }

  #entry(name: string): TarEntry | undefined {
    return followLinks(this.#entries, name);
  }
}

/** `docker save` writes a layer that occurs twice as a link to the first: `../ID/layer.tar`. */
export function followLinks(entries: ReadonlyMap<string, TarEntry>, name: string): TarEntry | undefined {
  let at = posix.normalize(name);
  for (let links = 0; links < 8; links += 1) {
    const entry = entries.get(at);
    if (entry?.type === 'file') return entry;
    if (entry?.linkTarget === undefined) return undefined;
    at =
      entry.type === 'hardlink' ? posix.normalize(entry.linkTarget) : posix.join(posix.dirname(at), entry.linkTarget);
  }
  return undefined;
}
