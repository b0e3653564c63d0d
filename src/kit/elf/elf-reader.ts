import type { RandomAccess } from '#kit/stream';
import { ElfError } from './elf-error.ts';

/** Width and byte order of a file's numbers. */
export interface ElfLayout {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
}

/** Takes numbers out of one structure of a file, in the layout of that file. Offsets are from the structure's start. */
export class ElfReader {
  readonly #view: DataView;
  readonly #layout: ElfLayout;

  constructor(bytes: Buffer, layout: ElfLayout) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#layout = layout;
  }

  half(at: number): number {
    return this.#view.getUint16(at, this.#layout.littleEndian);
  }

  word(at: number): number {
    return this.#view.getUint32(at, this.#layout.littleEndian);
  }

  /** An address, offset or size: 4 or 8 bytes by class. Beyond 2^53 it is rounded, and so no safe integer. */
  native(at: number): number {
    if (this.#layout.bits === 32) return this.word(at);
    const { littleEndian } = this.#layout;
    return this.word(littleEndian ? at : at + 4) + 2 ** 32 * this.word(littleEndian ? at + 4 : at);
  }
}

/** Bytes of a part of the file. @throws ElfError when the part is not wholly inside */
export function readPart(content: RandomAccess, what: string, offset: number, length: number): Buffer {
  if (!(offset >= 0 && length >= 0 && offset + length <= content.size)) throw partOutside(what);
  return content.read(offset, length);
}

/** The error for a part that is not wholly inside the file. */
export function partOutside(what: string): ElfError {
  return new ElfError(`has its ${what} outside: cut off or damaged`);
}
