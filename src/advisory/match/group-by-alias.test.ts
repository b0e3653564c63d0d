import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupByAlias } from './group-by-alias.ts';

describe('one vulnerability under several names', () => {
  test('names that hang together through others are one', () => {
    const groups = groupByAlias([
      { names: ['CVE-1'], statement: 'a' },
      { names: ['CVE-2'], statement: 'b' },
      { names: ['GHSA-1', 'CVE-1'], statement: 'c' },
      { names: ['GO-1', 'GHSA-1'], statement: 'd' },
      { names: ['GO-1'], statement: 'e' },
    ]);
    expect(groups).toEqual([
      { names: ['CVE-1', 'GHSA-1', 'GO-1'], items: ['a', 'c', 'd', 'e'] },
      { names: ['CVE-2'], items: ['b'] },
    ]);
  });

  test('a late name may join two groups', () => {
    const named = [['A'], ['B'], ['A', 'B']].map((names, statement) => ({ names, statement }));
    expect(groupByAlias(named).map(({ items }) => items)).toEqual([[0, 1, 2]]);
  });

  test('every group is a connected component, whatever the order', () => {
    const names = fc.uniqueArray(
      fc.integer({ min: 0, max: 15 }).map((n) => `N${n}`),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.array(names, { maxLength: 20 }), (lists) => {
        const groups = groupByAlias(lists.map((list, statement) => ({ names: list, statement })));
        const label = new Map<string, string>();
        for (const list of lists) for (const name of list) label.set(name, name);
        for (let changed = true; changed;) {
          changed = false;
          for (const list of lists) {
            const least = list.map((name) => label.get(name) ?? '').toSorted()[0] ?? '';
            for (const name of list) {
              if (label.get(name) === least) continue;
              label.set(name, least);
              changed = true;
            }
          }
        }
        const byLabel = Map.groupBy(label.keys(), (name) => label.get(name));
        const sort = (list: string[][]): string[][] =>
          list.map((item) => item.toSorted()).toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
        expect(sort(groups.map((group) => group.names))).toEqual(sort([...byLabel.values()]));
        expect(groups.flatMap(({ items }) => items).toSorted((a, b) => a - b)).toEqual(lists.map((_, index) => index));
      }),
    );
  });
});
