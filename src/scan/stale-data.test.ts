import { expect, test } from 'vitest';
import type { DataSource } from '#model';
import { staleData } from './stale-data.ts';

const source = (more: Partial<DataSource>): DataSource => ({
  shard: 'almalinux:9',
  source: 'osv',
  records: 1,
  imported: '2026-11-22T00:00:00.000Z',
  starter: false,
  ...more,
});

test('data that ends weeks before the image was made is said to', () => {
  expect(
    staleData([source({ newest: '2026-08-21T00:00:00.000Z' })], '2026-11-22T08:00:00Z', new Map([['almalinux:9', 26]])),
  ).toEqual([
    {
      what: 'packages of almalinux:9 against newer data',
      why: 'its data ends on 2026-08-21, and the image was made on 2026-11-22',
      count: 26,
    },
  ]);
});

test.each([
  ['an image older than the data', { newest: '2026-08-21T00:00:00.000Z' }, '2026-05-01T00:00:00Z'],
  ['an image made some days after the last record', { newest: '2026-08-21T00:00:00.000Z' }, '2026-09-01T00:00:00Z'],
  ['undated records, imported after the image was made', {}, '2026-11-21T00:00:00Z'],
  ['an image without a date', { newest: '2020-01-01T00:00:00.000Z' }, undefined],
  ['an image with nonsense for a date', { newest: '2020-01-01T00:00:00.000Z' }, 'yesterday'],
])('%s is checked', (_, more, created) => {
  expect(staleData([source(more)], created, new Map())).toEqual([]);
});

test('the newest source of a shard counts', () => {
  const sources = [source({ newest: '2020-01-01T00:00:00.000Z' }), source({ newest: '2026-11-01T00:00:00.000Z' })];
  expect(staleData(sources, '2026-11-10T00:00:00Z', new Map())).toEqual([]);
});
