import { expect, test } from 'vitest';
import type { DataSource } from '#model';
import { outdatedData } from './outdated-data.ts';

const source = (shard: string, imported: string, starter = false): DataSource => ({
  shard,
  source: 'osv',
  records: 1,
  imported,
  newest: '2020-01-01T00:00:00Z',
  starter,
});
const now = new Date('2026-11-22T00:00:00Z');

test('data that was imported too long ago is one finding, whatever the number of sources', () => {
  const sources = [
    source('npm', '2026-11-21T00:00:00Z'),
    source('debian:12', '2026-11-14T23:59:59Z'),
    source('pypi', '2026-11-10T00:00:00Z'),
  ];
  expect(outdatedData(sources, 7, now)).toMatchObject([
    {
      kind: 'config',
      ruleId: 'outdated-data',
      title: 'The vulnerability data is more than 7 days old',
      severity: { level: 'high', source: 'seawall' },
      why: 'pypi from osv was imported on 2026-11-10 and is the oldest of 2: run `seawall db update`',
    },
  ]);
});

test.each([
  ['data of the last permitted moment', source('npm', '2026-11-15T00:00:00Z')],
  ['data without a new record for years', source('alpine:3.12', '2026-11-21T00:00:00Z')],
  ['starter data', source('npm', '2020-01-01T00:00:00Z', true)],
])('%s is none', (_, one) => {
  expect(outdatedData([one], 7, now)).toEqual([]);
});

test('data of unknown age is too old', () => {
  expect(outdatedData([source('npm', 'yesterday')], 7, now)).toHaveLength(1);
});

test('without a limit no age is a finding, not even an unknown one', () => {
  expect(outdatedData([source('npm', 'yesterday'), source('pypi', '1999-01-01T00:00:00Z')], undefined, now)).toEqual(
    [],
  );
});

test('the fingerprint does not depend on the data', () => {
  const ids = ['npm', 'pypi'].flatMap((shard) => outdatedData([source(shard, '2026-01-01T00:00:00Z')], 1, now));
  expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
});
