import { describe, expect, test } from 'vitest';
import { deb } from './deb.ts';

/** Each line is in rising order; `=` joins equal ones. Most are from deb-version(7) and dpkg's own tests. */
const chains = [
  '~~ < ~~a < ~ < 0 < a',
  '1.0~rc1-1 < 1.0-1 < 1.0-1+b1 < 1.0-1.1 < 1.0-2 < 1.0.1-1',
  '1.0 = 1.0-0 = 0:1.0 = 1.0-00',
  '2:1.0 > 1:99 > 99',
  '1.2-3 = 01.02-03',
  '1.0-1~bpo12+1 < 1.0-1',
  '3.0.11-1~deb12u1 < 3.0.11-1~deb12u2 < 3.0.11-1 < 3.0.14-1~deb12u1',
  '9 < 10 < 100000000000000000000 < 100000000000000000001',
  '1.0a < 1.0b < 1.0+a < 1.0.0',
  '1.2-a-1 > 1.2-1',
];

describe('deb versions', () => {
  test.each(chains)('%s', (chain) => {
    const words = chain.trim().split(/\s+/);
    for (let at = 0; at + 2 < words.length; at += 2) {
      const [a = '', relation, b = ''] = words.slice(at, at + 3);
      const sign = relation === '<' ? -1 : relation === '>' ? 1 : 0;
      expect([a, b, Math.sign(deb.compare(a, b))]).toEqual([a, b, sign]);
      expect(Math.sign(deb.compare(b, a)) + sign).toBe(0);
    }
  });

  test.each(['1', '0', '1:1', '+1:1', '-0:1', '2147483647:1', '1.0-1', '1-1-1', ' 1 ', 'a', '1_2', '~1', '1:2:3'])(
    'takes %j, as dpkg does',
    (version) => expect(deb.valid(version)).toBe(true),
  );

  test.each(['', ' ', ':1', '1:', 'a:1', '-1:1', '2147483648:1', '1 2', '1-', '-1', '1:-1', '1.5e3:1', '0x1:1'])(
    'refuses %j, as dpkg does',
    (version) => expect(deb.valid(version)).toBe(false),
  );

  test('is quick and stable on a megabyte of anything', () => {
    const long = '1'.repeat(500_000) + '~-:'.repeat(100_000);
    expect(deb.compare(long, `${long}1`)).not.toBe(0);
    expect(deb.compare(long, long)).toBe(0);
  });
});
