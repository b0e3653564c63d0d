/**
 * The first `length` bytes of a stream (fewer when it is shorter) and the whole stream again, those bytes included.
 * The stream must be read or returned by the caller, or the source stays open.
 */
export async function peek(source: AsyncIterable<Buffer>, length: number): Promise<{ head: Buffer; stream: Replay }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let seen = 0;
  while (seen < length) {
    const result = await iterator.next();
    if (result.done === true) break;
    chunks.push(result.value);
    seen += result.value.length;
  }
  return { head: Buffer.concat(chunks).subarray(0, length), stream: new Replay(chunks, iterator) };
}

/** What was read already and then the rest. No generator, because one that was never started does not clean up. */
export class Replay implements AsyncIterableIterator<Buffer, void, void> {
  readonly #chunks: Buffer[];
  readonly #rest: AsyncIterator<Buffer>;

  constructor(chunks: Buffer[], rest: AsyncIterator<Buffer>) {
    this.#chunks = chunks;
    this.#rest = rest;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Buffer, void>> {
    const value = this.#chunks.shift();
    if (value !== undefined) return { done: false, value };
    const result = await this.#rest.next();
    return result.done === true ? { done: true, value: undefined } : result;
  }

  async return(): Promise<IteratorResult<Buffer, void>> {
    this.#chunks.length = 0;
    await this.#rest.return?.();
    return { done: true, value: undefined };
  }
}
