import { describe, expect, test } from 'vitest';
import { semver } from './semver.ts';

const chains = [
  '1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-beta < 1.0.0-beta.2 < 1.0.0-beta.11 < 1.0.0-rc.1 < 1.0.0',
  '1.9.0 < 1.10.0 < 1.11.0',
  '1.0.0+a = 1.0.0+b = 1.0.0 = v1.0.0',
  '1.0.0-1 < 1.0.0-a',
  '1.0.0-A < 1.0.0-a',
  '1.0.0--1 > 1.0.0-1',
  '1.0.0+build-1 = 1.0.0',
  '0.0.0-0 < 0.0.0 < 0.0.1',
  '1.0.90071992547409910 < 1.0.90071992547409911',
];

describe('semantic versions', () => {
  test.each(chains)('%s', (chain) => {
    const words = chain.split(' ');
    for (let at = 0; at + 2 < words.length; at += 2) {
      const [a = '', relation, b = ''] = words.slice(at, at + 3);
      const sign = relation === '<' ? -1 : relation === '>' ? 1 : 0;
      expect([a, b, Math.sign(semver.compare(a, b))]).toEqual([a, b, sign]);
      expect(Math.sign(semver.compare(b, a)) + sign).toBe(0);
    }
  });

  test.each(['1.2.3', 'v1.2.3', '0.0.0-0', '1.0.0-alpha.x-y.7', '1.0.0+001', '1.0.0--'])('takes %j', (version) =>
    expect(semver.valid(version)).toBe(true),
  );

  test.each([
    '',
    '1',
    '1.2',
    '1.2.3.4',
    '01.2.3',
    '1.2.3-01',
    '1.2.3-',
    '1.2.3+',
    '1.2.3-a..b',
    'V1.2.3',
    ' 1.2.3',
    '1.2.x',
  ])('refuses %j', (version) => expect(semver.valid(version)).toBe(false));

  test('judges a long hostile version at once', () => {
    expect(semver.valid(`1.0.0-${'1'.repeat(100_000)}!`)).toBe(false);
    expect(semver.valid(`1.0.0-${'1a-.'.repeat(120)}`)).toBe(false);
  });
});
