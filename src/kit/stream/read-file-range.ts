import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** Large enough that reading costs little beside what is done with the bytes. */
const pieceBytes = 512 * 1024;

/** Pieces that stay valid at a time. */
const bufferCount = 6;
/** Pieces after which timers and signals have their turn: nothing else in a chain of such streams need ever wait. */
const turnEvery = 8;

/**
 * A range of a file in pieces. Read in the thread that asks: handing each piece over from a thread of Node's pool takes a tenth
 * of the CPU time of a scan, and the kernel reads ahead where the disk is slow. Six buffers take turns, since a fresh one for
 * every piece costs a third of the time of a scan in memory management: a piece is valid until the sixth after it is asked for,
 * and is copied if kept longer. The stream ends early when the file does.
 * @throws the reason of the `signal` in the iteration, once it is given
 */
export async function* readFileRange(
  path: string,
  offset: number,
  length: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, void> {
  const descriptor = openSync(path, 'r');
  const buffers: Buffer[] = [];
  try {
    for (let at = 0, turn = 0; at < length; turn += 1) {
      signal?.throwIfAborted();
      const place = (buffers[turn % bufferCount] ??= Buffer.allocUnsafeSlow(pieceBytes));
      const count = readSync(descriptor, place, 0, Math.min(pieceBytes, length - at), offset + at);
      if (count === 0) return;
      at += count;
      yield place.subarray(0, count);
      if (turn % turnEvery === turnEvery - 1) await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
}
