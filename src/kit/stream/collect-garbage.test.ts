import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { collectGarbage } from './collect-garbage.ts';

const mebibyte = 1024 * 1024;

test.each(['minor', 'major'] as const)('buffers that nobody holds are freed by a %s collection', async (type) => {
  collectGarbage('major');
  const before = process.memoryUsage().arrayBuffers;
  const made = Array.from({ length: 32 }, () => Buffer.allocUnsafeSlow(mebibyte).length);
  collectGarbage(type);
  expect(made).toHaveLength(32);
  // V8 gives the memory back in a thread of its own.
  await expect.poll(() => process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * mebibyte);
});

test('the flag is not left set: what is compiled from now on would count as of another V8', () => {
  collectGarbage('minor');
  expect(runInNewContext('typeof gc')).toBe('undefined');
});
