import { describe, expect, test } from 'vitest';
import { nuget } from './nuget.ts';
import { expectChain } from './version-chains.fixture.ts';

/** From learn.microsoft.com/nuget/concepts/package-versioning and the documentation of VersionComparer: no oracle here. */
const chains = [
  '1.0.1-aaa < 1.0.1-alpha < 1.0.1-alpha2 < 1.0.1-Beta < 1.0.1-open < 1.0.1-rc.2 < 1.0.1-rc.10 < 1.0.1-zzz < 1.0.1',
  '1.0.1 = 1.0.1.0 = 1.00.1 = 1.0.01 = 1.0.1+git.abc = 1.0.1+x',
  '1 = 1.0 = 1.0.0 = 1.0.0.0',
  '1.0.0 < 1.0.0.1 < 1.0.0.2 < 1.0.1-a < 1.0.1',
  '1.0.0.1-rc < 1.0.0.1',
  '1.0.0-ALPHA = 1.0.0-alpha < 1.0.0-Beta < 1.0.0-RC.1 = 1.0.0-rc.1',
  '1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta',
  '1.0.0-1 < 1.0.0-2 < 1.0.0-10 < 1.0.0-a',
  '1.0.0-01 = 1.0.0-1',
  '1.0.0-9 < 1.0.0-20260101000000',
  '1.0.0-20250101000000 < 1.0.0-20260101000000',
  '4.5.0-preview1-25914-04 < 4.5.0-preview2-25915-02 < 4.5.0-rc1 < 4.5.0',
];

describe('NuGet versions', () => {
  test.each(chains)('%s', (chain) => expectChain(nuget, chain));

  test.each(['1', '1.0', '1.2.3.4', ' 1.0.0 ', '1.0.0-a.b-c.1+x.y', '01.02.03', '2147483647.0.0'])(
    'takes %j',
    (version) => expect(nuget.valid(version)).toBe(true),
  );

  test.each([
    '',
    'v1.0.0',
    '1.2.3.4.5',
    '2147483648.0.0',
    '1.0.0-',
    '1.0.0+',
    '1.0.0-a..b',
    '1.0.0-a_b',
    '1.0.*',
    'a',
    '1..2',
    '1.٣.0',
  ])('refuses %j', (version) => expect(nuget.valid(version)).toBe(false));

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '1a', '.-', 'rc', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(nuget.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(nuget.compare(long, `${long}1`)) + Math.sign(nuget.compare(`${long}1`, long))).toBe(0);
      const short = `1${piece.repeat(170)}`;
      expect(nuget.compare(short, short)).toBe(0);
      expect(Math.sign(nuget.compare(short, `${short}!`)) + Math.sign(nuget.compare(`${short}!`, short))).toBe(0);
    }
  });
});
