/** A stream that was to be held in memory is longer than allowed. */
export class TooLongError extends Error {
  /** The allowed length in bytes. */
  readonly cap: number;

  constructor(cap: number) {
    super(`stream of more than ${cap} bytes`);
    this.name = 'TooLongError';
    this.cap = cap;
  }
}

/**
 * The whole of a stream in memory.
 * @throws TooLongError as soon as more than `cap` bytes have come; the stream is then not read further
 */
export async function readBounded(stream: AsyncIterable<Buffer>, cap: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > cap) throw new TooLongError(cap);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length);
}
