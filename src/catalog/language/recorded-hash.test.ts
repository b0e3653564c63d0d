import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { base64Hash, hexHash } from './recorded-hash.ts';

const digest = createHash('sha512').update('x').digest();

test('both ways of writing give the same', () => {
  const expected = `sha512:${digest.toString('hex')}`;
  expect(base64Hash('sha512', digest.toString('base64'))).toBe(expected);
  expect(base64Hash('sha512', digest.toString('base64').replace(/=+$/, ''))).toBe(expected);
  expect(hexHash('sha512', digest.toString('hex').toUpperCase())).toBe(expected);
});

test.each([
  [undefined],
  [''],
  ['abc'],
  ['g'.repeat(40)],
  ['a'.repeat(41)],
  [`${'a'.repeat(39)}\n`],
  ['a'.repeat(1_000_000)],
])('no hash: %#', (text) => {
  expect(hexHash('sha1', text)).toBeUndefined();
});

test.each([
  [undefined],
  [''],
  ['=='],
  ['ab cd'],
  [digest.toString('base64url')],
  [digest.subarray(1).toString('base64')],
  ['A'.repeat(1_000_000)],
])('no hash in base64: %#', (text) => {
  expect(base64Hash('sha512', text)).toBeUndefined();
});
