import { afterEach, expect, test } from 'vitest';
import { bufferReclaimer } from './reclaim-buffers.ts';

const mebibyte = 1024 * 1024;
const original = globalThis.gc;

afterEach(() => {
  globalThis.gc = original;
});

test('the young generation is collected once for every 8 MiB that pass', () => {
  const collected: unknown[] = [];
  globalThis.gc = ((options: unknown) => void collected.push(options)) as typeof globalThis.gc;
  const reclaim = bufferReclaimer();
  for (let passed = 0; passed < 64; passed += 1) reclaim(mebibyte);
  expect(collected).toEqual(Array.from({ length: 8 }, () => ({ type: 'minor' })));
});

test('nothing happens where Node.js does not expose the collector', () => {
  globalThis.gc = undefined;
  expect(() => bufferReclaimer()(64 * mebibyte)).not.toThrow();
});
