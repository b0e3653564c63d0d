import { describe, expect, test } from 'vitest';
import { pep440 } from './pep440.ts';
import { expectChain } from './version-chains.fixture.ts';

/** From PEP 440, "Summary of permitted suffixes and relative ordering" and "Normalization". */
const chains = [
  '1.dev0 < 1.0.dev456 < 1.0a1 < 1.0a2.dev456 < 1.0a12.dev456 < 1.0a12 < 1.0b1.dev456 < 1.0b2 < 1.0b2.post345.dev456',
  '1.0b2.post345 < 1.0rc1.dev456 < 1.0rc1 < 1.0 < 1.0+abc.5 < 1.0+abc.7 < 1.0+5 < 1.0.post456.dev34 < 1.0.post456 < 1.0.15',
  '1.0.15 < 1.1.dev1 < 2013.10 < 1!1.0',
  '1.0 = 1 = 1.0.0 = v1.0 = V1 = 01.000',
  '1.1.0-ALPHA.1 = 1.1a1 = 1.1_a_1',
  '1.0c1 = 1.0rc1 = 1.0-preview1 = 1.0.pre1',
  '1.0-1 = 1.0.post1 = 1.0.rev1 = 1.0r1',
  '1.0a = 1.0a0 < 1.0a.post = 1.0a0.post0',
  '1.0+ubuntu-1 = 1.0+UBUNTU.1',
  '1.0 < 1.0+0',
  '2004d < 0.0.dev0',
  '1.18446744073709551616 < 1.18446744073709551617',
];

describe('Python versions', () => {
  test.each(chains)('%s', (chain) => expectChain(pep440, chain));

  test.each(['1', '1!2.3.4a5.post6.dev7+l.8', ' 1.0 ', '1.0-1', '1.0.DEV', '0'])('takes %j', (version) =>
    expect(pep440.valid(version)).toBe(true),
  );

  test.each(['', 'x', '1.0-', '1..0', '1.0a1b1', '1.0+', '1.0+a..b', '2004d', '1.x', '1.0 1', '1.٣'])(
    'refuses %j',
    (version) => expect(pep440.valid(version)).toBe(false),
  );

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '1a', '.-', 'rc', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(pep440.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(pep440.compare(long, `${long}1`)) + Math.sign(pep440.compare(`${long}1`, long))).toBe(0);
      const short = `1${piece.repeat(170)}`;
      expect(pep440.compare(short, short)).toBe(0);
      expect(Math.sign(pep440.compare(short, `${short}!`)) + Math.sign(pep440.compare(`${short}!`, short))).toBe(0);
    }
  });
});
