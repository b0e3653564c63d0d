import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { HashedStream } from '#kit/stream';

const pieceBytes = 512 * 1024;
/** Pieces that lie in memory: as many as one thread goes through while the other one starts. */
const slotCount = 48;
/** Pieces after which timers and signals have their turn. */
const turnEvery = 8;

/** Where in the shared numbers stands what. Each is only ever raised. */
const changesAt = 0;
/** Pieces that some thread has read or is reading, that were hashed, and that the stream's reader is done with. */
const claimedAt = 1;
const hashedAt = 2;
const usedAt = 3;
/** Set when nobody wants the rest. */
const stoppedAt = 4;
/** For each slot: which piece is in it, counted from 1, and its length. */
const slotsAt = 5;

/** What a thread is asked that reads and hashes beside another: `hashBeside` does it. */
export interface HashTask {
  hash: 'sha256' | 'sha512';
  /** An open file, and the range of it that is read. The threads of a process share it. */
  descriptor: number;
  offset: number;
  length: number;
  numbers: SharedArrayBuffer;
  slots: SharedArrayBuffer;
}

/**
 * A range of a file that two threads work on: the other one hashes what this one goes through, the very bytes, and whichever
 * comes to it first reads the next piece. Saves a quarter of the time that the scan of a single layer takes. Each piece is valid
 * until the next is asked for. The stream ends early when the file does, and with the reason of the signal once that is given.
 * @param begin gives the task to the other thread, and resolves to what `hashBeside` returned there
 */
export function readBeside(
  range: { file: string; offset: number; length: number; signal?: AbortSignal },
  hash: HashTask['hash'],
  begin: (task: HashTask) => Promise<unknown>,
): HashedStream {
  let digest: string | undefined;
  async function* stream(): AsyncGenerator<Buffer, void, void> {
    const { file, offset, length, signal } = range;
    const descriptor = openSync(file, 'r');
    const task = { hash, descriptor, offset, length, ...sharedMemory() };
    const pieces = new SharedPieces(task);
    const answer = begin(task);
    // It is looked at where this thread waits for the other, and at the end.
    answer.catch(() => {});
    try {
      for (let piece = 0; piece < pieces.count; piece += 1) {
        signal?.throwIfAborted();
        const bytes = await pieces.await(piece, answer);
        if (bytes.length > 0) yield bytes;
        pieces.raise(usedAt);
        if (pieces.isCutOff(piece, bytes)) break;
        if (piece % turnEvery === turnEvery - 1) await setImmediate();
      }
      digest = String(await answer);
    } finally {
      pieces.raise(stoppedAt);
      await answer.catch(() => {});
      closeSync(descriptor);
    }
  }
  return {
    stream: stream(),
    digest: () => {
      if (digest === undefined) throw new Error('digest of a stream that was not read to its end');
      return digest;
    },
  };
}

/** The other thread's side: blocks it until all is hashed. Gives the digest in lower-case hexadecimal. */
export function hashBeside(task: HashTask): string {
  const pieces = new SharedPieces(task);
  const hash = createHash(task.hash);
  for (let piece = 0; piece < pieces.count && !pieces.stopped;) {
    const { changes } = pieces;
    const bytes = pieces.get(piece);
    if (bytes !== undefined) {
      hash.update(bytes);
      if (pieces.isCutOff(piece, bytes)) break;
      pieces.raise(hashedAt);
      piece += 1;
    } else if (!pieces.readNext()) pieces.sleep(changes);
  }
  return hash.digest('hex');
}

function sharedMemory(): Pick<HashTask, 'numbers' | 'slots'> {
  return {
    numbers: new SharedArrayBuffer((slotsAt + 2 * slotCount) * Int32Array.BYTES_PER_ELEMENT),
    slots: new SharedArrayBuffer(slotCount * pieceBytes),
  };
}

/** The pieces of the file as either thread sees them. */
class SharedPieces {
  /** How many pieces the range has. */
  readonly count: number;
  readonly #task: HashTask;
  readonly #numbers: Int32Array<SharedArrayBuffer>;

  constructor(task: HashTask) {
    this.#task = task;
    this.#numbers = new Int32Array(task.numbers);
    this.count = Math.ceil(task.length / pieceBytes);
  }

  /** To be asked for before anything else is looked at, and given to `sleep` when there was nothing to do. */
  get changes(): number {
    return Atomics.load(this.#numbers, changesAt);
  }

  get stopped(): boolean {
    return Atomics.load(this.#numbers, stoppedAt) > 0;
  }

  /** Counts one more, and wakes whoever waits for a change. */
  raise(index: number): void {
    Atomics.add(this.#numbers, index, 1);
    this.#tell();
  }

  /** Blocks this thread until something has changed since. */
  sleep(changes: number): void {
    Atomics.wait(this.#numbers, changesAt, changes);
  }

  /** The bytes of a piece that is in memory. */
  get(piece: number): Buffer | undefined {
    const slot = piece % slotCount;
    if (Atomics.load(this.#numbers, slotsAt + 2 * slot) !== piece + 1) return undefined;
    return Buffer.from(this.#task.slots, slot * pieceBytes, this.#numbers[slotsAt + 2 * slot + 1]);
  }

  /** The bytes of a piece, read here unless the other thread has them. @throws what ended the other thread */
  async await(piece: number, answer: Promise<unknown>): Promise<Buffer> {
    for (;;) {
      const { changes } = this;
      const bytes = this.get(piece);
      if (bytes !== undefined) return bytes;
      if (this.readNext()) continue;
      const change = Atomics.waitAsync(this.#numbers, changesAt, changes);
      if (change.async) await Promise.race([change.value, answer]);
    }
  }

  /** Reads the next piece that nobody has begun to read. False when there is none, or no room for it. */
  readNext(): boolean {
    const piece = Atomics.load(this.#numbers, claimedAt);
    const free = Math.min(Atomics.load(this.#numbers, hashedAt), Atomics.load(this.#numbers, usedAt)) + slotCount;
    if (piece >= Math.min(free, this.count)) return false;
    if (Atomics.compareExchange(this.#numbers, claimedAt, piece, piece + 1) !== piece) return true;
    const slot = piece % slotCount;
    this.#numbers[slotsAt + 2 * slot + 1] = this.#read(piece, Buffer.from(this.#task.slots, slot * pieceBytes));
    Atomics.store(this.#numbers, slotsAt + 2 * slot, piece + 1);
    this.#tell();
    return true;
  }

  /** Whether the file ends in this piece, before the range does. */
  isCutOff(piece: number, bytes: Buffer): boolean {
    return bytes.length < this.#lengthOf(piece);
  }

  #tell(): void {
    Atomics.add(this.#numbers, changesAt, 1);
    Atomics.notify(this.#numbers, changesAt);
  }

  #read(piece: number, place: Buffer): number {
    const wanted = this.#lengthOf(piece);
    let length = 0;
    for (let count = -1; count !== 0 && length < wanted; length += count) {
      const at = this.#task.offset + piece * pieceBytes + length;
      count = readSync(this.#task.descriptor, place, length, wanted - length, at);
    }
    return length;
  }

  #lengthOf(piece: number): number {
    return Math.min(pieceBytes, this.#task.length - piece * pieceBytes);
  }
}
