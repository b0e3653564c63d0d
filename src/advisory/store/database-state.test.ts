import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseState } from './database-state.ts';
import { writeIndex, type DatabaseIndex } from './index-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'state-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function indexOf(imported: string): DatabaseIndex {
  const sources = [{ name: 'debian-tracker', imported, records: 1 }];
  return {
    version: 1,
    shards: new Map([['debian:12', { file: 'a'.repeat(64), bytes: 1, sources }]]),
    retired: [],
    bundles: [],
  };
}

test('every import gives the database another name, even one of the same content', () => {
  expect(databaseState(folder)).toBeUndefined();
  mkdirSync(join(folder, 'db'));
  writeIndex(join(folder, 'db'), indexOf('2026-01-01T00:00:00Z'));
  const first = databaseState(folder);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(databaseState(folder)).toBe(first);
  writeIndex(join(folder, 'db'), indexOf('2026-01-02T00:00:00Z'));
  expect(databaseState(folder)).not.toBe(first);
});
