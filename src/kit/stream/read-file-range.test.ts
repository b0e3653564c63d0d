import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readFileRange } from './read-file-range.ts';

const folder = mkdtempSync(join(tmpdir(), 'range-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'file');
const content = Buffer.from(Array.from({ length: 700_000 }, (_, at) => at % 251));
writeFileSync(path, content);

async function read(offset: number, length: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of readFileRange(path, offset, length)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

test.each([
  [0, 700_000],
  [1, 10],
  [0, 524_288],
  [524_287, 2],
  [699_999, 1],
  [5, 0],
])('reads %d+%d as it stands', async (offset, length) => {
  expect((await read(offset, length)).equals(content.subarray(offset, offset + length))).toBe(true);
});

test('ends where the file ends', async () => {
  expect((await read(699_990, 1000)).length).toBe(10);
});

test('a piece stays valid while the next five are looked at', async () => {
  writeFileSync(path, Buffer.concat(Array.from({ length: 6 }, () => content)));
  const pieces = readFileRange(path, 0, 6 * content.length);
  const first = (await pieces.next()).value as Buffer;
  const before = Buffer.from(first);
  for (let next = 0; next < 5; next += 1) expect((await pieces.next()).done).toBe(false);
  expect(first.equals(before)).toBe(true);
  await pieces.return();
});

test('timers have their turn meanwhile', async () => {
  writeFileSync(path, Buffer.alloc(16 * 1024 * 1024));
  let rang = false;
  const timer = setTimeout(() => (rang = true), 0);
  let before = 0;
  for await (const piece of readFileRange(path, 0, 16 * 1024 * 1024)) if (!rang) before += piece.length;
  clearTimeout(timer);
  expect(before).toBeLessThan(16 * 1024 * 1024);
});

test('a file that is not there is an error', async () => {
  await expect(readFileRange(join(folder, 'none'), 0, 1).next()).rejects.toThrow('ENOENT');
});

test('a signal ends it, with its reason', async () => {
  writeFileSync(path, Buffer.alloc(4 * 1024 * 1024));
  const controller = new AbortController();
  const pieces = readFileRange(path, 0, 4 * 1024 * 1024, controller.signal);
  await pieces.next();
  controller.abort(new Error('time is over'));
  await expect(pieces.next()).rejects.toThrow('time is over');
});
