import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseIndex } from './index-file.ts';
import { retireFiles, sweepShards } from './sweep-shards.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'seawall-sweep-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function index(files: string[], retired: DatabaseIndex['retired'] = []): DatabaseIndex {
  return {
    version: 1,
    shards: new Map(files.map((file) => [file, { file, bytes: 1, sources: [] }])),
    retired,
    bundles: [],
  };
}

const noon = '2026-01-01T12:00:00Z';
const one = '2026-01-01T13:00:00Z';
const nextDay = '2026-01-02T12:00:00Z';

describe('retiring', () => {
  test('files that the next index does not name are noted with the time', () => {
    const next = index(['b', 'c']);
    retireFiles(next, index(['a', 'b']), noon);
    expect(next.retired).toEqual([{ file: 'a', since: noon }]);
  });

  test('earlier ones stay noted until their time is over, unless they are in use again', () => {
    const next = index(
      ['b'],
      [
        { file: 'x', since: noon },
        { file: 'b', since: noon },
      ],
    );
    retireFiles(next, index(['b']), one);
    expect(next.retired).toEqual([{ file: 'x', since: noon }]);
    retireFiles(next, index(['b']), nextDay);
    expect(next.retired).toEqual([]);
  });
});

describe('sweeping', () => {
  test.each([
    [one, ['retired', 'used']],
    [nextDay, ['used']],
    // A clock that was set back keeps more, never less.
    ['2025-01-01T00:00:00Z', ['retired', 'used']],
  ])('at %s keeps %j', (now, kept) => {
    for (const name of ['used', 'retired', 'orphan', '.new-1']) writeFileSync(join(folder, name), '');
    sweepShards(folder, index(['used'], [{ file: 'retired', since: noon }]), now);
    expect(readdirSync(folder).toSorted()).toEqual(kept);
  });
});
