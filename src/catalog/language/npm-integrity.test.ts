import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { integrityHashes } from './npm-integrity.ts';

const base64 = (algorithm: string) => createHash(algorithm).update('abc').digest('base64');
const hex = (algorithm: string) => createHash(algorithm).update('abc').digest('hex');

test.each(['sha1', 'sha256', 'sha384', 'sha512'])('%s becomes hex', (algorithm) => {
  expect(integrityHashes(`${algorithm}-${base64(algorithm)}`)).toEqual([`${algorithm}:${hex(algorithm)}`]);
});

test('several digests, with options, are all told', () => {
  expect(integrityHashes(` sha512-${base64('sha512')}?foo  sha1-${base64('sha1')}\n`)).toEqual([
    `sha512:${hex('sha512')}`,
    `sha1:${hex('sha1')}`,
  ]);
});

test('a digest of the wrong length, of another algorithm or in other characters is none', () => {
  for (const text of ['', 'sha512-', 'sha512-AAAA', `md5-${base64('md5')}`, 'sha1-????', `sha512:${hex('sha512')}`])
    expect(integrityHashes(text)).toEqual([]);
});

test('endless text is not looked at', () => {
  expect(integrityHashes(`sha1-${base64('sha1')} ${' '.repeat(5000)}`)).toEqual([]);
});
