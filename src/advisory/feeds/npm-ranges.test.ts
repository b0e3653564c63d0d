import { satisfies } from 'semver';
import { describe, expect, test } from 'vitest';
import { semver } from '../version/semver.ts';
import { randomNumbers } from '../version/version-pairs.fixture.ts';
import { nextVersion, npmRange } from './npm-ranges.ts';
import { type Interval, intersectionOf } from './version-intervals.ts';

function holds(intervals: readonly Interval[] | undefined, version: string): boolean {
  const only = { from: { version, after: false }, to: { version, after: true } };
  return intervals?.some((interval) => intersectionOf([interval, only], semver) !== undefined) === true;
}

describe('an npm range', () => {
  const bounds = ['0', '1', '0.1', '1.2', '0.0.1', '0.1.2', '1.2.3', 'v2.0.1', '1.x', '0.x', '1.2.x', '*', '2.X'];
  const operators = ['', '=', '^', '~', '<', '<=', '>', '>=', '>= '];
  const versions = [0, 1, 2, 3].flatMap((a) =>
    [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3, 4].map((c) => `${a}.${b}.${c}`)),
  );

  test.each(bounds)('%s with every operator holds what npm says', (bound) => {
    for (const operator of operators) {
      const text = `${operator}${bound}`;
      const intervals = npmRange(text);
      if (intervals === undefined) expect([bound, operator.trim()]).toEqual(['*', expect.stringMatching(/./)]);
      else
        for (const version of versions)
          expect([text, version, holds(intervals, version)]).toEqual([text, version, satisfies(version, text)]);
    }
  });

  test('of several comparators and alternatives holds what npm says, by random ones', () => {
    const random = randomNumbers(7);
    const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
    const plain = bounds.filter((bound) => bound !== '*');
    for (let round = 0; round < 2000; round++) {
      const one = (): string => `${pick(operators)}${pick(plain)}`;
      const text = random() < 0.5 ? `${one()} ${one()} || ${one()}` : ` ${one()}|| ${one()}  ||${one()}`;
      const intervals = npmRange(text);
      const version = pick(versions);
      expect([text, version, holds(intervals, version)]).toEqual([text, version, satisfies(version, text)]);
    }
  });

  test.each([
    '',
    '||',
    '1.2.3 - 2.0.0',
    'latest',
    '1.2.3.4',
    '>1.2.3 x.y',
    '~>',
    '^1.2.3_4',
    '9999999999.0.0',
    '1||'.repeat(101),
  ])('%.20j is not understood', (text) => expect(npmRange(text)).toBeUndefined());

  test('that nothing can lie in is empty', () => expect(npmRange('>2 <1')).toEqual([]));
});

test.each([
  ['1.2.3', '1.2.4-0'],
  ['1.2.3-a', '1.2.3-a.0'],
])('nothing lies between %s and %s', (version, next) => expect(nextVersion(version)).toBe(next));
