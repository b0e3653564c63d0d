import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Package } from '#model';
import { scanResultSchema } from '#model/schema';
import { databaseStatus } from '../database-status.ts';
import { importPaths } from '../importer.ts';
import { openDatabase } from '../store/database.ts';
import { builtInFile, builtInReleases } from './built-in-releases.ts';
import { lifecycleFindings } from './lifecycle-findings.ts';
import { openLifecycle } from './open-lifecycle.ts';
import { isDay } from './release-lifecycle.ts';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-lifecycle-'));
  const files = {
    'debian.csv':
      'version,codename,series,created,release,eol,eol-lts,eol-elts\n' +
      '10,Buster,buster,2017-06-17,2019-07-06,2022-09-10,2024-06-30,2029-06-30\n' +
      '12,Bookworm,bookworm,2021-08-14,2023-06-10,2026-06-10,2028-06-30\n',
    'ubuntu.csv':
      'version,codename,series,created,release,eol,eol-server,eol-esm\n' +
      '22.04 LTS,Jammy,jammy,2021-10-14,2022-04-21,2027-06-01,2027-06-01,2032-04-21\n',
    'ended.deb12':
      '# List of packages whose security support ends before the distribution EOL\n' +
      'lxd 5.0.2 2026-06-12 too complex, see https://bugs.debian.org/1138294\n',
    limited: '# List of packages where security support is limited\ngolang.* see the notes\n',
  };
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const { skipped, imported } = await importPaths(folder, paths, { now: new Date('2026-11-22T00:00:00Z') });
  expect(skipped).toEqual([]);
  expect(imported).toHaveLength(4);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const on = (day: string, id: string, versionId: string | undefined, packages: readonly Package[] = []) =>
  lifecycleFindings(
    { id, ...(versionId !== undefined && { versionId }) },
    packages,
    openLifecycle(folder),
    new Date(`${day}T23:59:59Z`),
  );

describe('a release', () => {
  test.each([
    ['whose normal support ends that day', '2026-06-10', 'debian', '12', []],
    ['whose normal support ended the day before', '2026-06-11', 'debian', '12', ['support-ended-debian-12 medium']],
    ['whose life ends that day', '2028-06-30', 'debian', '12', ['support-ended-debian-12 medium']],
    ['whose life ended the day before', '2028-07-01', 'debian', '12', ['eol-debian-12 high']],
    ['that is years past its end', '2026-11-22', 'debian', '10', ['eol-debian-10 high']],
    ['that is supported', '2026-11-22', 'ubuntu', '22.04', []],
    ['that no table knows', '2026-11-22', 'ubuntu', '99.04', []],
    ['of a distribution that no table knows', '2026-11-22', 'plan9', '4', []],
    ['that states no number', '2026-11-22', 'debian', undefined, []],
    ['with a point release', '2024-11-23', 'alpine', '3.17.2', ['eol-alpine-3.17 high']],
    ['of a development branch', '2024-11-23', 'alpine', '3.24_alpha20260101', []],
    ['with a minor number', '2026-11-22', 'almalinux', '8.10', ['support-ended-almalinux-8 medium']],
    ['3.2 and not 3.20', '2024-11-23', 'alpine', '3.20.3', []],
  ])('%s', (_, day, id, versionId, expected) => {
    expect(on(day, id, versionId).map(({ ruleId, severity }) => `${ruleId} ${severity.level}`)).toEqual(expected);
  });

  test('past its end is a finding with dates and source, of the published shape', () => {
    const [finding] = on('2026-11-22', 'debian', '10');
    expect(finding).toMatchObject({
      kind: 'config',
      title: 'debian 10 has reached its end of life',
      status: 'end of life',
      why: 'debian 10 has had no security updates since 2024-06-30: build on a newer release',
      evidence: { source: 'distro-info debian', range: 'support until 2022-09-10, end of life 2024-06-30' },
      location: { path: '/etc/os-release' },
    });
    expect(scanResultSchema.shape.findings.parse([finding])).toEqual([finding]);
    expect(on('2027-01-01', 'debian', '10')[0]?.id).toBe(finding?.id);
  });
});

describe('packages with less support than their release', () => {
  const deb = (name: string, source?: string): Package => ({
    name,
    version: '1',
    type: 'deb',
    purl: `pkg:deb/debian/${name}@1`,
    locations: [],
    scope: 'installed',
    licences: [],
    base: 'unknown',
    ...(source !== undefined && { source: { name: source, version: '1' } }),
  });
  const packages = [deb('lxd-client', 'lxd'), deb('golang-1.19'), deb('lxdm'), { ...deb('lxd'), type: 'rpm' as const }];
  const about = (day: string, versionId: string) =>
    on(day, 'debian', versionId, packages).flatMap(({ ruleId, package: item, severity }) =>
      item === undefined ? [] : [`${item.name} ${ruleId} ${severity.level}`],
    );

  test('are findings by their source, from the day after', () => {
    const limited = 'golang-1.19 security-support-limited low';
    expect(about('2026-06-12', '12')).toEqual([limited]);
    expect(about('2026-06-13', '12')).toEqual(['lxd-client security-support-ended medium', limited]);
  });

  test('are so in their release only', () => {
    expect(about('2026-11-22', '13')).toEqual(['golang-1.19 security-support-limited low']);
    expect(on('2026-11-22', 'ubuntu', '12', packages)).toEqual([]);
  });

  test('say why, with the link, in the published shape', () => {
    const finding = on('2026-06-13', 'debian', '12', packages).find(({ package: item }) => item?.name === 'lxd-client');
    expect(finding).toMatchObject({
      why: 'lxd has had no security support since 2026-06-12: too complex, see https://bugs.debian.org/1138294',
      references: ['https://bugs.debian.org/1138294'],
      evidence: { matchedName: 'lxd', range: 'support until 2026-06-12' },
    });
    expect(scanResultSchema.shape.findings.parse([finding])).toEqual([finding]);
  });
});

test('the dates are no data about packages: no shard of theirs is matched, and the status names them', () => {
  expect(openDatabase(folder).shards).toEqual([]);
  expect(databaseStatus(folder).sources).toMatchObject([
    { shard: 'lifecycle', source: 'distro-info debian', records: 2 },
    { shard: 'lifecycle', source: 'distro-info ubuntu', records: 1 },
    { shard: 'lifecycle', source: 'debian-security-support ended 12', records: 1 },
    { shard: 'lifecycle', source: 'debian-security-support limited', records: 1 },
  ]);
});

describe('the table that comes with the program', () => {
  test('has a line of five fields for each release, dates that exist and a page each', () => {
    const lines = readFileSync(builtInFile(), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('distribution,release,support ends,end of life,source');
    expect(new Set(lines.map((line) => line.split(',').slice(0, 2).join())).size).toBe(lines.length);
    for (const line of lines.slice(1)) expect(line.split(',')).toHaveLength(5);
    expect([...builtInReleases().keys()].toSorted()).toEqual(['almalinux', 'alpine', 'amzn', 'rocky']);
    for (const { supportEnds, endOfLife, source } of [...builtInReleases().values()].flat()) {
      expect([supportEnds, endOfLife].every(isDay)).toBe(true);
      expect(supportEnds <= endOfLife).toBe(true);
      expect(source).toMatch(/^https:\/\//);
    }
  });

  test('that is gone is an error without a verdict', () => {
    expect(() => builtInReleases(join(folder, 'none'))).toThrow(/install seawall again/);
  });
});
