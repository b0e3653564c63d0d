import type { BitReader } from './bit-reader.ts';
import { Bzip2Error } from './bzip2-error.ts';
import { HuffmanCode } from './huffman-code.ts';

const groupLength = 50;

/**
 * Reads one block behind its checksum and undoes everything up to the Burrows-Wheeler transform.
 * @param words one for each byte that a block may have: the block's bytes in the low eight bits; above them, for each
 *   place in the sorted block, the place that comes next in the text
 * @returns how many bytes the block has, and the place where the text begins
 * @throws Bzip2Error for anything that the format does not allow
 */
export function readBlock(bits: BitReader, words: Uint32Array): { length: number; start: number } {
  if (bits.read(1) === 1) throw new Bzip2Error('it is randomised, as no bzip2 since 1997 writes it');
  const start = bits.read(24);
  const bytes = readUsedBytes(bits);
  const symbols = bytes.length + 2;
  const codeCount = bits.read(3);
  if (codeCount < 2 || codeCount > 6) throw new Bzip2Error(`${codeCount} codes in a block`);
  const selectors = readSelectors(bits, codeCount);
  const codes = Array.from({ length: codeCount }, () => new HuffmanCode(readLengths(bits, symbols)));
  const counts = new Uint32Array(256);
  const length = readBytes(bits, bytes, selectors, codes, words, counts);
  if (start >= length) throw new Bzip2Error('a block begins outside of itself');
  link(words, length, counts);
  return { length, start };
}

/** The bytes that occur in the block, as a map of maps of 16 bits. */
function readUsedBytes(bits: BitReader): Uint8Array {
  const used: number[] = [];
  const ranges = bits.read(16);
  for (let range = 0; range < 16; range++) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const map = bits.read(16);
    for (let low = 0; low < 16; low++) if ((map & (0x8000 >> low)) !== 0) used.push(range * 16 + low);
  }
  if (used.length === 0) throw new Bzip2Error('a block without bytes');
  return Uint8Array.from(used);
}

/** Which code each group of fifty symbols is written in: numbers moved to the front, in unary. */
function readSelectors(bits: BitReader, codeCount: number): Uint8Array {
  const selectors = new Uint8Array(bits.read(15));
  const order = Uint8Array.from({ length: codeCount }, (_, index) => index);
  for (let at = 0; at < selectors.length; at++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= codeCount) throw new Bzip2Error('a code that is not there is chosen');
    selectors[at] = moveToFront(order, place);
  }
  return selectors;
}

function moveToFront(order: Uint8Array, place: number): number {
  const value = order[place] ?? 0;
  order.copyWithin(1, 0, place);
  order[0] = value;
  return value;
}

/** Lengths of the codes, each as steps from the one before. */
function readLengths(bits: BitReader, symbols: number): Uint8Array {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (;;) {
      if (length < 1 || length > 20) throw new Bzip2Error(`a code of ${length} bits`);
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return lengths;
}

/** The bytes themselves: runs of the last one in bijective base two, others by their place since they were last seen. */
function readBytes(
  bits: BitReader,
  bytes: Uint8Array,
  selectors: Uint8Array,
  codes: readonly HuffmanCode[],
  words: Uint32Array,
  counts: Uint32Array,
): number {
  const order = bytes.slice();
  const end = bytes.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let group = 0; group < selectors.length; group++) {
    const code = codes[selectors[group] ?? 0];
    for (let inGroup = 0; code !== undefined && inGroup < groupLength; inGroup++) {
      const symbol = code.next(bits);
      if (symbol < 2) {
        run += weight << symbol;
        weight <<= 1;
        if (run > words.length) throw new Bzip2Error('a block is larger than the stream says');
        continue;
      }
      if (run > 0) {
        length = fillRun(words, counts, length, run, order[0] ?? 0);
        run = 0;
        weight = 1;
      }
      if (symbol === end) return length;
      if (length >= words.length) throw new Bzip2Error('a block is larger than the stream says');
      const byte = moveToFront(order, symbol - 1);
      counts[byte] = (counts[byte] ?? 0) + 1;
      words[length++] = byte;
    }
  }
  throw new Bzip2Error('a block does not end');
}

function fillRun(words: Uint32Array, counts: Uint32Array, from: number, run: number, byte: number): number {
  const to = from + run;
  if (to > words.length) throw new Bzip2Error('a block is larger than the stream says');
  words.fill(byte, from, to);
  counts[byte] = (counts[byte] ?? 0) + run;
  return to;
}

/** Writes above each byte where the text goes on. */
function link(words: Uint32Array, length: number, counts: Uint32Array): void {
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = counts[byte] ?? 0;
    counts[byte] = sum;
    sum += count;
  }
  for (let at = 0; at < length; at++) {
    const byte = (words[at] ?? 0) & 0xff;
    const place = counts[byte] ?? 0;
    counts[byte] = place + 1;
    words[place] = ((words[place] ?? 0) | (at << 8)) >>> 0;
  }
}
