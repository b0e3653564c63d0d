import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { descriptorAccess, type RandomAccess } from './random-access.ts';

/**
 * Bytes that are too many to hold and must be read out of order: one temporary file without a name (nothing is left behind,
 * whatever ends the process), made when first needed and used again and again. Only its owner could ever have opened it.
 */
export class SpoolFile {
  readonly #folder: string;
  #descriptor: number | undefined;
  #length = 0;

  /** `folder` is where there is room: an existing folder that others cannot write to, or one like `/tmp`. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Forgets what was written before. The file stays as large as its largest content: to use its pages again is cheaper. */
  clear(): void {
    this.#length = 0;
  }

  /** @throws Error when the disk does not play along, as `content` does */
  write(bytes: Buffer): void {
    this.#descriptor ??= this.#open();
    for (let done = 0; done < bytes.length;) {
      const count = writeSync(this.#descriptor, bytes, done, bytes.length - done, this.#length);
      done += count;
      this.#length += count;
    }
  }

  /** What was written since `clear()`, readable until the next. */
  content(): RandomAccess {
    this.#descriptor ??= this.#open();
    return descriptorAccess(this.#descriptor, this.#length);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#length = 0;
  }

  #open(): number {
    const path = join(this.#folder, `.spool-${randomUUID()}`);
    const { O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
    const descriptor = openSync(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    unlinkSync(path);
    return descriptor;
  }
}
