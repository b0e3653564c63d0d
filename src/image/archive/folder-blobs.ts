import { lstatSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { join } from 'node:path';
import { normaliseLayerPath } from '../layer-path.ts';
import { defaultLimits } from '../limits.ts';
import type { LayerBytes } from '../source.ts';
import { imageError } from '../image-error.ts';
import type { BlobStore } from './blob-store.ts';

/** The files of an OCI layout folder. Links are not followed: a blob is a regular file below the folder or it is not there. */
export class FolderBlobs implements BlobStore {
  readonly where: string;

  constructor(folder: string) {
    this.where = folder;
  }

  has(name: string): boolean {
    return this.#stat(name)?.isFile() === true;
  }

  sizeOf(name: string): number {
    return this.#stat(name)?.size ?? 0;
  }

  async document(name: string, cap: number): Promise<Buffer> {
    if (!this.has(name)) throw imageError('source-failed', `${this.where}: the file ${name} is missing`);
    const file = await open(this.#path(name), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { size } = await file.stat();
      if (size > cap)
        throw imageError(
          'source-failed',
          `${this.where}: ${name} has ${size} bytes, more than the ${cap} that are read`,
        );
      const bytes = Buffer.alloc(size);
      const { bytesRead } = await file.read(bytes, 0, size, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async *read(names: readonly string[]): AsyncIterable<{ name: string; bytes: LayerBytes }> {
    for (const name of new Set(names)) {
      yield { name, bytes: { kind: 'file', file: this.#path(name), offset: 0, length: this.sizeOf(name) } };
    }
  }

  async close(): Promise<void> {}

  #path(name: string): string {
    return join(this.where, name);
  }

  #stat(name: string) {
    const normal = normaliseLayerPath(name, defaultLimits);
    if (!('path' in normal) || normal.path !== name) return undefined;
    return lstatSync(this.#path(name), { throwIfNoEntry: false });
  }
}
