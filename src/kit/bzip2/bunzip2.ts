import { BitReader } from './bit-reader.ts';
import { blockCrc } from './block-crc.ts';
import { Bzip2Error } from './bzip2-error.ts';
import { readBlock } from './read-block.ts';

/** Bytes of input that hold any one block: 900,000 symbols of 20 bits, and its tables. */
const blockBytes = 2_400_000;
const pieceLength = 256 * 1024;

/**
 * Unpacks bzip2: one stream or several behind each other, as parallel packers write them. Holds one block (10 MB), and gives
 * pieces of at most 256 KiB. What a caller does not want to have unpacked, such as a bomb, it ends by not reading on.
 * Source: bzip2 1.0.8 (decompress.c), "BZIP2: Format Specification" (Joe Tsai).
 * @throws Bzip2Error in the iteration, when the data is cut off, damaged, or followed by something else
 */
export async function* bunzip2(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  const input = source[Symbol.asyncIterator]();
  const bits = new BitReader();
  try {
    await hold(bits, input, blockBytes);
    do {
      bits.align();
      yield* readStream(bits, input);
      bits.align();
    } while (bits.left > 0);
  } finally {
    await input.return?.();
  }
}

async function* readStream(bits: BitReader, input: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, void> {
  const level = bits.read(24) === 0x425a68 ? bits.read(8) - 0x30 : 0;
  bits.checkEnd();
  if (level < 1 || level > 9) throw new Bzip2Error('it is no bzip2 stream, or is followed by something else');
  const words = new Uint32Array(level * 100_000);
  let streamCrc = 0;
  for (;;) {
    await hold(bits, input, blockBytes);
    const mark = bits.read(24) * 0x100_0000 + bits.read(24);
    const crc = ((bits.read(16) << 16) | bits.read(16)) >>> 0;
    bits.checkEnd();
    if (mark === 0x177245385090) {
      if (crc !== streamCrc) throw new Bzip2Error('the checksum of the stream does not hold');
      return;
    }
    if (mark !== 0x314159265359) throw new Bzip2Error('a block does not begin where the last one ended');
    const { length, start } = readBlock(bits, words);
    bits.checkEnd();
    yield* unpackBlock(words, length, start, crc);
    streamCrc = (((streamCrc << 1) | (streamCrc >>> 31)) ^ crc) >>> 0;
  }
}

/** Has the reader hold `bytes`, or all that there is. */
async function hold(bits: BitReader, input: AsyncIterator<Buffer>, bytes: number): Promise<void> {
  if (bits.left >= bytes) return;
  const parts: Buffer[] = [];
  for (let missing = bytes - bits.left; missing > 0;) {
    const next = await input.next();
    if (next.done === true) break;
    parts.push(next.value);
    missing -= next.value.length;
  }
  if (parts.length > 0) bits.push(parts);
}

/** Follows the block's links through the text; four equal bytes are followed by how many more there are. */
function* unpackBlock(words: Uint32Array, length: number, start: number, crc: number): Generator<Buffer, void, void> {
  let piece = Buffer.allocUnsafe(pieceLength);
  let filled = 0;
  let sum = 0xffffffff;
  let place = (words[start] ?? 0) >>> 8;
  let last = -1;
  let equal = 0;
  for (let left = length; left > 0; left--) {
    const word = words[place] ?? 0;
    place = word >>> 8;
    const byte = word & 0xff;
    const isCount = equal === 4;
    const times = isCount ? byte : 1;
    if (filled + times > pieceLength) {
      sum = blockCrc(piece, filled, sum);
      yield piece.subarray(0, filled);
      piece = Buffer.allocUnsafe(pieceLength);
      filled = 0;
    }
    if (isCount) {
      piece.fill(last, filled, filled + times);
      filled += times;
      equal = 0;
      last = -1;
      continue;
    }
    piece[filled++] = byte;
    equal = byte === last ? equal + 1 : 1;
    last = byte;
  }
  sum = blockCrc(piece, filled, sum);
  if (~sum >>> 0 !== crc) throw new Bzip2Error('the checksum of a block does not hold');
  yield piece.subarray(0, filled);
}
