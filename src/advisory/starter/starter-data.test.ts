import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scoreOfVector } from '../cvss.ts';
import { ecosystemOfDistribution, ecosystemOfOsv, ecosystemOfPurlType } from '../ecosystems.ts';
import { orderingOf } from '../version/orderings.ts';
import { starterFolder } from './starter-folder.ts';
import { readStarterShard, starterShardKeys } from './starter-shard.ts';

interface Record {
  id: string;
  modified: string;
  published: string;
  summary: string;
  severity: { type: string; score: string }[];
  references: { type: string; url: string }[];
  database_specific?: { exploited?: boolean };
  affected: {
    package: { ecosystem: string; name: string };
    versions?: string[];
    ranges?: { type: string; events: { introduced?: string; fixed?: string; last_affected?: string }[] }[];
  }[];
}

const files = readdirSync(starterFolder());
const records = files.flatMap((file) => {
  const list = JSON.parse(readFileSync(join(starterFolder(), file), 'utf8')) as Record[];
  return list.map((record) => ({ file, record }));
});
const ids = new Set(records.map(({ record }) => record.id));

describe('the starter data', () => {
  test('has at least 100 vulnerabilities, of which 50 are known to be exploited', () => {
    expect(ids.size).toBeGreaterThanOrEqual(100);
    const exploited = records.filter(({ record }) => record.database_specific?.exploited === true);
    expect(new Set(exploited.map(({ record }) => record.id)).size).toBeGreaterThanOrEqual(50);
  });

  test('says the same of one vulnerability in every shard', () => {
    const told = new Set(
      records.map(({ record: { id, published, severity, database_specific: own } }) =>
        JSON.stringify([id, published, severity, own?.exploited === true]),
      ),
    );
    expect(told.size).toBe(ids.size);
  });

  test.each([
    ['Log4Shell', 'CVE-2021-44228', 'maven'],
    ['Spring4Shell', 'CVE-2022-22965', 'maven'],
    ['Heartbleed', 'CVE-2014-0160', 'debian:12'],
    ['Shellshock', 'CVE-2014-6271', 'debian:12'],
    ['xz', 'CVE-2024-3094', 'debian:13'],
    ['regreSSHion', 'CVE-2024-6387', 'alpine:3.20'],
    ['Leaky Vessels', 'CVE-2024-21626', 'go'],
    ['IngressNightmare', 'CVE-2025-1974', 'go'],
    ['Drupalgeddon 2', 'CVE-2018-7600', 'packagist'],
    ['event-stream', 'GHSA-mh6f-8j2x-4483', 'npm'],
  ])('knows %s', (_, id, shard) => {
    expect(readStarterShard(starterFolder(), shard).advisories.has(id)).toBe(true);
  });

  test.each(starterShardKeys(starterFolder()))('%s is about packages that a scan asks it about', (shard) => {
    const { source, rows, problems } = readStarterShard(starterFolder(), shard);
    expect(problems).toEqual([]);
    expect(source).toMatchObject({ shard, starter: true });
    expect(rows.size).toBeGreaterThan(0);
    const file = `${shard.replace(':', '_')}.json`;
    for (const { record } of records.filter((item) => item.file === file)) {
      for (const { package: target } of record.affected) {
        const { ecosystem, shard: of } = ecosystemOfOsv(target.ecosystem);
        expect(of).toBe(shard);
        expect(ecosystemOfDistribution(ecosystem.shard) ?? ecosystemOfPurlType(ecosystem.purlType ?? '', '')).toBe(
          ecosystem,
        );
      }
    }
  });
});

describe.each(records)('$record.id in $file', ({ record }) => {
  test('says what a finding needs, and where to read more', () => {
    expect(record.id).toMatch(/^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[0-9a-z]{4}){3})$/);
    expect(record.summary).toMatch(/^.{15,180}$/);
    expect(record.severity).toHaveLength(1);
    expect(scoreOfVector(record.severity[0]?.score ?? '')).toBeGreaterThan(3);
    expect(record.published).toMatch(/^20\d\d-[01]\d-[0-3]\dT00:00:00Z$/);
    expect(record.published <= record.modified).toBe(true);
    const urls = record.references.map(({ url }) => url);
    expect(urls.length).toBeGreaterThanOrEqual(2);
    expect(new Set(urls).size).toBe(urls.length);
    for (const url of urls) expect(url).toMatch(/^https:\/\/[\w.-]+\/\S*$/);
  });

  test('has ranges of versions of its ecosystem, each of which holds something', () => {
    for (const { package: target, ranges = [], versions = [] } of record.affected) {
      const ordering = orderingOf(ecosystemOfOsv(target.ecosystem).ecosystem.ordering ?? '');
      expect(ranges.length + versions.length).toBeGreaterThan(0);
      for (const version of versions) expect(ordering?.valid(version)).toBe(true);
      for (const { events } of ranges) {
        const bounds = events.map((event) => event.introduced ?? event.fixed ?? event.last_affected ?? '');
        for (const bound of bounds) expect(bound === '0' || ordering?.valid(bound)).toBe(true);
        for (const [index, bound] of bounds.slice(1).entries()) {
          const before = bounds[index] ?? '';
          if (before !== '0')
            expect([before, bound, Math.sign(ordering?.compare(before, bound) ?? 0)]).toEqual([before, bound, -1]);
        }
      }
    }
  });
});
