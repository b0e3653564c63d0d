import { describe, expect, test } from 'vitest';
import { affectedRanges } from './osv-ranges.ts';

function ranges(events: object[], ordering = 'semver', type = 'SEMVER') {
  const problems: string[] = [];
  const found = affectedRanges({ ranges: [{ type, events }] }, ordering, (what) => problems.push(what));
  return problems.length > 0 ? problems : found;
}

describe('OSV events', () => {
  test.each([
    ['from the beginning to a fix', [{ introduced: '0' }, { fixed: '1.2.0' }], [{ fixed: '1.2.0' }]],
    ['without an end', [{ introduced: '1.0.0' }], [{ introduced: '1.0.0' }]],
    ['every version', [{ introduced: '0' }], [{}]],
    ['to a last affected version', [{ introduced: '0' }, { last_affected: '2.0.0' }], [{ lastAffected: '2.0.0' }]],
    [
      'several runs in any order',
      [{ fixed: '2.1.0' }, { introduced: '2.0.0' }, { introduced: '0' }, { fixed: '1.10.0' }],
      [{ fixed: '1.10.0' }, { introduced: '2.0.0', fixed: '2.1.0' }],
    ],
    [
      'a run that is introduced twice',
      [{ introduced: '0' }, { introduced: '1.0.0' }, { fixed: '1.1.0' }],
      [{ fixed: '1.1.0' }],
    ],
    [
      'a fix behind the last affected version',
      [{ introduced: '0' }, { last_affected: '1.0.0' }, { fixed: '1.1.0' }],
      [{ lastAffected: '1.0.0', fixed: '1.1.0' }],
    ],
    [
      'a fix and a new start at one version',
      [{ introduced: '0' }, { fixed: '1.0.0' }, { introduced: '1.0.0' }],
      [{ fixed: '1.0.0' }, { introduced: '1.0.0' }],
    ],
    [
      'a branch that began with the fix, as RustSec writes it',
      [{ introduced: '0' }, { fixed: '0.9.2' }, { introduced: '0.10.0' }, { fixed: '0.10.0' }],
      [{ fixed: '0.9.2' }, { introduced: '0.10.0', fixed: '0.10.0' }],
    ],
    ['a fix without a beginning says nothing', [{ fixed: '1.0.0' }], []],
    ['the default limit', [{ introduced: '0' }, { limit: '*' }], [{}]],
    [
      'another limit is not understood',
      [{ introduced: '0' }, { limit: '2' }],
      ['a range with a limit event, which is not understood'],
    ],
    ['nonsense', [{ introduced: 7 }, 'x' as unknown as object], []],
  ])('%s', (_, events, expected) => expect(ranges(events)).toEqual(expected));

  test('without an ordering, the order of the file counts', () => {
    expect(ranges([{ introduced: '2' }, { fixed: '3' }, { introduced: '0' }, { fixed: '1' }], 'cobol')).toEqual([
      { introduced: '2', fixed: '3' },
      { fixed: '1' },
    ]);
  });

  test('semantic ranges are in the order of semver, whatever the ecosystem makes of a dash', () => {
    const events = [{ introduced: '1.2.0-0' }, { fixed: '1.2.0' }, { introduced: '1.4.0' }, { fixed: '1.4.1' }];
    expect(ranges(events, 'bitnami')).toEqual([
      { introduced: '1.2.0-0', fixed: '1.2.0' },
      { introduced: '1.4.0', fixed: '1.4.1' },
    ]);
  });

  test('commits are not versions', () => expect(ranges([{ introduced: '0' }], 'semver', 'GIT')).toEqual([]));

  test('epochs count in rpm ranges', () => {
    expect(ranges([{ fixed: '1:1-1' }, { introduced: '2-1' }], 'rpm', 'ECOSYSTEM')).toEqual([
      { introduced: '2-1', fixed: '1:1-1' },
    ]);
  });
});
