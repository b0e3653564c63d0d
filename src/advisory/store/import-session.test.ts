import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { type DatabaseFolders, makeDatabaseFolders } from './database-folder.ts';
import { type FileTally, ImportSession } from './import-session.ts';

const now = '2026-01-01T00:00:00Z';
let data: string;
let folders: DatabaseFolders;
let session: ImportSession;

beforeEach(() => {
  data = mkdtempSync(`${tmpdir()}/seawall-session-`);
  folders = makeDatabaseFolders(data);
  session = new ImportSession(folders);
});
afterEach(() => {
  session.end();
  rmSync(data, { recursive: true });
});

function file(source: string, name: string, modified: string): FileTally {
  const { sink, tally } = session.begin();
  sink.source(source, 'all');
  sink.counted(modified);
  sink.row('npm', name, { id: `GHSA-${name}`, source: 'github', ranges: [{}] });
  return tally;
}

function inDatabase(...names: string[]): string[] {
  const database = openDatabase(data);
  try {
    return names.filter((name) => database.rows('npm', name).length > 0);
  } finally {
    database.close();
  }
}

describe('files that were read to their end', () => {
  test('of one source are one, and a file that failed between them is still left out', () => {
    const settled = new Map<string, FileTally>();
    session.settle(file('a', 'first', '2025-01-01'), settled);
    file('a', 'broken', '2026-01-01').failed = true;
    session.settle(file('a', 'second', '2025-03-01'), settled);
    session.settle(file('b', 'other', '2025-02-01'), settled);
    session.settle(file('a', 'third', '2025-02-01'), settled);
    expect([...settled].map(([source, { newest }]) => [source, newest])).toEqual([
      ['a', '2025-03-01'],
      ['b', '2025-02-01'],
    ]);
    session.commit(now, () => undefined);
    expect(inDatabase('first', 'broken', 'second', 'other', 'third')).toEqual(['first', 'second', 'other', 'third']);
    const database = openDatabase(data);
    expect(database.sources('npm').map(({ source, records, newest }) => [source, records, newest])).toEqual([
      ['a', 3, '2025-03-01'],
      ['b', 1, '2025-02-01'],
    ]);
    database.close();
  });

  test('are all left out when what stands for them is', () => {
    const settled = new Map<string, FileTally>();
    for (const name of ['first', 'second']) session.settle(file('a', name, '2025-01-01'), settled);
    session.settle(file('b', 'other', '2025-01-01'), new Map());
    for (const tally of settled.values()) tally.failed = true;
    session.commit(now, () => undefined);
    expect(inDatabase('first', 'second', 'other')).toEqual(['other']);
  });
});
