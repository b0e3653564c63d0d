import { expect, test } from 'vitest';
import type { NeededRange, RangedPackage } from '#model';
import { joinedRanges } from './joined-ranges.ts';

function copy(ranges: string[] | undefined, direct = false): RangedPackage {
  const neededIn = ranges?.map((range): NeededRange => ({ range, by: 'a@1' }));
  return {
    name: 'x',
    version: '1',
    purl: 'pkg:npm/x@1',
    type: 'npm',
    licences: [],
    locations: [],
    scope: 'declared',
    base: 'unknown',
    direct,
    ...(neededIn !== undefined && { neededIn }),
  };
}

const unplaced = copy(undefined);
delete unplaced.direct;

test.each<[string, RangedPackage[], string[] | undefined]>([
  ['copies are needed in the ranges of all', [copy(['^1', '~1']), copy(['^1', '*'])], ['^1', '~1', '*']],
  ['one that nothing is known of makes all unknown', [copy(['^1']), copy(undefined)], undefined],
  ['a direct one says nothing', [copy(undefined, true), copy(['^1'])], ['^1']],
  ['one of a file without a graph says nothing', [unplaced, copy(['^1']), unplaced], ['^1']],
  ['only direct ones', [copy(undefined, true)], undefined],
  ['too many', [copy(Array.from({ length: 33 }, (_, at) => `^${at}`))], undefined],
])('%s', (_, copies, expected) => {
  expect(joinedRanges(copies)?.map(({ range }) => range)).toEqual(expected);
});
