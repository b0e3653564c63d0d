import type { Alphabet } from './alphabet.ts';
import { kindEdge } from './assertions.ts';

/** A literal in the two forms in which it can be looked for. */
export interface Needle {
  readonly string: string;
  readonly bytes: Buffer;
}

/**
 * An input as a sequence of character classes. Positions are byte offsets or UTF-16 indices, as the input has them.
 * What is no character (a byte that is not part of valid UTF-8, a surrogate on its own) counts as one U+FFFD.
 */
export interface Text {
  readonly length: number;
  /** How long the character was that `classAt` or `classBefore` last met. */
  readonly width: number;
  /** The class of the character that begins at a position below `length`. */
  classAt(position: number): number;
  /** The class of the character that ends at a position above 0. */
  classBefore(position: number): number;
  /** What the character that ends at the position is to an assertion. */
  kindBefore(position: number): number;
  /** What the character that begins at the position is to an assertion. */
  kindAt(position: number): number;
  /** Where the needle next occurs at or behind a position; -1 when it does not. */
  indexOf(needle: Needle, from: number): number;
  /** The next character at or behind a position that is not ASCII or has a 1 in the table; -1 when there is none. */
  indexOfFirst(first: Uint8Array, from: number): number;
}

const replacement = 0xfffd;

/** A JavaScript string, not copied. */
export class StringText implements Text {
  readonly string: string;
  readonly length: number;
  readonly #alphabet: Alphabet;
  width = 1;

  constructor(string: string, alphabet: Alphabet) {
    this.string = string;
    this.length = string.length;
    this.#alphabet = alphabet;
  }

  classAt(position: number): number {
    const unit = this.string.charCodeAt(position);
    this.width = 1;
    if ((unit & 0xf800) !== 0xd800) return this.#alphabet.classOf(unit);
    const low = unit < 0xdc00 && position + 1 < this.length ? this.string.charCodeAt(position + 1) : 0;
    return this.#classOfPair(unit, low);
  }

  classBefore(position: number): number {
    const unit = this.string.charCodeAt(position - 1);
    this.width = 1;
    if ((unit & 0xf800) !== 0xd800) return this.#alphabet.classOf(unit);
    const high = unit >= 0xdc00 && position > 1 ? this.string.charCodeAt(position - 2) : 0;
    return this.#classOfPair(high, unit);
  }

  #classOfPair(high: number, low: number): number {
    if ((high & 0xfc00) !== 0xd800 || (low & 0xfc00) !== 0xdc00) return this.#alphabet.classOf(replacement);
    this.width = 2;
    return this.#alphabet.classOf((high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000);
  }

  kindBefore(position: number): number {
    return position === 0 ? kindEdge : (this.#alphabet.kinds[this.classBefore(position)] ?? 0);
  }

  kindAt(position: number): number {
    return position === this.length ? kindEdge : (this.#alphabet.kinds[this.classAt(position)] ?? 0);
  }

  indexOf(needle: Needle, from: number): number {
    return this.string.indexOf(needle.string, from);
  }

  indexOfFirst(first: Uint8Array, from: number): number {
    const { string, length } = this;
    for (let at = from; at < length; at++) {
      // Behind the table there is no 0 either: what is not ASCII stops, too.
      if (first[string.charCodeAt(at)] !== 0) return at;
    }
    return -1;
  }
}

/** Bytes that should be UTF-8, not copied. */
export class BytesText implements Text {
  readonly bytes: Buffer;
  readonly length: number;
  readonly #alphabet: Alphabet;
  width = 1;

  constructor(bytes: Uint8Array, alphabet: Alphabet) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.byteLength;
    this.#alphabet = alphabet;
  }

  classAt(position: number): number {
    return this.#alphabet.classOf(this.#decode(position, this.length));
  }

  classBefore(position: number): number {
    const lowest = Math.max(0, position - 4);
    for (let start = position - 1; start >= lowest; start--) {
      if (((this.bytes[start] ?? 0) & 0xc0) === 0x80) continue;
      // The lead byte: a character ends here only when it reaches exactly to the position.
      const code = this.#decode(start, position);
      if (start + this.width === position) return this.#alphabet.classOf(code);
      break;
    }
    this.width = 1;
    return this.#alphabet.classOf(replacement);
  }

  /** The code point of the character at `start`, which must not reach behind `end`. Table 3-7 of the Unicode Standard. */
  #decode(start: number, end: number): number {
    const bytes = this.bytes;
    const lead = bytes[start] ?? 0;
    this.width = 1;
    if (lead < 0x80) return lead;
    const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4 || start + length > end) return replacement;
    const second = bytes[start + 1] ?? 0;
    const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) return replacement;
    let code = ((lead & (0x7f >> length)) << 6) | (second & 0x3f);
    for (let at = start + 2; at < start + length; at++) {
      const byte = bytes[at] ?? 0;
      if ((byte & 0xc0) !== 0x80) return replacement;
      code = (code << 6) | (byte & 0x3f);
    }
    this.width = length;
    return code;
  }

  kindBefore(position: number): number {
    return position === 0 ? kindEdge : (this.#alphabet.kinds[this.classBefore(position)] ?? 0);
  }

  kindAt(position: number): number {
    return position === this.length ? kindEdge : (this.#alphabet.kinds[this.classAt(position)] ?? 0);
  }

  indexOf(needle: Needle, from: number): number {
    return this.bytes.indexOf(needle.bytes, from);
  }

  indexOfFirst(first: Uint8Array, from: number): number {
    const { bytes, length } = this;
    for (let at = from; at < length; at++) {
      if (first[bytes[at] as number] !== 0) return at;
    }
    return -1;
  }
}
