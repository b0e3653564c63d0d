import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readFileRange } from '#kit/stream';
import { HashRing, type HashTask } from './hash-ring.ts';
import type { TestTask } from './test-worker.ts';
import { workerEntry } from './worker-entry.ts';
import { WorkerPool } from './worker-pool.ts';

const pool = new WorkerPool(workerEntry('test-worker', import.meta.url), { size: 1, heapMegabytes: 32 });
const folder = mkdtempSync(join(tmpdir(), 'hash-ring-'));
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const begin = (task: HashTask) => pool.run(task satisfies TestTask);

/** More than the ring holds, and no whole number of pieces. */
const content = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => (at * at) % 253));
const large = Buffer.concat(Array.from({ length: 40 }, () => content));
const path = join(folder, 'large');
writeFileSync(path, large);

function hashed(algorithm: 'sha256' | 'sha512', length = large.length) {
  const ring = new HashRing(algorithm, begin);
  return ring.hashing(readFileRange(path, 0, length, ring));
}

test.each(['sha256', 'sha512'] as const)('%s of exactly the bytes that pass', async (algorithm) => {
  const { stream, digest } = hashed(algorithm);
  const seen = createHash(algorithm);
  for await (const piece of stream) seen.update(piece);
  const expected = createHash(algorithm).update(large).digest('hex');
  expect(digest()).toBe(expected);
  expect(seen.digest('hex')).toBe(expected);
});

test('of nothing', async () => {
  const { stream, digest } = hashed('sha256', 0);
  for await (const piece of stream) expect(piece).toHaveLength(0);
  expect(digest()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('a reader that stops early has no digest, and the thread is free again', async () => {
  const { stream, digest } = hashed('sha256');
  for await (const piece of stream) if (piece.length > 0) break;
  expect(() => digest()).toThrow('not read to its end');
  expect(await pool.run({ say: 'free' } satisfies TestTask)).toBe('free');
});

test('a thread that ends is an error of the stream, and nobody waits for it', async () => {
  const ring = new HashRing('sha256', () => pool.run({ exit: 3 } satisfies TestTask));
  const { stream } = ring.hashing(readFileRange(path, 0, large.length, ring));
  const read = async () => {
    for await (const piece of stream) expect(piece.length).toBeGreaterThan(0);
  };
  await expect(read()).rejects.toThrow('ended with code 3');
});
