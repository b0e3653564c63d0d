import { describe, expect, test } from 'vitest';
import { compareEvr, parseEvr, rpm } from './rpm.ts';

/** From rpm's tests/rpmvercmp.at, and what epochs and releases add. */
const chains = [
  '1.0 = 1.0',
  '1.0 < 2.0 < 2.0.1 < 2.0.1a',
  '5.5p1 < 5.5p2 < 5.5p10',
  '10xyz < 10.1xyz',
  'xyz10 = xyz10 < xyz10.1',
  'xyz.4 < 2 < 8',
  '5.6p1 < 6.5p1',
  '6.0 < 6.0.rc1',
  '10b2 > 10a1',
  '1.0aa = 1.0aa > 1.0a',
  '10.0001 = 10.1 = 10.0001 < 10.0039',
  '4.999.9 < 5.0',
  '20101121 < 20101122',
  '2_0 = 2.0 = 2_0',
  'a+ = a_ = +a',
  '+ = _ = +_',
  '1.0~rc1 < 1.0 > 1.0~rc1~git123',
  '1.0~rc1 < 1.0~rc2',
  '1.0~rc1~git123 < 1.0~rc1',
  '1.0 < 1.0^ < 1.0^git1 < 1.0^git2 < 1.01',
  '1.0^20160101 < 1.0.1 > 1.0^20160101^git1',
  '1.0~rc1 < 1.0~rc1^git1 < 1.0 < 1.0^git1~pre > 1.0',
  '1.0^git1~pre < 1.0^git1',
  '1:1-1 > 2-1 > 1-9',
  '0:1-1 = 1-1 = 00:1-1',
  '1 < 1-1 < 1-2',
  '99999999999999999999 < 100000000000000000000',
];

describe('rpm versions', () => {
  test.each(chains)('%s', (chain) => {
    const words = chain.split(' ');
    for (let at = 0; at + 2 < words.length; at += 2) {
      const [a = '', relation, b = ''] = words.slice(at, at + 3);
      const sign = relation === '<' ? -1 : relation === '>' ? 1 : 0;
      expect([a, b, Math.sign(rpm.compare(a, b))]).toEqual([a, b, sign]);
      expect(Math.sign(rpm.compare(b, a)) + sign).toBe(0);
    }
  });

  test('takes epoch, version and release apart where rpm does', () => {
    expect(parseEvr('1:2.3-4.el9')).toEqual({ epoch: '1', version: '2.3', release: '4.el9' });
    expect(parseEvr('2.3')).toEqual({ version: '2.3' });
    expect(parseEvr(':2-1')).toEqual({ epoch: '0', version: '2', release: '1' });
    expect(parseEvr('a:2-1')).toEqual({ version: 'a:2', release: '1' });
    expect(parseEvr('1-2-3')).toEqual({ version: '1-2', release: '3' });
  });

  test('a missing epoch is zero, unless the caller says that it is unknown', () => {
    expect(compareEvr('1:1-1', '2-1')).toBeGreaterThan(0);
    expect(compareEvr('1:1-1', '2-1', { missingEpoch: 'ignore' })).toBeLessThan(0);
    expect(compareEvr('1:1-1', '2:1-1', { missingEpoch: 'ignore' })).toBeLessThan(0);
  });

  test('only the empty version and one with NUL are refused', () => {
    expect(['', '1\0', '~', '^', '-', 'ü'].map((version) => rpm.valid(version))).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});
