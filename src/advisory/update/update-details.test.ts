import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Mirror, serveMirror } from '../../../test/fixtures/mirror.ts';
import { detailPaths, serveDetails } from '../../../test/fixtures/mirror-details.ts';
import { importPaths } from '../import-paths.ts';
import { openLifecycle } from '../lifecycle/open-lifecycle.ts';
import { openDatabase } from '../store/database.ts';
import { noteWantedShards } from '../store/wanted-shards.ts';
import { keysToUpdate, knownShards, updateData } from '../updater.ts';

const besides = ['kev', 'epss', 'distro-info-debian', 'distro-info-ubuntu'];
let mirror: Mirror;
let data: string;
let clockTime = 0;

beforeEach(async () => {
  mirror = await serveMirror();
  data = mkdtempSync(join(tmpdir(), 'seawall-details-'));
});
afterEach(async () => {
  await mirror.close();
  rmSync(data, { recursive: true });
});

async function update(...keys: string[]): Promise<Record<string, string>> {
  const { units } = await updateData(data, keys, {
    now: new Date(Date.UTC(2026, 0, 1) + clockTime++),
    from: mirror.url,
    environment: {},
    signal: new AbortController().signal,
    clock: { now: () => 0, random: () => 0.5, sleep: async () => undefined },
  });
  return Object.fromEntries(units.map(({ shards, outcome, why }) => [shards.join(), why ?? outcome]));
}

function exploitation(): unknown {
  const database = openDatabase(data);
  try {
    const records = database.details('CVE-2024-10001').toSorted((a, b) => (a.source < b.source ? -1 : 1));
    return records.map(({ source, exploited, epss }) => [source, exploited ?? epss?.score]);
  } finally {
    database.close();
  }
}

const every = (outcome: string) => Object.fromEntries(besides.map((id) => [id, outcome]));

describe('what belongs to no ecosystem', () => {
  test('is fetched, and again only when it has changed', async () => {
    serveDetails(mirror);
    expect(await update(...besides)).toEqual(every('updated'));
    expect(exploitation()).toEqual([
      ['epss', 0.5],
      ['kev', '2024-05-01'],
    ]);
    expect(await update(...besides)).toEqual(every('unchanged'));
    for (const path of Object.values(detailPaths)) {
      expect(mirror.gets(path)).toBe(1);
      const headers = mirror.asked.findLast((asked) => asked.path === path)?.headers;
      expect(headers?.['if-none-match']).toMatch(/^"/);
    }
    mirror.files.set(detailPaths.epss, { body: Buffer.from('cve,epss\nCVE-2024-10001,0.75\n') });
    expect(await update(...besides)).toEqual({ ...every('unchanged'), epss: 'updated' });
    expect(exploitation()).toEqual([
      ['epss', 0.75],
      ['kev', '2024-05-01'],
    ]);
  });

  test('is fetched again when the database has lost it or holds it from elsewhere', async () => {
    serveDetails(mirror);
    await update(...besides);
    const file = join(data, 'older.json');
    const vulnerabilities = [{ cveID: 'CVE-2024-10001', dateAdded: '2023-01-01' }];
    writeFileSync(file, JSON.stringify({ catalogVersion: '2023.01.01', vulnerabilities }));
    await importPaths(data, [file], { now: new Date() });
    expect(await update(...besides)).toEqual({ ...every('unchanged'), kev: 'updated' });
    expect(exploitation()).toContainEqual(['kev', '2024-05-01']);
    rmSync(join(data, 'db', 'index.json'));
    expect(await update(...besides)).toEqual(every('updated'));
  });

  test('is no shard that is there, and brings no packages', async () => {
    serveDetails(mirror);
    const affected = [{ package: { ecosystem: 'npm', name: 'x' }, versions: ['1.0.0'] }];
    mirror.files.set(detailPaths.kev, { body: Buffer.from(JSON.stringify({ id: 'GHSA-1', modified: 'x', affected })) });
    await update(...besides);
    expect(openDatabase(data).shards).toEqual([]);
    expect(knownShards(data)).toEqual([]);
    expect(
      openLifecycle(data)
        .releases('debian')
        .map(({ id }) => id),
    ).toContain('12');
  });

  test('that fails spoils nothing, and is spoiled by nothing', async () => {
    serveDetails(mirror);
    mirror.files.set(detailPaths.kev, { body: Buffer.from('<html>busy</html>') });
    mirror.files.delete(detailPaths.debian);
    const outcomes = await update('debian:12', ...besides);
    expect(outcomes).toMatchObject({ epss: 'updated', 'distro-info-ubuntu': 'updated' });
    expect(outcomes['kev']).toMatch(/^not a form of vulnerability data/);
    expect(outcomes['debian:12']).toMatch(/HTTP 404$/);
    expect(outcomes['distro-info-debian']).toMatch(/HTTP 404$/);
    expect(exploitation()).toEqual([['epss', 0.5]]);
    serveDetails(mirror);
    expect(await update(...besides)).toEqual({
      ...every('unchanged'),
      kev: 'updated',
      'distro-info-debian': 'updated',
    });
  });

  test('that moved is followed', async () => {
    serveDetails(mirror);
    const dated = '/epss_scores-2026-01-01.csv.gz';
    mirror.files.set(dated, mirror.files.get(detailPaths.epss)!);
    const moved = { status: 302, headers: { Location: dated } };
    mirror.files.set(detailPaths.epss, { body: Buffer.alloc(0), first: [moved, moved, moved] });
    expect(await update('epss')).toEqual({ epss: 'updated' });
    expect(await update('epss')).toEqual({ epss: 'unchanged' });
  });
});

describe('what an update fetches', () => {
  test('is what is named, with all that belongs to no ecosystem, which may be named alone', () => {
    expect(keysToUpdate(data, ['debian:bookworm', 'npm'])).toEqual(['debian:12', 'npm', ...besides]);
    expect(keysToUpdate(data, ['npm', 'epss'])).toEqual([
      'npm',
      'epss',
      'kev',
      'distro-info-debian',
      'distro-info-ubuntu',
    ]);
    expect(keysToUpdate(data, ['KEV', ' epss'])).toEqual(['kev', 'epss']);
    expect(() => keysToUpdate(data, ['kev:1'])).toThrow(/no vulnerability data is known by that name/);
  });

  test('is what is known, and nothing when nothing is', async () => {
    expect(keysToUpdate(data, undefined)).toEqual([]);
    serveDetails(mirror);
    await update('epss');
    expect(keysToUpdate(data, undefined)).toEqual(['epss']);
    noteWantedShards(data, ['npm']);
    expect(keysToUpdate(data, undefined)).toEqual(['npm', 'epss', 'kev', 'distro-info-debian', 'distro-info-ubuntu']);
  });
});
