import type { RandomAccess } from '#kit/stream';
import { ElfError } from './elf-error.ts';

/** Width and byte order of a file's numbers. */
export interface ElfLayout {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
}

/** Takes numbers out of one structure of a file, in the layout of that file. Offsets are from the structure's start. */
export class ElfReader {
  readonly #bytes: Buffer;
  readonly #layout: ElfLayout;

  constructor(bytes: Buffer, layout: ElfLayout) {
    this.#bytes = bytes;
    this.#layout = layout;
  }

  half(at: number): number {
    return this.#layout.littleEndian ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  word(at: number): number {
    return this.#layout.littleEndian ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  /** An address, offset or size: 4 or 8 bytes by class. Beyond 2^53 it is rounded, and so no safe integer. */
  native(at: number): number {
    if (this.#layout.bits === 32) return this.word(at);
    const value = this.#layout.littleEndian ? this.#bytes.readBigUInt64LE(at) : this.#bytes.readBigUInt64BE(at);
    return Number(value);
  }
}

/** Bytes of a part of the file. @throws ElfError when the part is not wholly inside */
export function readPart(content: RandomAccess, what: string, offset: number, length: number): Buffer {
  if (!(offset >= 0 && length >= 0 && offset + length <= content.size))
    throw new ElfError(`has its ${what} outside: cut off or damaged`);
  return content.read(offset, length);
}
