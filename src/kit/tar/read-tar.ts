import type { TarEntry } from './tar-entry.ts';
import type { TarLimits } from './tar-limits.ts';
import { TarWalker } from './tar-walker.ts';

/** An entry of a tar stream and its body, which can be read once, before the next entry is asked for. */
export interface TarItem {
  entry: TarEntry;
  body: AsyncIterable<Buffer>;
}

/** What the walker said, in its order: an entry begins, a piece of its body, its end. */
type TarEvent = TarEntry | Buffer | 'finished';

/**
 * The entries of a tar stream one by one; a body that is not read to its end is skipped. Holds one piece of the
 * source at a time, and stops reading the source when the caller stops.
 * @throws TarError in the iteration of entries or bodies
 */
export async function* readTar(source: AsyncIterable<Buffer>, limits: TarLimits): AsyncGenerator<TarItem, void, void> {
  const events = new TarEvents(source, limits);
  try {
    for (let event = await events.next(); event !== undefined; event = await events.next()) {
      if (event === 'finished' || Buffer.isBuffer(event)) continue;
      const body = new TarBody(events);
      yield { entry: event, body };
      body.close();
      while (!body.finished) await body.next();
    }
  } finally {
    await events.close();
  }
}

/** Runs the walker as far as needed for the next event. */
class TarEvents {
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #walker: TarWalker;
  #queue: TarEvent[] = [];
  #at = 0;
  #ended = false;
  #failure: { error: unknown } | undefined;

  constructor(source: AsyncIterable<Buffer>, limits: TarLimits) {
    this.#chunks = source[Symbol.asyncIterator]();
    this.#walker = new TarWalker(
      {
        entry: (entry) => {
          this.#queue.push(entry);
          return 'stream';
        },
        chunk: (_entry, bytes) => void this.#queue.push(bytes),
        finished: () => void this.#queue.push('finished'),
      },
      limits,
    );
  }

  async next(): Promise<TarEvent | undefined> {
    while (this.#at === this.#queue.length) {
      // An error counts after what could be read before it, as in the push form.
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#ended) return undefined;
      this.#queue = [];
      this.#at = 0;
      await this.#pull();
    }
    const event = this.#queue[this.#at];
    this.#at += 1;
    return event;
  }

  async #pull(): Promise<void> {
    const result = await this.#chunks.next();
    this.#ended = result.done === true;
    try {
      if (result.done === true) this.#walker.end();
      else this.#walker.push(result.value);
    } catch (error) {
      this.#failure = { error };
    }
  }

  async close(): Promise<void> {
    if (!this.#ended) await this.#chunks.return?.();
  }
}

class TarBody implements AsyncIterable<Buffer> {
  readonly #events: TarEvents;
  #skipped = false;
  finished = false;

  constructor(events: TarEvents) {
    this.#events = events;
  }

  /** The caller has asked for the next entry: from now on only `readTar` reads on, to the end of the body. */
  close(): void {
    this.#skipped = !this.finished;
  }

  async next(): Promise<Buffer | undefined> {
    const event = await this.#events.next();
    if (Buffer.isBuffer(event)) return event;
    this.finished = true;
    return undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, void> {
    for (;;) {
      if (this.#skipped) throw new Error('the body of a tar entry was read after the next entry was asked for');
      const bytes = this.finished ? undefined : await this.next();
      if (bytes === undefined) return;
      yield bytes;
    }
  }
}
