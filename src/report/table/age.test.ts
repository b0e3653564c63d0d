import { expect, test } from 'vitest';
import { ageInWords } from './age.ts';

const now = '2026-11-22T08:00:00Z';

test.each([
  ['2026-11-22T08:00:00Z', 'less than an hour old'],
  ['2026-11-22T07:00:01Z', 'less than an hour old'],
  ['2026-11-22T09:00:00Z', 'less than an hour old'],
  ['2026-11-22T07:00:00Z', '1 hour old'],
  ['2026-11-20T08:00:01Z', '47 hours old'],
  ['2026-11-20T08:00:00Z', '2 days old'],
  ['2026-11-01T09:00:00Z', '20 days old'],
  ['2026-11-01T08:00:00Z', '3 weeks old'],
  ['2026-08-22T08:00:00Z', '3 months old'],
  ['2024-11-22T08:00:00Z', '2 years old'],
  ['1970-01-01T00:00:00Z', '56 years old'],
  ['soon', 'of unknown age'],
])('data of %s are %s', (time, words) => {
  expect(ageInWords(time, now)).toBe(words);
});
