/**
 * A shard file: sorted lines `key TAB json` in zstd blocks, then a compressed directory of the blocks, then a footer.
 * Every line has a newline before and after it, so that `newline key TAB` finds it in a block by one search.
 * One key is found by the directory and one block; the file's name is the SHA-256 of its content.
 */
export const shardMagic = Buffer.from('SWADV001');

/** Bytes of the footer: directory offset (8), packed length (4), CRC-32 of the packed directory (4), magic (8). */
export const footerLength = 24;

/** Bytes of lines after which a block is closed: small enough to unpack for one package, large enough to pack well. */
export const blockTarget = 32 * 1024;

/** The directory: parallel arrays, one item per block. */
export interface ShardDirectory {
  /** First key of each block, sorted. */
  first: string[];
  offset: number[];
  packed: number[];
  unpacked: number[];
  crc: number[];
}

/** Order of keys: by UTF-16 code unit, the order of `<` on strings. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
