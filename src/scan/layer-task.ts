import type { MessagePort } from 'node:worker_threads';
import { defaultLimits, walkLayer, type DigestOver, type LayerRecord } from '#image';
import { readFileRange, sniffCompression } from '#kit/stream';
import { readBeside, receiveChunks, workerEntry, WorkerPool } from '#kit/workers';
import { analysers } from './analysers.ts';
import { readHead } from './read-head.ts';

/** A layer that lies in a file. */
export interface LayerFile {
  kind: 'file';
  file: string;
  offset: number;
  length: number;
}

/** What a layer worker is asked to do: plain values and a port, as they cross between threads. */
export interface LayerTask {
  bytes: LayerFile | { kind: 'port'; port: MessagePort };
  /** Ids of the analysers to run. */
  analysers: string[];
  digestOver: DigestOver;
  algorithm: 'sha256' | 'sha512';
  /** Whether a plain tar is hashed by a thread of its own: worth its start where a core would be idle. */
  hashBeside?: boolean;
  /** Where files go for a moment that are too large to hold. */
  spoolFolder: string;
}

/** Reads one layer, in a worker or, where a signal can end it, in the thread that asks. */
export async function readLayer(
  { bytes, hashBeside, analysers: ids, ...how }: LayerTask,
  signal?: AbortSignal,
): Promise<LayerRecord> {
  const wanted = analysers.filter(({ id }) => ids.includes(id));
  const options = { ...how, limits: defaultLimits };
  if (bytes.kind === 'port') return walkLayer(receiveChunks(bytes.port), wanted, options);
  const { file, offset, length } = bytes;
  // What is compressed keeps a second core busy already: the decoder runs in a thread of Node's.
  if (hashBeside !== true || !isPlain(bytes)) {
    const reopen = () => readFileRange(file, offset, length, signal);
    return walkLayer(reopen(), wanted, { ...options, reopen });
  }
  const hashers = new WorkerPool(workerEntry('layer-worker', import.meta.url), { size: 1, heapMegabytes: 32 });
  const range = { file, offset, length, ...(signal !== undefined && { signal }) };
  const reopen = () => readBeside(range, how.algorithm, (task) => hashers.run(task));
  try {
    return await walkLayer(reopen(), wanted, { ...options, reopen });
  } finally {
    // Not awaited: to take a thread down takes as long as 20 ms.
    void hashers.close();
  }
}

/** True for a layer that is not compressed. @throws Error when it cannot be read */
export function isPlain({ file, offset }: LayerFile): boolean {
  return sniffCompression(readHead(file, 16, offset)) === 'none';
}
