import { describe, expect, test } from 'vitest';
import { composer } from './composer.ts';
import { expectChain } from './version-chains.fixture.ts';

/** From getcomposer.org/doc/articles/versions.md and php.net/version_compare. */
const chains = [
  '1.0-dev < 1.0-alpha1 < 1.0-alpha2 < 1.0-beta1 < 1.0-RC1 < 1.0 < 1.0-patch1 < 1.0.1',
  '1.0 = v1.0.0 = 1.0.0.0 = 1.0.0+build = 1.0.0@stable = 1.0-stable',
  '1.0a1 = 1.0.0-alpha1 = 1.0.0-a.1',
  '1.0p1 = 1.0-pl1 = 1.0.0-patch1',
  '1.0rc1 = 1.0.0-RC1',
  '1.9999.0 < 1.x-dev < 2.0',
  '2.0-dev < 2.0 < 2.0.x-dev < 2.1',
  '2.9.0 < 2.10.0',
  '20100102 < 20100103',
  '1.0.0-beta1-dev < 1.0.0-beta1',
  '1.2.3 as-is < 1.2.3',
];

describe('Composer versions', () => {
  test.each(chains)('%s', (chain) => expectChain(composer, chain));

  test.each(['1', 'v1.2.3.4', '1.0-beta.2', '1.x-dev', '1.0.0-dev', '2010.01.02', '1.0 as 2.0', ' 1.0 '])(
    'takes %j',
    (version) => expect(composer.valid(version)).toBe(true),
  );

  test.each(['', 'dev-master', 'master', 'dev-1.0', 'foo', '1.2.3.4.5', '1.0-foo', '1.x', '1000000.1', '1.0-beta-x'])(
    'refuses %j',
    (version) => expect(composer.valid(version)).toBe(false),
  );

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '1a', '.-', 'rc', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(composer.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(composer.compare(long, `${long}1`)) + Math.sign(composer.compare(`${long}1`, long))).toBe(0);
      const short = `1${piece.repeat(170)}`;
      expect(composer.compare(short, short)).toBe(0);
      expect(Math.sign(composer.compare(short, `${short}!`)) + Math.sign(composer.compare(`${short}!`, short))).toBe(0);
    }
  });
});
