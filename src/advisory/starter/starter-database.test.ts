import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Package } from '#model';
import { osv } from '../feeds/osv.ts';
import { matchPackages } from '../match-packages.ts';
import { memoryDatabase } from '../match/memory-database.fixture.ts';
import { starterFolder } from './starter-folder.ts';
import { starterDatabase } from './starter-database.ts';

const aPackage = (type: Package['type'], name: string, version: string): Package => ({
  name,
  version,
  type,
  purl: `pkg:${type}/${name}@${version}`,
  locations: [],
  scope: 'installed',
  licences: [],
  base: 'unknown',
});
const record = (id: string, ecosystem: string, name: string, fixed: string) => ({
  id,
  modified: '2026-01-01T00:00:00Z',
  affected: [
    { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] },
  ],
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-starter-'));
  mkdirSync(join(folder, 'two'));
  writeFileSync(join(folder, 'two', 'npm.json'), JSON.stringify([record('CVE-2000-0001', 'npm', 'x', '2.0.0')]));
  writeFileSync(
    join(folder, 'two', 'debian_12.json'),
    JSON.stringify([record('CVE-2000-0002', 'Debian:12', 'y', '2')]),
  );
  writeFileSync(join(folder, 'two', 'pypi.json'), '{');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bookworm = { id: 'debian', versionId: '12' };

describe('starter data', () => {
  test('stands in for a shard that is not there: its findings count, and its packages are not checked', async () => {
    const database = starterDatabase(await memoryDatabase(), join(folder, 'two'));
    const result = matchPackages(
      [aPackage('npm', 'x', '1.0.0'), aPackage('npm', 'other', '1.0.0'), aPackage('deb', 'y', '1')],
      bookworm,
      undefined,
      database,
    );
    expect(result.findings).toMatchObject([
      { ruleId: 'CVE-2000-0001', fix: { version: '2.0.0' }, evidence: { source: 'starter data' } },
      { ruleId: 'CVE-2000-0002', fix: { version: '2' } },
    ]);
    const why = 'only the starter data that comes with seawall is there';
    expect(result.notChecked).toEqual([
      { what: 'packages of npm', why, count: 2 },
      { what: 'packages of debian:12', why, count: 1 },
    ]);
    expect(result.sources).toMatchObject([
      { shard: 'debian:12', starter: true, newest: '2026-01-01T00:00:00Z', records: 1 },
      { shard: 'npm', starter: true },
    ]);
  });

  test('gives way to real data of the same shard, whatever that says, and only there', async () => {
    const real = await memoryDatabase([osv, record('CVE-2000-0003', 'npm', 'other', '2.0.0')]);
    const database = starterDatabase(real, join(folder, 'two'));
    expect([...(database.starterShards ?? [])]).toEqual(['debian:12', 'pypi']);
    const result = matchPackages([aPackage('npm', 'x', '1.0.0')], undefined, undefined, database);
    expect(result).toMatchObject({ findings: [], notChecked: [], sources: [{ starter: false }] });
  });

  test('of one release says nothing about another, and is not offered as data', async () => {
    const packages = [aPackage('deb', 'y', '1')];
    const { findings, notChecked } = matchPackages(
      packages,
      { id: 'debian', versionId: '13' },
      undefined,
      starterDatabase(await memoryDatabase(), join(folder, 'two')),
    );
    expect(findings).toEqual([]);
    expect(notChecked).toMatchObject([{ why: 'the vulnerability database has no data for Debian' }]);
  });

  test('is read when a package asks for it: a damaged file harms no other ecosystem', async () => {
    const database = starterDatabase(await memoryDatabase(), join(folder, 'two'));
    expect(matchPackages([aPackage('npm', 'x', '1.0.0')], undefined, undefined, database).findings).toHaveLength(1);
    expect(() => matchPackages([aPackage('pypi', 'x', '1')], undefined, undefined, database)).toThrow(
      /starter data .* cannot be read: .*pypi\.json; install seawall again/,
    );
  });

  test('that is not there leaves the database as it is', async () => {
    const database = await memoryDatabase();
    expect(starterDatabase(database, join(folder, 'none'))).toBe(database);
    expect(() => starterDatabase(database, join(folder, 'two', 'npm.json'))).toThrow(/cannot be read/);
  });

  test('that comes with the program finds Log4Shell', async () => {
    const database = starterDatabase(await memoryDatabase(), starterFolder());
    const name = 'org.apache.logging.log4j:log4j-core';
    const ids = (version: string) =>
      matchPackages([aPackage('maven', name, version)], undefined, undefined, database).findings.map(
        ({ ruleId, severity }) => `${ruleId} ${severity.level}`,
      );
    expect(ids('2.14.1')).toContain('CVE-2021-44228 critical');
    expect(ids('2.25.0')).toEqual([]);
  });
});
