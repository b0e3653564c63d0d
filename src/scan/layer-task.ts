import type { MessagePort } from 'node:worker_threads';
import { defaultLimits, walkLayer, type DigestOver, type LayerRecord } from '#image';
import { readFileRange } from '#kit/stream';
import { receiveChunks } from '#kit/workers';
import { analysers } from './analysers.ts';

/** What a layer worker is asked to do: plain values and a port, as they cross between threads. */
export interface LayerTask {
  bytes: { kind: 'file'; file: string; offset: number; length: number } | { kind: 'port'; port: MessagePort };
  /** Ids of the analysers to run. */
  analysers: string[];
  digestOver: DigestOver;
  algorithm: 'sha256' | 'sha512';
  /** Where files go for a moment that are too large to hold. */
  spoolFolder: string;
}

/** Reads one layer, in a worker or, when all are small, in the thread that asks. */
export function readLayer({ bytes, analysers: ids, ...how }: LayerTask): Promise<LayerRecord> {
  const wanted = analysers.filter(({ id }) => ids.includes(id));
  const options = { ...how, limits: defaultLimits };
  if (bytes.kind === 'port') return walkLayer(receiveChunks(bytes.port), wanted, options);
  const reopen = () => readFileRange(bytes.file, bytes.offset, bytes.length);
  return walkLayer(reopen(), wanted, { ...options, reopen });
}
