import { describe, expect, test } from 'vitest';
import { gem } from './gem.ts';
import { expectChain } from './version-chains.fixture.ts';

/** From the documentation of Gem::Version. */
const chains = [
  '1.0.a < 1.0.b < 1.0.b2 < 1.0.b10 < 1.0.rc1 < 1.0 < 1.0.1',
  '1 = 1.0 = 1.0.0 = 01',
  '1.0.0.pre.1 = 1.0-1 = 1.pre.1',
  '1.a < 1.0 < 1.1',
  '1.0.a.0 = 1.a',
  '1.A < 1.a',
  '1.0.0-rc.1 < 1.0.0.rc1',
  '5.2.0.beta2 < 5.2.0.rc1 < 5.2.0 < 5.2.4.2',
  '0 =  = 0.0',
  '9 < 10 < 100000000000000000000',
];

describe('RubyGems versions', () => {
  test.each(chains)('%s', (chain) => expectChain(gem, chain));

  test.each(['', '1', '1.a', '1.0.0-x86-linux', ' 1.2 ', '1.0.a1'])('takes %j', (version) =>
    expect(gem.valid(version)).toBe(true),
  );

  test.each(['a', '1a', '.1', '1.', '1..2', '1_2', '1.0+1', '1.0 2', '1.2.٣'])('refuses %j', (version) =>
    expect(gem.valid(version)).toBe(false),
  );

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '1a', '.-', 'rc', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(gem.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(gem.compare(long, `${long}1`)) + Math.sign(gem.compare(`${long}1`, long))).toBe(0);
      const short = `1${piece.repeat(170)}`;
      expect(gem.compare(short, short)).toBe(0);
      expect(Math.sign(gem.compare(short, `${short}!`)) + Math.sign(gem.compare(`${short}!`, short))).toBe(0);
    }
  });
});
