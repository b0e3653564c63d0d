import { open } from 'node:fs/promises';

/** Large enough that reading costs little beside what is done with the bytes. */
const pieceBytes = 256 * 1024;

/** Pieces that stay valid at a time. */
const bufferCount = 4;

/**
 * A range of a file in pieces. Four buffers take turns, since a fresh one for every piece costs a third of the time of a
 * scan in memory management: a piece is valid until the fourth after it is asked for, and is copied if kept longer.
 * The stream ends early when the file does.
 */
export async function* readFileRange(path: string, offset: number, length: number): AsyncGenerator<Buffer, void, void> {
  const file = await open(path, 'r');
  try {
    const buffers: Buffer[] = [];
    for (let at = 0, turn = 0; at < length; turn += 1) {
      const place = (buffers[turn % bufferCount] ??= Buffer.allocUnsafeSlow(pieceBytes));
      const { buffer, bytesRead } = await file.read(place, 0, Math.min(pieceBytes, length - at), offset + at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
