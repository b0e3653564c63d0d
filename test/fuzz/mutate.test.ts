import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

const context = (seed: number) => ({
  random: new Random(seed),
  other: Buffer.from('the other input'),
  dictionary: [Buffer.from('WORD')],
  maxBytes: 64,
});

test('mutants are the same for the same seed, differ otherwise, and leave their input alone', () => {
  const input = Buffer.from('an input');
  const mutants = Array.from({ length: 500 }, (_, seed) => mutate(input, context(seed)).toString('latin1'));
  expect(mutants).toEqual(Array.from({ length: 500 }, (_, seed) => mutate(input, context(seed)).toString('latin1')));
  expect(new Set(mutants).size).toBeGreaterThan(300);
  expect(input.toString()).toBe('an input');
  expect(mutants.some((mutant) => mutant.includes('WORD'))).toBe(true);
  expect(mutants.some((mutant) => mutant.includes('other'))).toBe(true);
});

test('mutants keep to the largest size, and grow out of nothing', () => {
  let longest = 0;
  for (let seed = 0; seed < 500; seed += 1) {
    expect(mutate(Buffer.alloc(60), context(seed)).length).toBeLessThanOrEqual(64);
    longest = Math.max(longest, mutate(Buffer.alloc(0), context(seed)).length);
  }
  expect(longest).toBeGreaterThan(4);
});

test('chance is even enough', () => {
  const random = new Random(42);
  const counts = [0, 0, 0, 0];
  for (let count = 0; count < 4000; count += 1) counts[random.below(4)]! += 1;
  for (const count of counts) expect(count).toBeGreaterThan(800);
});

test('a failing input is made as small as it still fails, within the tries', async () => {
  let calls = 0;
  const fails = async (candidate: Buffer): Promise<boolean> => {
    calls += 1;
    return candidate.includes('A') && candidate.includes('Z');
  };
  const input = Buffer.from(`${'x'.repeat(300)}A${'y'.repeat(300)}Z${'z'.repeat(300)}`);
  expect((await minimise(input, fails)).toString()).toBe('AZ');
  calls = 0;
  await minimise(input, fails, 10);
  expect(calls).toBe(10);
});
