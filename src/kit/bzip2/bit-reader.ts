import { Bzip2Error } from './bzip2-error.ts';

/**
 * Bits of the bytes held, the highest of each byte first. Beyond the last byte it gives zeros, so that the hot loops need
 * no check; `checkEnd` tells afterwards.
 */
export class BitReader {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** The next bits, in the low `#count` bits of it. */
  #bits = 0;
  #count = 0;

  /** Bytes that are held and not taken. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Holds more bytes, behind those not taken yet. */
  push(parts: readonly Buffer[]): void {
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), ...parts]);
    this.#at = 0;
  }

  /** The next bits as a number; at most 24. */
  read(width: number): number {
    const value = this.peek(width);
    this.#count -= width;
    return value;
  }

  /** As `read`, without taking them. */
  peek(width: number): number {
    while (this.#count < width) {
      this.#bits = (this.#bits << 8) | (this.#bytes[this.#at++] ?? 0);
      this.#count += 8;
    }
    return (this.#bits >>> (this.#count - width)) & ((1 << width) - 1);
  }

  /** Takes bits that were peeked at. */
  skip(width: number): void {
    this.#count -= width;
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#count -= this.#count % 8;
    this.#at -= this.#count / 8;
    this.#count = 0;
  }

  /** @throws Bzip2Error when more was taken than there is */
  checkEnd(): void {
    if (this.#at - Math.floor(this.#count / 8) > this.#bytes.length) throw new Bzip2Error('it ends too early');
  }
}
