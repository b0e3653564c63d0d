import type { FileHandle } from 'node:fs/promises';
import { blockSize } from './header-block.ts';
import { HeaderReader } from './header-reader.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarError } from './tar-error.ts';
import type { TarLimits } from './tar-limits.ts';

/** Reads up to `length` bytes from `offset`; fewer only at the end of the file. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

/** How much is read at a time: headers of small entries come for one read together. */
const windowBytes = 16 * 1024;

/**
 * The entries of a tar file, bodies not read, so that the last of a large archive is found in milliseconds.
 * @throws TarError
 */
export async function indexTar(readAt: ReadAt, size: number, limits: TarLimits): Promise<TarEntry[]> {
  if (size > limits.totalBytes) throw new TarError('too-large', 0, `archive of more than ${limits.totalBytes} bytes`);
  const headers = new HeaderReader(limits);
  const file = new FileWindow(readAt, size);
  const entries: TarEntry[] = [];
  for (let at = 0; at < size;) {
    const step = headers.block(await file.read(at, blockSize), 0, at);
    if (step === 'end') return entries;
    at += blockSize;
    if (step === 'block') continue;
    let length = headers.metadataSize;
    if (step === 'metadata') {
      headers.metadata(await file.read(at, length));
    } else {
      length = step.size;
      entries.push(step);
    }
    if (length > size - at) throw new TarError('truncated', size, 'archive ends inside a body');
    at += length + (-length & (blockSize - 1));
  }
  if (headers.unfinished) throw new TarError('truncated', size, 'archive ends inside a header');
  return entries;
}

/** The `ReadAt` of an open file. */
export function fileReader(handle: FileHandle): ReadAt {
  return async (offset, length) => {
    const buffer = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await handle.read(buffer, done, length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  };
}

class FileWindow {
  readonly #readAt: ReadAt;
  readonly #size: number;
  #start = 0;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(readAt: ReadAt, size: number) {
    this.#readAt = readAt;
    this.#size = size;
  }

  async read(offset: number, length: number): Promise<Buffer> {
    if (length > this.#size - offset) throw new TarError('truncated', this.#size, 'archive ends inside a header');
    const from = offset - this.#start;
    if (from >= 0 && from + length <= this.#bytes.length) return this.#bytes.subarray(from, from + length);
    this.#bytes = await this.#readAt(offset, Math.min(Math.max(length, windowBytes), this.#size - offset));
    this.#start = offset;
    // The file was cut since its size was asked.
    if (this.#bytes.length < length) throw new TarError('truncated', offset, 'file is shorter than its size');
    return this.#bytes.subarray(0, length);
  }
}
