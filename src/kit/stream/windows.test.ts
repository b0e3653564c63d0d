import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bufferAccess, descriptorAccess } from './random-access.ts';
import { windowBytes, windowsOf } from './windows.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-windows-'));
const bytes = Buffer.from(Array.from({ length: 2 * windowBytes + 7 }, (_, at) => (at * at) % 251));
const file = join(folder, 'content');
writeFileSync(file, bytes);
const descriptor = openSync(file, 'r');
afterAll(() => {
  closeSync(descriptor);
  rmSync(folder, { recursive: true });
});

const contents = [
  ['in memory', bufferAccess(bytes)],
  ['in a file', descriptorAccess(descriptor, bytes.length)],
] as const;

describe.each(contents)('of a content %s', (_, content) => {
  test.each([
    [{}, [0, windowBytes, 2 * windowBytes], [windowBytes, 2 * windowBytes, bytes.length]],
    [{ before: 5 }, [0, windowBytes - 5, 2 * windowBytes - 5], [windowBytes, 2 * windowBytes, bytes.length]],
    [{ after: 5 }, [0, windowBytes, 2 * windowBytes], [windowBytes + 5, 2 * windowBytes + 5, bytes.length]],
    [{ after: 9 }, [0, windowBytes, 2 * windowBytes], [windowBytes + 9, bytes.length, bytes.length]],
  ])('windows with %j overlap as asked', (overlap, starts, ends) => {
    const seen: { from: number; end: number }[] = [];
    for (const window of windowsOf(content, overlap)) {
      const end = window.from + window.bytes.length;
      expect(window.bytes.equals(bytes.subarray(window.from, end))).toBe(true);
      seen.push({ from: window.from, end });
    }
    expect(seen).toEqual(starts.map((from, at) => ({ from, end: ends[at] })));
  });
});

test('windows of a file share one buffer', () => {
  const buffers = new Set<ArrayBufferLike>();
  for (const { bytes: window } of windowsOf(descriptorAccess(descriptor, bytes.length))) buffers.add(window.buffer);
  expect(buffers.size).toBe(1);
});

test('nothing has no window', () => {
  expect([...windowsOf(bufferAccess(Buffer.alloc(0)))]).toEqual([]);
});
