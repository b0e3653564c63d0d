import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { apkChecksum } from './apk-checksum.ts';

const sha1 = createHash('sha1').update('seawall').digest();
const sha256 = createHash('sha256').update('seawall').digest();

test.each([
  ['SHA-1', `Q1${sha1.toString('base64')}`, `sha1:${sha1.toString('hex')}`],
  ['SHA-256', `Q2${sha256.toString('base64')}`, `sha256:${sha256.toString('hex')}`],
  ['SHA-1 in hex', `X1${sha1.toString('hex')}`, `sha1:${sha1.toString('hex')}`],
  ['SHA-256 in hex', `X2${sha256.toString('hex').toUpperCase()}`, `sha256:${sha256.toString('hex')}`],
  ['MD5 of old', 'd41d8cd98f00b204e9800998ecf8427e', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
  [
    'SHA-256 that apk 3 writes behind the prefix of SHA-1',
    `Q1${sha256.subarray(0, 20).toString('base64')}${sha256.subarray(20).toString('base64')}`,
    `sha256:${sha256.toString('hex')}`,
  ],
  ['the same in hex', `X1${sha256.toString('hex')}`, `sha256:${sha256.toString('hex')}`],
])('%s', (_, written, expected) => {
  expect(apkChecksum(written)).toBe(expected);
});

test.each([
  '',
  'Q',
  'Q1',
  'Q1=',
  'Q3' + sha1.toString('base64'),
  'Q1' + sha256.toString('base64'),
  'Q2' + sha1.toString('base64'),
  'Q1' + sha1.toString('base64').slice(1),
  'Q1' + '!'.repeat(28),
  'X1zz',
  'X2' + sha1.toString('hex'),
  'Q1' + '='.repeat(28),
  'Q1' + 'A'.repeat(44),
])('%j is none', (written) => {
  expect(apkChecksum(written)).toBeUndefined();
});
