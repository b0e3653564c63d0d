/** Bytes that are no ELF file, or a part of one that is not there. The message completes "the file …". */
export class ElfError extends Error {
  override readonly name = 'ElfError';
}
