/** How a stream is compressed, by its first bytes. */
export type Compression = 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'none';

/** Bytes of head that `sniffCompression` needs to be sure. */
export const sniffBytes = 10;

const gzip = [0x1f, 0x8b];
const zstd = [0x28, 0xb5, 0x2f, 0xfd];
// Any of 0x184d2a50 to 0x184d2a5f, little-endian (RFC 8878, 3.1.2); zstd streams may begin with such a frame.
const skippable = [0x2a, 0x4d, 0x18];
const xz = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const bzip2 = [0x42, 0x5a, 0x68];
const bzip2Block = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const bzip2End = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

/** What compressed the stream that begins with `head`. A head that is too short to tell is `none`. */
export function sniffCompression(head: Buffer): Compression {
  if (holds(head, 0, gzip)) return 'gzip';
  if (holds(head, 0, zstd)) return 'zstd';
  if (((head[0] ?? 0) & 0xf0) === 0x50 && holds(head, 1, skippable)) return 'zstd';
  if (holds(head, 0, xz)) return 'xz';
  // `BZh` alone is text that a file name in a tar can begin with.
  if (holds(head, 0, bzip2) && (holds(head, 4, bzip2Block) || holds(head, 4, bzip2End))) return 'bzip2';
  return 'none';
}

function holds(head: Buffer, at: number, magic: readonly number[]): boolean {
  return magic.every((byte, index) => head[at + index] === byte);
}
