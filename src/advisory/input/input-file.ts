/** One file to import, decompressed, or the reason why it cannot be. */
export type InputFile =
  | { path: string; container: string; head: Buffer; chunks: AsyncIterable<Buffer> }
  /** `broken`: the archive ends or is damaged here, so that what came of it so far is not all of it. */
  | { path: string; skip: string; broken?: true };

/** Bytes of the content that feeds are recognised by. */
export const headLength = 64 * 1024;
