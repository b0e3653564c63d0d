import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ZipError } from './zip-error.ts';

/** Bytes that can be read at any place: a buffer or a file. */
export interface RandomAccess {
  readonly size: number;
  /** Exactly `length` bytes from `offset`. @throws ZipError when the range is not inside */
  read(offset: number, length: number): Buffer;
  close(): void;
}

/** Bytes in memory; reads are views, not copies. */
export function bufferAccess(bytes: Buffer): RandomAccess {
  return {
    size: bytes.length,
    read(offset, length) {
      checkRange(offset, length, bytes.length);
      return bytes.subarray(offset, offset + length);
    },
    close() {},
  };
}

/** A file, opened now and closed by `close()`. */
export function fileAccess(path: string): RandomAccess {
  const descriptor = openSync(path, 'r');
  const { size } = fstatSync(descriptor);
  return {
    size,
    read(offset, length) {
      checkRange(offset, length, size);
      const bytes = Buffer.allocUnsafe(length);
      for (let done = 0; done < length;) {
        const count = readSync(descriptor, bytes, done, length - done, offset + done);
        if (count === 0) throw new ZipError('the file became shorter while it was read');
        done += count;
      }
      return bytes;
    },
    close() {
      closeSync(descriptor);
    },
  };
}

function checkRange(offset: number, length: number, size: number): void {
  const inside = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (!inside || offset + length > size) throw new ZipError('points outside the archive: truncated or damaged');
}
