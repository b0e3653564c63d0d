import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { bufferReclaimer } from './reclaim-buffers.ts';

/** Bytes that can be read at any place: a buffer or a file. */
export interface RandomAccess {
  readonly size: number;
  /**
   * Exactly `length` bytes from `offset`: a view of what is in memory, else a copy, in a buffer of `place` where one is given.
   * @throws RangeError when the range is not inside; Error when a file cannot be read, or became shorter
   */
  read(offset: number, length: number, place?: () => Buffer): Buffer;
}

/** A file that stays open until `close()`. */
export interface FileAccess extends RandomAccess {
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
  };
}

/** The first `size` bytes of a file that the caller opened and will close. */
export function descriptorAccess(descriptor: number, size: number): RandomAccess {
  const reclaim = bufferReclaimer();
  return {
    size,
    read(offset, length, place) {
      checkRange(offset, length, size);
      if (place === undefined) reclaim(length);
      const bytes = place?.().subarray(0, length) ?? Buffer.allocUnsafe(length);
      for (let done = 0; done < length;) {
        const count = readSync(descriptor, bytes, done, length - done, offset + done);
        if (count === 0) throw new Error('the file became shorter while it was read');
        done += count;
      }
      return bytes;
    },
  };
}

/** A file, opened now and closed by `close()`. */
export function fileAccess(path: string): FileAccess {
  const descriptor = openSync(path, 'r');
  return { ...descriptorAccess(descriptor, fstatSync(descriptor).size), close: () => closeSync(descriptor) };
}

function checkRange(offset: number, length: number, size: number): void {
  const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length);
  if (whole && offset >= 0 && length >= 0 && offset + length <= size) return;
  throw new RangeError(`bytes ${offset} to ${offset + length} are not within the ${size} of the file`);
}
