import { describe, expect, test } from 'vitest';
import { inRange } from '../in-range.ts';
import { gem } from '../version/gem.ts';
import { randomNumbers } from '../version/version-pairs.fixture.ts';
import { affectedBetween } from './gem-requirements.ts';

describe('what safe versions leave', () => {
  test.each([
    [['>= 2.2.1'], [{ fixed: '2.2.1' }]],
    [[], [{}]],
    [['>= 0'], [{ fixed: '0' }]],
    [
      ['~> 1.2.3', '>= 2.0'],
      [{ fixed: '1.2.3' }, { introduced: '1.3.A', fixed: '2.0' }],
    ],
    [
      ['~> 5.2.4, >= 5.2.4.3', '>= 6.0.3', '< 4.0'],
      [
        { introduced: '4.0', fixed: '5.2.4.3' },
        { introduced: '5.3.A', fixed: '6.0.3' },
      ],
    ],
    [['< 1.0', '> 2.0'], [{ introduced: '1.0', lastAffected: '2.0' }]],
    [['<= 1.0', '>= 2'], [{ introduced: '1.0.0.0.0.1', fixed: '2' }]],
    [['= 1.6.0'], [{ fixed: '1.6.0' }, { introduced: '1.6.0.0.0.0.1' }]],
    [['>= 3', '< 2'], [{ introduced: '2', fixed: '3' }]],
    [['~> 3'], [{ fixed: '3' }, { introduced: '4.A' }]],
    [['>= 2, < 1'], [{}]],
  ])('%j: %j', (safe, expected) => expect(affectedBetween(safe, gem)).toEqual(expected));

  test.each(['', 'all', '!= 1.0', '>= 1.0 < 2', '>= a'])('%j is not understood', (requirement) =>
    expect(affectedBetween(['>= 1.0', requirement], gem)).toBeUndefined(),
  );

  test('a version is affected when no requirement holds for it, by a naive check of random ones', () => {
    const random = randomNumbers(5);
    const number = (below: number): number => Math.floor(random() * below);
    const version = (): string => [number(4), number(4), number(4)].slice(0, 1 + number(3)).join('.');
    const holds = (candidate: string, condition: string): boolean => {
      const [operator = '', bound = ''] = condition.split(' ');
      const order = gem.compare(candidate, bound);
      if (operator === '~>') {
        const parts = bound.split('.').map(Number);
        const kept = parts.length > 1 ? parts.slice(0, -1) : parts;
        const end = [...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1].join('.');
        return order >= 0 && gem.compare(candidate, end) < 0;
      }
      return (
        { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0, '=': order === 0 }[operator] ?? false
      );
    };
    for (let round = 0; round < 2000; round++) {
      const condition = (): string => `${['<', '<=', '>', '>=', '=', '~>'][number(6)] ?? ''} ${version()}`;
      const safe = Array.from({ length: number(4) }, () => Array.from({ length: 1 + number(2) }, condition).join(', '));
      const ranges = affectedBetween(safe, gem) ?? [];
      const candidate = version();
      const naive = !safe.some((requirement) => requirement.split(', ').every((part) => holds(candidate, part)));
      const ours = ranges.some((range) => inRange(candidate, range, gem));
      expect({ safe, candidate, affected: ours }).toEqual({ safe, candidate, affected: naive });
    }
  });
});
