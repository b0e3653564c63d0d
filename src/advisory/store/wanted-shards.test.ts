import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteWantedShards, wantedShards } from './wanted-shards.ts';

let data: string;
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'seawall-wanted-'))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('what scans asked for is remembered, once and sorted', () => {
  expect(wantedShards(data)).toEqual([]);
  noteWantedShards(data, ['npm', 'debian:12']);
  noteWantedShards(data, ['debian:12', 'go']);
  expect(wantedShards(data)).toEqual(['debian:12', 'go', 'npm']);
});

test('hostile images do not make the note grow for ever', () => {
  noteWantedShards(
    data,
    Array.from({ length: 5000 }, (_, index) => `debian:${index}`),
  );
  expect(wantedShards(data)).toHaveLength(200);
});

test('a place that cannot be written, or a damaged note, is no error', () => {
  const file = join(data, 'file');
  writeFileSync(file, '');
  expect(() => noteWantedShards(file, ['npm'])).not.toThrow();
  noteWantedShards(data, ['npm']);
  writeFileSync(join(data, 'db', 'wanted.json'), '{"x":');
  expect(wantedShards(data)).toEqual([]);
  writeFileSync(join(data, 'db', 'wanted.json'), '[1,"npm"]');
  expect(wantedShards(data)).toEqual(['npm']);
});
