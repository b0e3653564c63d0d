import { closeSync, openSync, readSync } from 'node:fs';
import { constants, zstdDecompressSync } from 'node:zlib';
import { manifestName } from './bundle-manifest.ts';

/** Enough to unpack the first block of an archive. */
const headBytes = 256 * 1024;

/** True for a file that begins as a bundle does, told by its content. False for what cannot be read. */
export function isBundle(path: string): boolean {
  try {
    return beginsAsBundle(firstBytes(path));
  } catch {
    return false;
  }
}

function firstBytes(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(headBytes);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, headBytes, 0));
  } finally {
    closeSync(descriptor);
  }
}

function beginsAsBundle(head: Buffer): boolean {
  if (head.length < 4 || head.readUInt32LE(0) !== 0xfd2fb528) return false;
  // The head is cut off on purpose: what can be unpacked of it is enough.
  const plain = zstdDecompressSync(head, {
    finishFlush: constants.ZSTD_e_continue,
    maxOutputLength: 256 * 1024 * 1024,
  });
  return plain.toString('latin1', 0, manifestName.length + 1) === `${manifestName}\0`;
}
