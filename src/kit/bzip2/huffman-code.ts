import type { BitReader } from './bit-reader.ts';
import { Bzip2Error } from './bzip2-error.ts';

const maxLength = 20;
/** Codes up to this length are found in one step; nearly all are as short. */
const quickLength = 10;

/** A canonical prefix code, given by the length of each symbol's code. */
export class HuffmanCode {
  /** `length << 16 | symbol` by the next ten bits; zero where the code is longer. */
  readonly #quick = new Int32Array(1 << quickLength);
  /** For each length, the last code of it, and what to take from a code to have its place in `#symbols`. */
  readonly #last = new Int32Array(maxLength + 1).fill(-1);
  readonly #offset = new Int32Array(maxLength + 1);
  readonly #symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    this.#symbols = new Uint16Array(lengths.length);
    let code = 0;
    let place = 0;
    for (let length = 1; length <= maxLength; length++) {
      this.#offset[length] = code - place;
      for (let symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] !== length) continue;
        this.#symbols[place++] = symbol;
        this.#remember(code, length, symbol);
        this.#last[length] = code++;
      }
      code <<= 1;
    }
  }

  /** The symbol that the next bits stand for. @throws Bzip2Error when they are no code */
  next(bits: BitReader): number {
    const entry = this.#quick[bits.peek(quickLength)] ?? 0;
    if (entry !== 0) {
      bits.skip(entry >> 16);
      return entry & 0xffff;
    }
    for (let length = quickLength + 1; length <= maxLength; length++) {
      const code = bits.peek(length);
      if (code > (this.#last[length] ?? -1)) continue;
      bits.skip(length);
      const symbol = this.#symbols[code - (this.#offset[length] ?? 0)];
      if (symbol !== undefined) return symbol;
    }
    throw new Bzip2Error('a code of it means nothing');
  }

  #remember(code: number, length: number, symbol: number): void {
    if (length > quickLength) return;
    const from = code << (quickLength - length);
    this.#quick.fill((length << 16) | symbol, from, from + (1 << (quickLength - length)));
  }
}
