import { describe, expect, test } from 'vitest';
import { rangesNeeded, type LockedNeeds } from './needed-ranges.ts';

const rootOf = (key: string) => (key.startsWith('lost') ? undefined : key === 'c' ? 'c' : 'root');
const ranges = (...locked: LockedNeeds[]) => Object.fromEntries(rangesNeeded(locked, rootOf, (key) => `${key}@1`));

describe('the ranges that a package is needed in', () => {
  test('are told once each, with the first who needs them', () => {
    expect(
      ranges(
        { key: 'a', needs: ['x', 'y'], ranges: ['^1', '~2'] },
        { key: 'b', needs: ['x'], ranges: ['^1'] },
        { key: 'c', needs: ['x'], ranges: ['*'] },
      ),
    ).toEqual({
      x: [
        { range: '^1', by: 'a@1', direct: 'root@1' },
        { range: '*', by: 'c@1' },
      ],
      y: [{ range: '~2', by: 'a@1', direct: 'root@1' }],
    });
  });

  test.each<[string, LockedNeeds]>([
    ['has no ranges', { key: 'b', needs: ['x'] }],
    ['does not know this one', { key: 'b', needs: ['x'], ranges: [undefined] }],
    ['has one too long to be real', { key: 'b', needs: ['x'], ranges: ['1'.repeat(201)] }],
  ])('are not told when somebody who needs it %s, in either order', (_, other) => {
    const known = { key: 'a', needs: ['x'], ranges: ['^1'] };
    expect(ranges(known, other)).toEqual({});
    expect(ranges(other, known)).toEqual({});
  });

  test('of what nothing brings do not count', () => {
    expect(ranges({ key: 'lost', needs: ['x'], ranges: ['^1'] })).toEqual({});
  });

  test('are not told when they are more than 16', () => {
    const many = (count: number) =>
      ranges(...Array.from({ length: count }, (_, at) => ({ key: `a${at}`, needs: ['x'], ranges: [`^${at}`] })));
    expect(many(16)['x']).toHaveLength(16);
    expect(many(17)).toEqual({});
  });
});
