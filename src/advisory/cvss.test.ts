import { describe, expect, test } from 'vitest';
import { levelOfVector, scoreOfVector } from './cvss.ts';

describe('CVSS', () => {
  // Scores as published for these CVEs and in the specifications' examples.
  test.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10, 'critical'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'critical'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5, 'high'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 'medium'],
    ['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N', 1.8, 'low'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0, 'negligible'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3, 'critical'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10, 'critical'],
    ['CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N', 4.8, 'medium'],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', 7.5, 'high'],
    ['AV:L/AC:H/Au:N/C:P/I:N/A:N', 1.2, 'low'],
  ])('%s is %d', (vector, score, level) => {
    expect(scoreOfVector(vector)).toBe(score);
    expect(levelOfVector(vector)).toBe(level);
  });

  test.each([
    '',
    'CVSS:5.0/AV:N',
    'CVSS:3.1/',
    'CVSS:3.1/AV:N',
    'high',
    'CVSS:3.1/AV:X/AC:Z',
    `CVSS:3.1/${'AV:N/'.repeat(200)}`,
  ])('has no level for %j', (vector) => expect(levelOfVector(vector)).toBeUndefined());
});
