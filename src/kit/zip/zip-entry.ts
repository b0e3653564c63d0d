/** One member of a zip archive, as the central directory describes it. */
export interface ZipEntry {
  /** Path with `/`, relative, without `.`, `..` or empty segments; a folder ends in `/`. */
  name: string;
  /** Bytes as stored and as the directory claims they unpack to; the claim is checked when the member is read. */
  compressedSize: number;
  size: number;
  crc32: number;
  /** 0 stored, 8 deflated; others cannot be read. */
  method: number;
  encrypted: boolean;
  /** Where its local header begins. */
  headerOffset: number;
}
