import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MatchCache, type MatchBasis } from './match-cache.ts';
import { nothingMatched, type Matched } from './match-inventory.ts';
import { ScanCache } from './scan-cache.ts';

let folder: string;
let cache: ScanCache;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'matched-'));
  cache = new ScanCache(folder, Date.now());
});
afterEach(() => {
  cache.close();
  rmSync(folder, { recursive: true });
});

const basis: MatchBasis = { database: 'a', declared: false, created: '2026-01-01T00:00:00Z' };
const matched: Matched = { ...nothingMatched, notChecked: [{ what: 'packages', why: 'no data', count: 1 }] };

test('what was matched is known for the same image and the same data', () => {
  new MatchCache(cache, 'image 1', basis).keep(matched);
  expect(new MatchCache(cache, 'image 1', basis).find()).toEqual(matched);
  expect(new MatchCache(cache, 'image 2', basis).find()).toBeUndefined();
});

test.each<[string, Partial<MatchBasis>]>([
  ['other data', { database: 'b' }],
  ['another gate', { declared: true }],
  ['another time of the image', { created: '2026-01-02T00:00:00Z' }],
  ['no time of the image', { created: undefined }],
])('%s ask for another match', (_, other) => {
  new MatchCache(cache, 'image', basis).keep(matched);
  expect(new MatchCache(cache, 'image', { ...basis, ...other }).find()).toBeUndefined();
});

test('only the last answer about an image is kept', () => {
  new MatchCache(cache, 'image', basis).keep(matched);
  new MatchCache(cache, 'image', { ...basis, database: 'b' }).keep(nothingMatched);
  expect(new MatchCache(cache, 'image', basis).find()).toBeUndefined();
  expect(new MatchCache(cache, 'image', { ...basis, database: 'b' }).find()).toEqual(nothingMatched);
});

test('what rests on starter data is not kept', () => {
  new MatchCache(cache, 'image', basis).keep({ ...matched, data: { sources: [], starter: true } });
  expect(new MatchCache(cache, 'image', basis).find()).toBeUndefined();
});
