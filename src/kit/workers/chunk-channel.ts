import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** Chunks that may be under way before the reader has taken one: 8 of 256 KiB at most. */
const window = 8;

/**
 * Sends a byte stream to a worker thread with back-pressure: the reader's port asks for each chunk.
 * `pump` ends when the stream is sent or the reader has closed the port.
 */
export function sendChunks(source: AsyncIterable<Buffer>): { port: MessagePort; pump: Promise<void> } {
  const { port1, port2 } = new MessageChannel();
  return { port: port2, pump: pumpInto(port1, source) };
}

async function pumpInto(port: MessagePort, source: AsyncIterable<Buffer>): Promise<void> {
  let credit = window;
  let closed = false;
  let wake: () => void = () => {};
  port.on('message', () => {
    credit += 1;
    wake();
  });
  port.once('close', () => {
    closed = true;
    wake();
  });
  try {
    for await (const chunk of source) {
      while (credit === 0 && !closed) await new Promise<void>((resolve) => (wake = resolve));
      if (closed) continue;
      credit -= 1;
      const copy = new Uint8Array(chunk);
      port.postMessage(copy, [copy.buffer]);
    }
    port.postMessage('end');
  } catch (error) {
    port.postMessage({ error: error instanceof Error ? error.message : String(error) });
  } finally {
    // The reader closes the channel when it has taken the last message; a port that is still open must not keep the process.
    port.unref();
  }
}

/** The worker's end of `sendChunks`. @throws Error with the message of the source's error */
export async function* receiveChunks(port: MessagePort): AsyncGenerator<Buffer> {
  const queue: unknown[] = [];
  let wake: () => void = () => {};
  port.on('message', (message: unknown) => {
    queue.push(message);
    wake();
  });
  try {
    for (;;) {
      while (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const message = queue.shift();
      if (message === 'end') return;
      if (!(message instanceof Uint8Array)) throw new Error(errorOf(message));
      yield Buffer.from(message.buffer, message.byteOffset, message.byteLength);
      port.postMessage('more');
    }
  } finally {
    port.close();
  }
}

function errorOf(message: unknown): string {
  return typeof message === 'object' && message !== null && 'error' in message
    ? String(message.error)
    : 'unexpected message';
}
