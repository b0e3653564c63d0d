import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { rebuildShard } from './rebuild-shard.ts';
import { ShardReader } from './shard-reader.ts';
import type { SourcedJson } from './sort-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-rebuild-'));
afterAll(() => rmSync(folder, { recursive: true }));

const spool = join(folder, 'run');
const sources = ['a', 'b', 'c'].map((name) => ({ name, imported: '2026-01-01T00:00:00Z', records: 0 }));

function record(key: string, source: number, id: string, modified?: string, mark?: string): SourcedJson {
  return { key, source, json: JSON.stringify({ id, source: 'x', modified, mark }) };
}

function build(added: SourcedJson[]) {
  const info = rebuildShard({ folder, added, spool, sources });
  if (info === undefined) throw new Error('nothing written');
  return { info, reader: new ShardReader(join(folder, info.file)) };
}

function marks(reader: ShardReader, key: string): unknown[] {
  const pairs = JSON.parse(reader.get(key) ?? '[]') as [number, { mark?: string }][];
  return pairs.map(([source, { mark }]) => [source, mark]);
}

describe('rebuilding a shard', () => {
  test('lines come out sorted, records of one key together, counted by source', () => {
    const { info, reader } = build([
      record('p:z', 0, '1', undefined, 'z'),
      record('p:a', 1, '2', undefined, 'a1'),
      record('p:a', 0, '3', undefined, 'a2'),
      record('a:n', 0, 'n'),
    ]);
    expect([...reader.lines()].map(({ key }) => key)).toEqual(['a:n', 'p:a', 'p:z']);
    expect(marks(reader, 'p:a')).toEqual([
      [1, 'a1'],
      [0, 'a2'],
    ]);
    expect(info.sources.map(({ records }) => records)).toEqual([2, 1, 0]);
    reader.close();
  });

  test.each([
    [
      'the newer record',
      [
        ['2024', 'old'],
        ['2025', 'new'],
      ],
      [[1, 'new']],
    ],
    [
      'the newer record when it comes first',
      [
        ['2025', 'new'],
        ['2024', 'old'],
      ],
      [[0, 'new']],
    ],
    [
      'the one imported later when both are as new',
      [
        ['2024', 'first'],
        ['2024', 'second'],
      ],
      [[1, 'second']],
    ],
    [
      'the one with a date',
      [
        ['2024', 'dated'],
        [undefined, 'undated'],
      ],
      [[0, 'dated']],
    ],
  ])('of one id from two sources, %s counts', (_, items, expected) => {
    const { reader } = build(items.map(([modified, mark], source) => record('p:x', source, 'GHSA-1', modified, mark)));
    expect(marks(reader, 'p:x')).toEqual(expected);
    reader.close();
  });

  test('one source may say several things under one id, each once', () => {
    const twice = record('p:x', 0, 'ALSA-1', '2024', 'el8');
    const { reader } = build([twice, record('p:x', 0, 'ALSA-1', '2024', 'module'), twice]);
    expect(marks(reader, 'p:x')).toEqual([
      [0, 'el8'],
      [0, 'module'],
    ]);
    reader.close();
  });

  test('kept sources get their new numbers, replaced ones are left out', () => {
    const before = build([
      record('p:x', 0, '1', undefined, 'gone'),
      record('p:x', 1, '2', undefined, 'kept'),
      record('p:y', 0, '3'),
    ]);
    const info = rebuildShard({
      folder,
      spool,
      old: { reader: before.reader, renumber: new Map([[1, 0]]) },
      added: [record('p:x', 1, '4', undefined, 'added')],
      sources: sources.slice(1),
    });
    const reader = new ShardReader(join(folder, info?.file ?? ''));
    expect(marks(reader, 'p:x')).toEqual([
      [0, 'kept'],
      [1, 'added'],
    ]);
    expect(reader.get('p:y')).toBeUndefined();
    before.reader.close();
    reader.close();
  });

  test('nothing left: no file', () => expect(rebuildShard({ folder, added: [], spool, sources })).toBeUndefined());
});
