import { describe, expect, test } from 'vitest';
import { type Meaning, statementsOf } from './oval-criteria.ts';
import type { Criteria, Criterion } from './oval-definition.ts';

const leaf = (comment: string): Criterion => ({ test: 'x', comment });
const all = (...children: (Criteria | Criterion | string)[]): Criteria => node('AND', children);
const any = (...children: (Criteria | Criterion | string)[]): Criteria => node('OR', children);
const node = (operator: 'AND' | 'OR', children: (Criteria | Criterion | string)[]): Criteria => ({
  operator,
  children: children.map((child) => (typeof child === 'string' ? leaf(child) : child)),
});

/** `P…` are products, `M…` modules, `A…` architectures, lower-case words packages; `?` is a condition nobody can answer. */
function meaningOf({ comment }: Criterion): Meaning<string> {
  if (/^[a-z]/.test(comment)) return { about: comment };
  const key = { P: 'shards', M: 'modules', A: 'arches' }[comment[0] ?? ''];
  return { condition: key === undefined ? {} : { [key]: [comment] } };
}

function said(criteria: Criteria): string[] {
  return statementsOf(criteria, meaningOf).map(({ about, under: { shards, modules, arches } }) =>
    [about, shards?.join('|'), modules?.join('|'), arches?.join('|')].filter((part) => part !== undefined).join(' '),
  );
}

describe('what a definition says about packages', () => {
  const cases: [what: string, criteria: Criteria, expected: string[]][] = [
    ['nothing', all(), []],
    ['a product alone', all('P1'), []],
    ['a package of no product', any('a'), ['a']],
    ['a package of a product', all('P1', 'a'), ['a P1']],
    ['a condition behind it', all('a', 'P1'), ['a P1']],
    ['several packages', all('P1', any('a', 'b')), ['a P1', 'b P1']],
    ['one of several products', all(any('P1', 'P2'), any('a', 'b')), ['a P1|P2', 'b P1|P2']],
    ['alternatives with their own', any(all('P1', 'a'), all('P2', 'b')), ['a P1', 'b P2']],
    ['nested products', all(any('P1', 'P2'), any(all('P2', 'a'), all('P3', 'b'))), ['a P2', 'b ']],
    [
      'a module',
      all('P1', any(all('A1', all('M1', any('a', 'b'))), all('A2', 'c'))),
      ['a P1 M1 A1', 'b P1 M1 A1', 'c P1 A2'],
    ],
    ['two modules', all('M1', 'M2', 'a'), ['a M1|M2']],
    ['what nobody can answer, all', all('P1', '?', 'a'), ['a P1']],
    ['what nobody can answer, any', all(any('P1', '?'), 'a'), ['a']],
    ['two packages that must both be there', all('P1', 'a', 'b'), ['a P1', 'b P1']],
    ['conditions among packages', all('P1', any('a', 'A1')), ['a P1']],
  ];
  test.each(cases)('%s', (_, criteria, expected) => expect(said(criteria)).toEqual(expected));

  test('with more alternatives than any real one has is refused', () => {
    const many = (letter: string, count: number): Criteria =>
      any(...Array.from({ length: count }, (_, index) => `${letter}${index}`));
    expect(said(all(many('P', 100), 'a'))).toHaveLength(1);
    for (const letter of ['P', 'M', 'A'])
      expect(() => said(all(many(letter, 101), 'a'))).toThrow('more than 100 alternatives in one condition');
    expect(() => said(all(...Array.from({ length: 101 }, (_, index) => `M${index}`), 'a'))).toThrow('more than 100');
  });

  test('none without criteria', () => expect(statementsOf(undefined, meaningOf)).toEqual([]));

  test('is as if every condition were tried', () => {
    let state = 7;
    const pick = (count: number): number => (state = (state * 48_271) % 2_147_483_647) % count;
    const atoms = ['P1', 'P2', 'P3', 'A1', 'A2', 'a', 'b', 'c'];
    // As distributions write them: alternatives are of one kind.
    const condition = (): Criteria => any(...Array.from({ length: 1 + pick(2) }, () => `P${1 + pick(3)}`));
    const make = (depth: number): Criteria =>
      depth === 0
        ? any(...Array.from({ length: 1 + pick(3) }, () => 'abc'[pick(3)] ?? 'a'))
        : pick(2) === 0
          ? all(condition(), ...(pick(2) === 0 ? [`A${1 + pick(2)}`] : []), make(depth - 1))
          : any(make(depth - 1), make(depth - 1));
    for (let round = 0; round < 300; round++) {
      const criteria = make(3);
      const statements = statementsOf(criteria, meaningOf);
      for (let mask = 0; mask < 1 << atoms.length; mask++) {
        const isTrue = (comment: string): boolean => (mask & (1 << atoms.indexOf(comment))) !== 0;
        const met = (list?: readonly string[]): boolean => list === undefined || list.some(isTrue);
        const found = statements.some(({ about, under }) => isTrue(about) && met(under.shards) && met(under.arches));
        // One product at a time, as an image has it; several would satisfy lists that have none in common.
        if ([1, 2, 3].filter((product) => isTrue(`P${product}`)).length !== 1) continue;
        if (isTrue('A1') && isTrue('A2')) continue;
        expect(found).toBe(holds(criteria, isTrue));
      }
    }
  });
});

/** The tree as the specification reads it. */
function holds(item: Criteria | Criterion, isTrue: (comment: string) => boolean): boolean {
  if ('test' in item) return isTrue(item.comment);
  const parts = item.children.map((child) => holds(child, isTrue));
  return item.operator === 'AND' ? parts.every(Boolean) : parts.some(Boolean);
}
