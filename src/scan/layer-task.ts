import type { MessagePort } from 'node:worker_threads';
import type { DigestOver } from '#image';

/** What a layer worker is asked to do: plain values and a port, as they cross between threads. */
export interface LayerTask {
  bytes: { kind: 'file'; file: string; offset: number; length: number } | { kind: 'port'; port: MessagePort };
  /** Ids of the analysers to run. */
  analysers: string[];
  digestOver: DigestOver;
  algorithm: 'sha256' | 'sha512';
}
