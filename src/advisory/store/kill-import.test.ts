import { fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { exportBundle, installBundle } from '../bundler.ts';
import { importPaths } from '../import-paths.ts';
import { openDatabase } from './database.ts';

/** `SEAWALL_KILLS=200` for a long run. */
const kills = Number(process.env['SEAWALL_KILLS'] ?? 4);
/** Databases that are killed side by side: most of a round is waiting for a process to start and for the disk. */
const lanes = 4;
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

/** Lets a child work until it has made a state, then kills it at a random moment of the next ones. */
async function killOnce(args: readonly string[]): Promise<void> {
  const child = fork(join(import.meta.dirname, 'kill-import.fixture.ts'), args, {
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') },
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child, 'message'), ended]);
  await sleep(Math.random() * 120);
  child.kill('SIGKILL');
  const [code, signal] = (await ended) as [number | null, string | null];
  // It did not end by itself before.
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
}

async function inLanes(work: (data: string, rounds: number) => Promise<void>): Promise<void> {
  const start = join(root, 'start');
  await importPaths(start, [stateFile('1')], { now: new Date() });
  const folders = Array.from({ length: lanes }, () => mkdtempSync(join(root, 'lane-')));
  for (const folder of folders) cpSync(start, folder, { recursive: true });
  await Promise.all(folders.map((folder) => work(folder, Math.ceil(kills / lanes))));
}

test(
  `an import killed at any moment leaves the old state or the new one (${kills} times)`,
  { timeout: 1_200_000 },
  async () => {
    const files = [stateFile('1'), stateFile('2')];
    await inLanes(async (data, rounds) => {
      for (let round = 0; round < rounds; round++) {
        await killOnce(['import', data, ...files.toReversed()]);
        expect(statesOf(data)).toHaveLength(1);
      }
      // What the killed ones left behind does not stop the next, and does not stay.
      await importPaths(data, files.slice(0, 1), { now: new Date(Date.now() + 24 * 60 * 60 * 1000) });
      expect(statesOf(data)).toEqual(['1']);
      expect(readdirSync(join(data, 'db')).toSorted()).toEqual(['import.lock', 'index.json', 'shards']);
      expect(readdirSync(join(data, 'db', 'shards')).length).toBeLessThanOrEqual(2 * releases.length);
    });
  },
);

/** Bundles of the two states in turn, numbered from 1, signed by a key of their own. */
async function numberedBundles(count: number): Promise<{ trusted: string; bundles: string[] }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [key, trusted] = [join(root, 'key'), join(root, 'trusted')];
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(trusted, publicKey.export({ type: 'spki', format: 'pem' }));
  const sources = [join(root, 'one'), join(root, 'two')];
  for (const [at, source] of sources.entries())
    await importPaths(source, [stateFile(String(at + 1))], { now: new Date() });
  const bundles = Array.from({ length: count }, (_, at) => join(root, `${at + 1}.tar.zst`));
  for (const [at, file] of bundles.entries()) {
    await exportBundle(sources[at % 2] ?? '', file, { key, now: new Date(), days: 1, sequence: at + 1 });
  }
  return { trusted, bundles };
}

test(
  `a bundle whose installation is killed at any moment leaves the old state or the new one (${kills} times)`,
  { timeout: 1_200_000 },
  async () => {
    const rounds = Math.ceil(kills / lanes);
    const perRound = 40;
    const { trusted, bundles } = await numberedBundles(perRound * rounds + 1);
    const last = bundles.at(-1) ?? '';
    await inLanes(async (data) => {
      for (let round = 0; round < rounds; round++) {
        await killOnce(['install', data, trusted, ...bundles.slice(round * perRound, -1)]);
        expect(statesOf(data)).toHaveLength(1);
      }
      await installBundle(data, last, { now: new Date(), trustedKey: trusted });
      expect(statesOf(data)).toEqual([bundles.length % 2 === 0 ? '2' : '1']);
    });
  },
);
