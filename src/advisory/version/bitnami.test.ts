import { describe, expect, test } from 'vitest';
import { bitnami } from './bitnami.ts';
import { expectChain } from './version-chains.fixture.ts';

const chains = [
  '1.2.2-9 < 1.2.3 < 1.2.3-0 < 1.2.3-1 < 1.2.3-2 < 1.2.3-10 < 1.2.4',
  '1.2.3-1 < 1.2.3-1.0 < 1.2.3-r1 < 1.2.3-rc1',
  '1.2.3+a = 1.2.3+b-1 = 1.2.3',
  '1.2.3-1+a = 1.2.3-1',
  '0.16.20220414 > 0.16.0-3 > 0.16.0',
  // Bounds of advisories about calendar versions, which are no semantic ones.
  '2023.3.19-5 < 2023.03.20 = 2023.3.20 < 2023.3.20-0',
];

describe("versions of Bitnami's packages", () => {
  test.each(chains)('%s', (chain) => expectChain(bitnami, chain));

  test.each(['17.2.0-8', '1.7.5', '0.20210819.0', '18446744073709551615.0.0-1', '1.0.0-rc.1+b.2'])(
    'takes %j',
    (version) => expect(bitnami.valid(version)).toBe(true),
  );

  test.each(['', '17.2', '17.2-8', 'v17.2.0', '17.2.0-08', '17.2.0-', '18446744073709551616.0.0', '2023.03.20'])(
    'refuses %j',
    (version) => expect(bitnami.valid(version)).toBe(false),
  );

  test.each([
    ['1.2.3', '1.2.3', true],
    ['1.2.3', '1.2.3-4', true],
    ['1.2.3+a', '1.2.3-4', true],
    ['1.2.3-4', '1.2.3-4', false],
    ['1.2.3-4', '1.2.3-5', false],
    ['1.2.3-4', '1.2.3', false],
    ['1.2.2', '1.2.3-4', false],
  ])('%s stands for %s: %s', (named, version, expected) => {
    expect(bitnami.standsFor?.(named, version)).toBe(expected);
  });

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '.-', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(bitnami.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(bitnami.compare(long, `${long}1`)) + Math.sign(bitnami.compare(`${long}1`, long))).toBe(0);
    }
  });
});
