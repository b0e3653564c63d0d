import { describe, expect, test } from 'vitest';
import { go } from './go.ts';
import { expectChain } from './version-chains.fixture.ts';

const chains = [
  'v1.2.3 = 1.2.3 = v1.2.3+incompatible = v1.2.3+build',
  'v0.0.0-20230101000000-abcdefabcdef < v0.0.0-20240101000000-abcdefabcdef < v0.0.1',
  'v1.2.3-pre.0.20230101000000-abcdefabcdef < v1.2.4-0.20230101000000-abcdefabcdef < v1.2.4-rc1 < v1.2.4',
  'v1 = v1.0 = 1.0.0',
  'go1.21 = 1.21.0 = go1.21.0 = v1.21.0',
  '1.21.0-0 < go1.21beta1 < go1.21rc2 = 1.21rc2 = 1.21.0-rc.2 < go1.21rc10 < go1.21.0 < go1.21.1 < go1.22rc1',
  'go1.21.3 = go1.21.3-custom = 1.21.3',
  'go1.9.7 < go1.10.0',
];

describe('versions of Go modules and releases', () => {
  test.each(chains)('%s', (chain) => expectChain(go, chain));

  test.each([
    'v1.2.3',
    '1.2.3',
    'v1.2',
    '1',
    'go1.21',
    'go1.21rc2',
    '1.21rc2',
    'go1.22.1 X:boringcrypto',
    'go1.4beta1',
  ])('takes %j', (version) => expect(go.valid(version)).toBe(true));

  test.each([
    '',
    'v',
    'go',
    '(devel)',
    'devel',
    'devel +abc',
    'unknown',
    'v1.2.3.4',
    '1.02.3',
    'v1.2-rc1',
    'gov1.2.3',
    'go1.2.3.4',
  ])('refuses %j', (version) => expect(go.valid(version)).toBe(false));

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '1a', '.-', 'rc', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(go.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(go.compare(long, `${long}1`)) + Math.sign(go.compare(`${long}1`, long))).toBe(0);
      const short = `1${piece.repeat(170)}`;
      expect(go.compare(short, short)).toBe(0);
      expect(Math.sign(go.compare(short, `${short}!`)) + Math.sign(go.compare(`${short}!`, short))).toBe(0);
    }
  });
});
