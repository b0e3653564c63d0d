import { describe, expect, test } from 'vitest';
import { apk } from './apk.ts';

/** From apk-tools' test/version.data and the order of suffixes in its documentation. */
const chains = [
  '2.34 > 0.1.0_alpha',
  '0.1.0_alpha = 0.1.0_alpha > 0.0.1',
  '1.1_alpha < 1.1_beta < 1.1_pre < 1.1_rc < 1.1 < 1.1_cvs < 1.1_svn < 1.1_git < 1.1_hg < 1.1_p',
  // After a part of zeros, apk-tools 2 overlooks that a suffix is a pre-release; its users upgrade by this order.
  '1.0_rc > 1.0',
  '1.0_rc1 < 1.0_rc2 < 1.0_rc10',
  '1.0 < 1.0_p1 < 1.0_p1_p2 < 1.0_p2',
  '1.0-r0 < 1.0-r1 < 1.0-r10 < 1.0a < 1.0b < 1.0.1',
  '1.0 < 1.0-r0',
  '1.2.3 < 1.2.10 < 1.10',
  '1.05 < 1.5',
  '1.005 < 1.05 < 1.1',
  '1.0.0 > 1.0',
  '0.9.8k-r2 > 0.9.8k-r1 > 0.9.8j',
  '3.0.0_alpha < 3.0.0_alpha1 < 3.0.0_alpha_p1',
  '1.0~0a1 < 1.0~0b1',
  '1.0~abc-r1 > 1.0~abc-r0',
  '12345678901234567890 < 12345678901234567891',
];

describe('apk versions', () => {
  test.each(chains)('%s', (chain) => {
    const words = chain.split(' ');
    for (let at = 0; at + 2 < words.length; at += 2) {
      const [a = '', relation, b = ''] = words.slice(at, at + 3);
      const sign = relation === '<' ? -1 : relation === '>' ? 1 : 0;
      expect([a, b, Math.sign(apk.compare(a, b))]).toEqual([a, b, sign]);
      expect(Math.sign(apk.compare(b, a)) + sign).toBe(0);
    }
  });

  test.each([
    '1',
    '1.2.3',
    '1.2a',
    '1.2_p1-r3',
    '1.2_alpha_beta2',
    '1.0~0123abc-r0',
    '20230101',
    '1.0.0_git20230101-r1',
  ])('takes %j', (version) => expect(apk.valid(version)).toBe(true));

  test.each(['1.0bc', '1.0_foo', '1.0-', '1.0_p1a', '1.0a.1', '1.0~', '1.0~xyz', '1.0-r1_p1', '1 0', '1.0~a~b'])(
    'refuses %j',
    (version) => expect(apk.valid(version)).toBe(false),
  );
});
