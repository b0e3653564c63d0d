import { expect, test } from 'vitest';
import { bufferReclaimer } from './reclaim-buffers.ts';

const mebibyte = 1024 * 1024;

test.each([
  ['minor', 16],
  ['major', 2],
] as const)('the %s generation is collected %s times while 128 MiB pass', (generation, times) => {
  const collected: string[] = [];
  const reclaim = bufferReclaimer(generation === 'minor' ? undefined : generation, (type) => collected.push(type));
  for (let passed = 0; passed < 128; passed += 1) reclaim(mebibyte);
  expect(collected).toEqual(Array.from({ length: times }, () => generation));
});
