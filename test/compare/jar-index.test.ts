import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openJarIndex } from './jar-index.ts';

test('jars are known by their SHA-1', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compare-jars-'));
  const database = new DatabaseSync(join(folder, 'x.db'));
  database.exec('CREATE TABLE indices(artifact_id INTEGER, version TEXT, sha1 BLOB, archive_type TEXT)');
  database.exec("INSERT INTO indices VALUES (1, '1.0', x'0102', 'jar')");
  database.close();
  const { has, close } = openJarIndex(join(folder, 'x.db'));
  expect([has('0102'), has('0103')]).toEqual([true, false]);
  close();
  rmSync(folder, { recursive: true });
});
