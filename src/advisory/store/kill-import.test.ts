import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { importPaths } from '../import-paths.ts';
import { openDatabase } from './database.ts';

/** `SEAWALL_KILLS=200` for a long run. */
const kills = Number(process.env['SEAWALL_KILLS'] ?? 4);
const releases = ['bullseye', 'bookworm', 'trixie', 'forky'];
const root = mkdtempSync(join(tmpdir(), 'seawall-kill-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A tracker export in which every fixed version names the state. */
function stateFile(state: string): string {
  const release = { status: 'resolved', fixed_version: state };
  const entry = { releases: Object.fromEntries(releases.map((codename) => [codename, release])) };
  const cves = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`CVE-2024-${index}`, entry]));
  const path = join(root, `${state}.json`);
  writeFileSync(
    path,
    JSON.stringify(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}`, cves]))),
  );
  return path;
}

/** The states that the whole database is in: one, or it is a mix. */
function statesOf(data: string): string[] {
  const database = openDatabase(data);
  const states = new Set<string>();
  expect(database.shards).toHaveLength(releases.length);
  for (const shard of database.shards) {
    for (let index = 0; index < 60; index++) {
      const rows = database.rows(shard, `p${index}`);
      expect(rows).toHaveLength(20);
      for (const { ranges } of rows) states.add(ranges[0]?.fixed ?? 'none');
    }
  }
  database.close();
  return [...states];
}

test(`an import killed at any moment leaves the old state or the new one (${kills} times)`, async () => {
  const data = join(root, 'data');
  const files = [stateFile('1'), stateFile('2')];
  await importPaths(data, files.slice(0, 1), { now: new Date() });
  for (let round = 0; round < kills; round++) {
    const child = fork(join(import.meta.dirname, 'kill-import.fixture.ts'), [data, ...files.toReversed()], {
      execArgv: [],
    });
    await once(child, 'message');
    await sleep(Math.random() * 120);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(statesOf(data)).toHaveLength(1);
  }
  // What the killed ones left behind does not stop the next, and does not stay.
  await importPaths(data, files.slice(0, 1), { now: new Date(Date.now() + 24 * 60 * 60 * 1000) });
  expect(statesOf(data)).toEqual(['1']);
  expect(readdirSync(join(data, 'db')).toSorted()).toEqual(['import.lock', 'index.json', 'shards']);
  expect(readdirSync(join(data, 'db', 'shards')).length).toBeLessThanOrEqual(2 * releases.length);
});
