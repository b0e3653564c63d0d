import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdvisoryRow, VersionRange } from '../advisory-row.ts';
import { type Ecosystem, ecosystemOfDistribution, ecosystemOfPurlType } from '../ecosystems.ts';
import { importPaths } from '../importer.ts';
import { affectedBy } from '../match/affected.ts';
import { packageKnowledge, type Vulnerability } from '../match/package-knowledge.ts';
import { type AdvisoryDatabase, openDatabase } from '../store/database.ts';
import type { Ordering } from '../version/ordering.ts';
import { orderingOf } from '../version/orderings.ts';
import { expectedDisagreements } from './expected-disagreements.fixture.ts';
import { starterFolder } from './starter-folder.ts';
import { readStarterShard, starterShardKeys } from './starter-shard.ts';
import { starterDatabase } from './starter-database.ts';

const advisories = process.env['SEAWALL_ADVISORIES'] ?? '';
const files = [
  'osv/Go-all.zip',
  'osv/rust-crates-all.zip',
  'osv/PyPI-all.zip',
  'osv/Maven-ghsa-subset.zip',
  'osv/npm-ghsa-subset.zip',
  'osv/RubyGems-ghsa-subset.zip',
  'osv/NuGet-ghsa-subset.zip',
  'osv/Packagist-ghsa-subset.zip',
  'npm/ghsa-npm-shards.zip',
  'rubygems/ruby-advisory-db.zip',
  'debian/tracker-derived.json.gz',
  'alpine/secdb-derived-aports-2023-02-27.zip',
];
const purlTypes = ['maven', 'npm', 'pypi', 'golang', 'cargo', 'gem', 'nuget', 'composer'];

/** One vulnerability of one package, as both databases have it. */
interface Pair {
  where: string;
  id: string;
  starter: Vulnerability;
  real: Vulnerability;
  ordering: Ordering;
}

describe.skipIf(advisories === '')('starter data beside real data (needs SEAWALL_ADVISORIES)', () => {
  let folder: string;
  let pairs: Pair[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seawall-starter-'));
    const paths = files.map((file) => join(advisories, file));
    await importPaths(folder, paths, { now: new Date() });
    pairs = pairsOf(openDatabase(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('at least 60 of its vulnerabilities are there for the same package', () => {
    expect(new Set(pairs.map(({ id }) => id)).size).toBeGreaterThanOrEqual(60);
  });

  test('every disagreement about versions is known, with its reason', () => {
    const found = pairs.flatMap((pair) => disagreement(pair) ?? []);
    expect(found.toSorted()).toEqual(expectedDisagreements.map(([line]) => line).toSorted());
  });
});

function pairsOf(real: AdvisoryDatabase): Pair[] {
  const none: AdvisoryDatabase = { ...openDatabase(join(tmpdir(), 'no such folder')), shards: [] } as AdvisoryDatabase;
  const starter = starterDatabase(none, starterFolder());
  return starterShardKeys(starterFolder()).flatMap((shard) =>
    [...readStarterShard(starterFolder(), shard).rows.keys()].flatMap((name) => {
      const ecosystem = ecosystemOf(shard);
      const ordering = orderingOf(ecosystem.ordering ?? '');
      if (ordering === undefined) throw new Error(shard);
      const known = (database: AdvisoryDatabase) => every(database, shard, name, ecosystem, ordering);
      const others = known(real);
      return known(starter).flatMap((item) => {
        const other = others.find(({ id, aliases }) => id === item.id || aliases.includes(item.id));
        const where = `${shard} ${name}`;
        return other === undefined ? [] : [{ where, id: item.id, starter: item, real: other, ordering }];
      });
    }),
  );
}

function ecosystemOf(shard: string): Ecosystem {
  const language = purlTypes.map((type) => ecosystemOfPurlType(type, '')).find((item) => item?.shard === shard);
  const ecosystem = language ?? ecosystemOfDistribution(shard.split(':')[0] ?? '');
  if (ecosystem === undefined) throw new Error(`no ecosystem for ${shard}`);
  return ecosystem;
}

function every(
  database: AdvisoryDatabase,
  shard: string,
  name: string,
  ecosystem: Ecosystem,
  ordering: Ordering,
): Vulnerability[] {
  const { always, below, other } = packageKnowledge(database, shard, name, ecosystem, ordering);
  return [...always, ...below.flatMap(({ vulnerabilities }) => vulnerabilities), ...other];
}

/** Both asked at every version that either names, and far beyond: a range that differs differs at one of them. */
function disagreement({ where, id, starter, real, ordering }: Pair): string | undefined {
  const bounds = [starter, real].flatMap(({ statements }) => statements.flatMap(({ row }) => boundsOf(row)));
  const versions = [...new Set([...bounds, '9999.0.0'])].filter((version) => ordering.valid(version));
  const differ = versions.filter(
    (version) => isAffected(starter, version, ordering) !== isAffected(real, version, ordering),
  );
  if (differ.length === 0) return undefined;
  return `${where} ${id}: ${rangesOf(starter)} here, ${rangesOf(real)} there`;
}

function boundsOf({ ranges, versions = [] }: AdvisoryRow): string[] {
  const named = ranges.flatMap((range) => [range.introduced ?? '0', range.fixed ?? '0', range.lastAffected ?? '0']);
  return [...named, ...versions];
}

function isAffected(vulnerability: Vulnerability, version: string, ordering: Ordering): boolean {
  return affectedBy({ always: [], below: [], other: [vulnerability] }, { version }, ordering).length > 0;
}

function rangesOf({ statements }: Vulnerability): string {
  const texts = statements.flatMap(({ row }) => [
    ...row.ranges.map(rangeText),
    ...(row.versions === undefined ? [] : [`${row.versions.length} named`]),
  ]);
  return [...new Set(texts)].join(' | ') || 'nothing';
}

function rangeText({ introduced = '0', fixed, lastAffected }: VersionRange): string {
  if (fixed !== undefined) return `${introduced} < ${fixed}`;
  return lastAffected === undefined ? `${introduced} and newer` : `${introduced} <= ${lastAffected}`;
}
