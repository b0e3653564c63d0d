import { createHash } from 'node:crypto';
import type { HashedStream, PieceMemory } from '#kit/stream';

/** Pieces that the hashing thread may be behind: as many as are read while it starts. */
const slotCount = 48;
const slotBytes = 512 * 1024;

/** The shared numbers: how many pieces were filled, how many hashed, then the length of the piece in each slot. */
const filledAt = 0;
const hashedAt = 1;
const lengthsAt = 2;
/** The length of what is no piece but the end. */
const end = -1;

export type HashAlgorithm = 'sha256' | 'sha512';

/** What a thread is asked that hashes for another: `hashShared` does it. */
export interface HashTask {
  hash: HashAlgorithm;
  /** Counters and lengths, 32 bits each. */
  numbers: SharedArrayBuffer;
  slots: SharedArrayBuffer;
}

/**
 * Memory for the pieces of a file (`readFileRange`) that another thread hashes while this one goes through them: the very bytes,
 * not a copy. A piece stays valid until the forty-eighth after it is asked for.
 */
export class HashRing implements PieceMemory {
  readonly #numbers: Int32Array<SharedArrayBuffer>;
  readonly #slots: SharedArrayBuffer;
  readonly #answer: Promise<unknown>;
  #filled = 0;

  /** @param begin gives the task to the other thread, and resolves to what `hashShared` returned there */
  constructor(hash: HashAlgorithm, begin: (task: HashTask) => Promise<unknown>) {
    const numbers = new SharedArrayBuffer((lengthsAt + slotCount) * Int32Array.BYTES_PER_ELEMENT);
    this.#numbers = new Int32Array(numbers);
    this.#slots = new SharedArrayBuffer(slotCount * slotBytes);
    this.#answer = begin({ hash, numbers, slots: this.#slots });
    // It is awaited where this thread waits for the other; if it never does, its failure means nothing.
    this.#answer.catch(() => {});
  }

  /** Where the next piece goes. Waits only when the other thread is a whole ring behind. @throws what ended that thread */
  async take(): Promise<Buffer> {
    for (;;) {
      const hashed = Atomics.load(this.#numbers, hashedAt);
      if (this.#filled - hashed < slotCount) break;
      const change = Atomics.waitAsync(this.#numbers, hashedAt, hashed);
      if (change.async) await Promise.race([change.value, this.#answer]);
    }
    return Buffer.from(this.#slots, (this.#filled % slotCount) * slotBytes, slotBytes);
  }

  /** Says how many bytes were put where `take` said. */
  filled(length: number): void {
    this.#numbers[lengthsAt + (this.#filled % slotCount)] = length;
    this.#filled += 1;
    Atomics.store(this.#numbers, filledAt, this.#filled);
    Atomics.notify(this.#numbers, filledAt);
  }

  /** The stream that was read into this memory, and its digest in lower-case hexadecimal. */
  hashing(source: AsyncIterable<Buffer>): HashedStream {
    let digest: string | undefined;
    const pass = async function* (this: HashRing): AsyncGenerator<Buffer, void, void> {
      try {
        yield* source;
      } finally {
        // Also when the reader stops early: the other thread must not wait for what never comes.
        await this.take();
        this.filled(end);
      }
      digest = String(await this.#answer);
    };
    return {
      stream: pass.call(this),
      digest: () => {
        if (digest === undefined) throw new Error('digest of a stream that was not read to its end');
        return digest;
      },
    };
  }
}

/** The hashing thread's side: blocks it until all is hashed. Gives the digest in lower-case hexadecimal. */
export function hashShared({ hash: algorithm, numbers: shared, slots }: HashTask): string {
  const numbers = new Int32Array(shared);
  const hash = createHash(algorithm);
  for (let hashed = 0; ; hashed += 1) {
    Atomics.wait(numbers, filledAt, hashed);
    const slot = hashed % slotCount;
    const length = numbers[lengthsAt + slot] as number;
    if (length === end) return hash.digest('hex');
    hash.update(Buffer.from(slots, slot * slotBytes, length));
    Atomics.store(numbers, hashedAt, hashed + 1);
    Atomics.notify(numbers, hashedAt);
  }
}
