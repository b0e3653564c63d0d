import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** Large enough that reading costs little beside what is done with the bytes. */
const pieceBytes = 512 * 1024;

/** Pieces that stay valid at a time. */
const bufferCount = 6;
/** Pieces after which timers and signals have their turn: nothing else in a chain of such streams need ever wait. */
const turnEvery = 8;

/** The memory that the pieces of a file are read into. */
export interface PieceMemory {
  /** Where the next piece goes, and so how long it is at most. */
  take(): Buffer | Promise<Buffer>;
  /** Told how many bytes there are in what `take` gave. */
  filled(length: number): void;
}

/** Buffers that take turns, since a fresh one for every piece costs a third of the time of a scan in memory management. */
class TurningBuffers implements PieceMemory {
  readonly #buffers: Buffer[] = [];
  #turn = 0;

  take(): Buffer {
    return (this.#buffers[this.#turn % bufferCount] ??= Buffer.allocUnsafeSlow(pieceBytes));
  }

  filled(): void {
    this.#turn += 1;
  }
}

/**
 * A range of a file in pieces. Read in the thread that asks: handing each piece over from a thread of Node's pool takes a tenth
 * of the CPU time of a scan, and the kernel reads ahead where the disk is slow. A piece is valid until the sixth after it is
 * asked for, unless other `memory` says otherwise, and is copied if kept longer. The stream ends early when the file does.
 */
export async function* readFileRange(
  path: string,
  offset: number,
  length: number,
  memory: PieceMemory = new TurningBuffers(),
): AsyncGenerator<Buffer, void, void> {
  const descriptor = openSync(path, 'r');
  try {
    for (let at = 0, turn = 1; at < length; turn += 1) {
      const place = await memory.take();
      const count = readSync(descriptor, place, 0, Math.min(place.length, length - at), offset + at);
      if (count === 0) return;
      memory.filled(count);
      at += count;
      yield place.subarray(0, count);
      if (turn % turnEvery === 0) await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
}
