import { afterEach, expect, test } from 'vitest';
import { bufferReclaimer } from './reclaim-buffers.ts';

const mebibyte = 1024 * 1024;
const original = globalThis.gc;

afterEach(() => {
  globalThis.gc = original;
});

test.each([
  ['minor', 16],
  ['major', 2],
] as const)('the %s generation is collected %s times while 128 MiB pass', (type, times) => {
  const collected: unknown[] = [];
  globalThis.gc = ((options: unknown) => void collected.push(options)) as typeof globalThis.gc;
  const reclaim = type === 'minor' ? bufferReclaimer() : bufferReclaimer(type);
  for (let passed = 0; passed < 128; passed += 1) reclaim(mebibyte);
  expect(collected).toEqual(Array.from({ length: times }, () => ({ type })));
});

test('nothing happens where Node.js does not expose the collector', () => {
  globalThis.gc = undefined;
  expect(() => bufferReclaimer()(64 * mebibyte)).not.toThrow();
});
