import { describe, expect, test } from 'vitest';
import { maven } from './maven.ts';
import { expectChain } from './version-chains.fixture.ts';

/** From the POM reference, "Version Order Specification", and well-known artifacts. */
const chains = [
  '1-alpha < 1-beta < 1-milestone < 1-rc < 1-snapshot < 1 < 1-sp < 1-whatever < 1-1 < 1.1',
  '1 = 1.0 = 1.0.0 = 1-0 = 1.ga = 1-FINAL = 1.0.RELEASE',
  '1.alpha.1 < 1a1 = 1-alpha-1',
  '1-rc1 = 1-cr1 = 1rc-1',
  '1-snapshot < 1 < 1-foo < 1-foo2 < 1-foo10',
  '9.0.0.M1 < 9.0.0.M9 < 9.0.0.M10 < 9.0.0',
  '4.1.42.Final = 4.1.42 < 4.1.100.Final',
  '2.0-beta9 < 2.0-rc1 < 2.0 < 2.15.0',
  '5.3.17.RELEASE < 5.3.18',
  '31.1-android < 31.1-jre',
  '9.4.16.v20190411 > 9.4.16',
  '1.0.0-SNAPSHOT < 1.0.0',
  '2.9.10.3 < 2.9.10.4',
  '1.99999999999999999999 > 1.99999999999999999998',
];

describe('Maven versions', () => {
  test.each(chains)('%s', (chain) => expectChain(maven, chain));

  test.each(['1', 'abc', '1.0-SNAPSHOT', '1..', '-', '1.0 beta'])('takes %j', (version) =>
    expect(maven.valid(version)).toBe(true),
  );

  test.each(['', '1.${x}', '${project.version}'])('refuses %j', (version) => expect(maven.valid(version)).toBe(false));

  test('judges a long hostile version at once, and orders it somewhere', () => {
    for (const piece of ['1', '1.', '-', '-1', 'a', '1a', '.-', 'rc', '+', ' ', '1.a-']) {
      const long = piece.repeat(100_000);
      expect(maven.valid(`1${long}!`)).toBe(false);
      expect(Math.sign(maven.compare(long, `${long}1`)) + Math.sign(maven.compare(`${long}1`, long))).toBe(0);
      const short = `1${piece.repeat(170)}`;
      expect(maven.compare(short, short)).toBe(0);
      expect(Math.sign(maven.compare(short, `${short}!`)) + Math.sign(maven.compare(`${short}!`, short))).toBe(0);
    }
  });
});
