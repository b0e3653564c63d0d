/** One file to import, decompressed, or the reason why it cannot be. */
export type InputFile =
  | { path: string; container: string; head: Buffer; chunks: AsyncIterable<Buffer> }
  | { path: string; skip: string };

/** Bytes of the content that feeds are recognised by. */
export const headLength = 64 * 1024;
