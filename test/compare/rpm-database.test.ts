import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ImageFiles } from './image-files.ts';
import { readRpmDatabase } from './rpm-database.ts';

const hasRpm = spawnSync('rpm', ['--version']).status === 0;

function imageWith(bytes: Buffer | undefined): ImageFiles {
  return {
    read: (path: string) => (path === '/var/lib/rpm/rpmdb.sqlite' ? bytes : undefined),
  } as unknown as ImageFiles;
}

test('an image without the database has neither owners nor keys', () => {
  const { owners, keys } = readRpmDatabase(imageWith(undefined));
  expect([owners.size, keys.size]).toEqual([0, 0]);
});

test.skipIf(!hasRpm)('what rpm cannot read is an error, not an empty list', () => {
  expect(() => readRpmDatabase(imageWith(Buffer.from('not a database')))).toThrow(/rpm: /);
});
