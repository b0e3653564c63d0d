import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { HashedStream } from '#kit/stream';
import { readBeside, type HashTask } from './read-beside.ts';
import type { TestTask } from './test-worker.ts';
import { workerEntry } from './worker-entry.ts';
import { WorkerPool } from './worker-pool.ts';

const pool = new WorkerPool(workerEntry('test-worker', import.meta.url), { size: 1, heapMegabytes: 32 });
const folder = mkdtempSync(join(tmpdir(), 'read-beside-'));
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const begin = (task: HashTask) => pool.run(task satisfies TestTask);

/** More than lies in memory at a time, and no whole number of pieces. */
const content = Buffer.from(Array.from({ length: 1_000_003 }, (_, at) => (at * at) % 253));
const large = Buffer.concat(Array.from({ length: 40 }, () => content));
const file = join(folder, 'large');
writeFileSync(file, large);

async function read({ stream }: HashedStream, look?: (piece: Buffer) => void): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) {
    look?.(piece);
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}

const digestOf = (bytes: Buffer, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('hex');

test.each([
  [0, large.length],
  [1, 10],
  [524_287, 2],
  [3, 48 * 524_288],
  [large.length - 7, 7],
  [5, 0],
])('gives %d+%d as it stands, and its digest', async (offset, length) => {
  const hashed = readBeside({ file, offset, length }, 'sha256', begin);
  const expected = large.subarray(offset, offset + length);
  expect((await read(hashed)).equals(expected)).toBe(true);
  expect(hashed.digest()).toBe(digestOf(expected));
});

test('with the other algorithm', async () => {
  const hashed = readBeside({ file, offset: 0, length: 1000 }, 'sha512', begin);
  await read(hashed);
  expect(hashed.digest()).toBe(digestOf(large.subarray(0, 1000), 'sha512'));
});

test('ends where the file ends', async () => {
  for (const offset of [large.length - 9, large.length - 600_000, large.length, large.length + 1]) {
    const hashed = readBeside({ file, offset, length: 3_000_000 }, 'sha256', begin);
    const expected = large.subarray(offset);
    expect((await read(hashed)).equals(expected)).toBe(true);
    expect(hashed.digest()).toBe(digestOf(expected));
  }
});

test.each([
  ['slow', 3],
  ['quick', 0],
])('a %s reader sees no piece change under its eyes', async (_, busyMs) => {
  const hashed = readBeside({ file, offset: 0, length: large.length }, 'sha256', begin);
  const whole = await read(hashed, (piece) => {
    const before = digestOf(piece);
    for (const until = performance.now() + busyMs; performance.now() < until;);
    expect(digestOf(piece)).toBe(before);
  });
  expect(whole.equals(large)).toBe(true);
  expect(hashed.digest()).toBe(digestOf(large));
});

test('a reader that stops early has no digest, and the thread is free again', async () => {
  const { stream, digest } = readBeside({ file, offset: 0, length: large.length }, 'sha256', begin);
  for await (const piece of stream) if (piece.length > 0) break;
  expect(() => digest()).toThrow('not read to its end');
  expect(await pool.run({ say: 'free' } satisfies TestTask)).toBe('free');
});

test('a thread that ends is an error of the stream, and nobody waits for it', async () => {
  const range = { file, offset: 0, length: large.length };
  const hashed = readBeside(range, 'sha256', () => pool.run({ exit: 3 } satisfies TestTask));
  await expect(read(hashed)).rejects.toThrow('ended with code 3');
  expect(() => hashed.digest()).toThrow('not read to its end');
});

test('a file that is not there is an error', async () => {
  const range = { file: join(folder, 'none'), offset: 0, length: 1 };
  await expect(read(readBeside(range, 'sha256', begin))).rejects.toThrow('ENOENT');
});

test('a signal ends it, with its reason, and the thread is free again', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const hashed = readBeside({ file, offset: 0, length: large.length, signal }, 'sha256', begin);
  const stop = () => controller.abort(new Error('time is over'));
  await expect(read(hashed, stop)).rejects.toThrow('time is over');
  expect(await pool.run({ say: 'free' } satisfies TestTask)).toBe('free');
});
