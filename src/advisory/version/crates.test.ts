import { describe, expect, test } from 'vitest';
import { crates } from './crates.ts';
import { expectChain } from './version-chains.fixture.ts';

const chains = ['1.0.0-alpha.1 < 1.0.0 < 1.0.1-0 < 1.0.1', '1.0.0+a = 1.0.0+b', '0.2.9 < 0.2.10'];

describe('versions of crates', () => {
  test.each(chains)('%s', (chain) => expectChain(crates, chain));

  test.each(['1.2.3', '0.0.0-0', '18446744073709551615.0.0', '1.0.0-rc.1+b.2'])('takes %j', (version) =>
    expect(crates.valid(version)).toBe(true),
  );

  test.each(['v1.2.3', '1.2', '18446744073709551616.0.0', '0.0.18446744073709551616', '01.2.3', ''])(
    'refuses %j',
    (version) => expect(crates.valid(version)).toBe(false),
  );

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '1a', '.-', 'rc', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(crates.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(crates.compare(long, `${long}1`)) + Math.sign(crates.compare(`${long}1`, long))).toBe(0);
      const short = `1${piece.repeat(170)}`;
      expect(crates.compare(short, short)).toBe(0);
      expect(Math.sign(crates.compare(short, `${short}!`)) + Math.sign(crates.compare(`${short}!`, short))).toBe(0);
    }
  });
});
