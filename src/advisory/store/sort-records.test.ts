import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { mergeRecords, sortRecords, type SourcedJson } from './sort-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-sort-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'run');

const records = fc.array(
  fc.record({
    key: fc.constantFrom('p:a', 'p:b', 'p:ä', 'p:日本', 'a:x', 'p:z'),
    source: fc.nat(3),
    json: fc.json({ maxDepth: 1 }),
  }),
  { maxLength: 60 },
);

function expected(list: readonly SourcedJson[]): SourcedJson[] {
  return list.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

describe('sorting', () => {
  test('gives the same in one run and in many, with equal keys in the order in which they came', () => {
    fc.assert(
      fc.property(records, fc.constantFrom(1, 20, 100, 1_000_000), (list, most) => {
        const before = structuredClone(list);
        expect([...sortRecords(list, path, most)]).toEqual(expected(before));
        expect(readdirSync(folder)).toEqual([]);
      }),
    );
  });

  test('removes its files, also when nobody reads on', () => {
    const list = Array.from({ length: 10 }, (_, at) => ({ key: `p:${at}`, source: 0, json: '{}' }));
    const sorted = sortRecords(list, path, 1);
    sorted.next();
    expect(readdirSync(folder).length).toBe(10);
    sorted.return(undefined);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('reads lines of any length', () => {
    const list = [3, 700_000, 1].map((length, at) => ({ key: `p:${9 - at}`, source: at, json: 'ü'.repeat(length) }));
    expect([...sortRecords(list, path, 1)]).toEqual(expected(list));
  });
});

test('merging takes equal keys from the earlier list first', () => {
  const list = (source: number, ...keys: string[]) => keys.map((key) => ({ key, source, json: '1' }));
  const merged = [...mergeRecords([list(0, 'b', 'd'), [], list(1, 'a', 'b', 'b', 'e')])];
  expect(merged.map(({ key, source }) => key + source)).toEqual(['a1', 'b0', 'b1', 'b1', 'd0', 'e1']);
});
