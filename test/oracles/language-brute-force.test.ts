import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AdvisoryDatabase, importPaths, matchPackages, openDatabase } from '#advisory';
import type { Package, PackageType } from '#model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  composerSemver,
  mavenArtifact,
  npmSemver,
  pythonPackaging,
  rubyGems,
  type VersionOracle,
} from '../../src/advisory/version/version-oracles.fixture.ts';
import { type NaiveAdvisories, type NaiveAdvisory, type NaiveEvent, readNaively } from './naive-advisories.ts';
import { VersionAnswers } from './version-answers.ts';

const root = resolve(import.meta.dirname, '../..');
const advisories = process.env['SEAWALL_ADVISORIES'] ?? resolve(root, '../shared/advisories');
const why = existsSync(join(advisories, 'osv')) ? undefined : 'needs SEAWALL_ADVISORIES';

/** NuGet has no implementation here: its four numbers by hand, its labels by npm's semver in lower case. */
const nugetByHand: VersionOracle = {
  id: 'by hand',
  missing: () => undefined,
  ask: (pairs) => {
    const numbers = pairs.map(([a, b]) => [a, b].map((text) => text.split(/[-+]/)[0]?.split('.').map(Number) ?? []));
    const labels = pairs.map(([a, b]) => [labelled(a), labelled(b)] as const);
    const byLabel = npmSemver.ask(labels);
    return numbers.map(([a = [], b = []], index) => {
      const at = [0, 1, 2, 3].find((position) => (a[position] ?? 0) !== (b[position] ?? 0));
      if (at === undefined) return byLabel[index] ?? '?';
      return (a[at] ?? 0) < (b[at] ?? 0) ? '<' : '>';
    });
  },
};

function labelled(version: string): string {
  const label = /-[^+]*/.exec(version)?.[0] ?? '';
  return `0.0.0${label.toLowerCase()}`;
}

const ecosystems: readonly [ecosystem: string, type: PackageType, oracle: VersionOracle][] = [
  ['npm', 'npm', npmSemver],
  ['Go', 'golang', npmSemver],
  ['crates.io', 'cargo', npmSemver],
  ['PyPI', 'pypi', pythonPackaging],
  ['Maven', 'maven', mavenArtifact],
  ['RubyGems', 'gem', rubyGems],
  ['Packagist', 'composer', composerSemver],
  ['NuGet', 'nuget', nugetByHand],
];

/** Enough for all of a package's boundaries but those of the few packages with hundreds. */
const maxVersions = 120;

/** Versions at and around every boundary of the advisories, and some of those that they list. */
function versionsAround(list: readonly NaiveAdvisory[]): string[] {
  const bounds = new Set(
    list.flatMap(({ ranges }) => ranges.flat().flatMap((event) => Object.values(event) as string[])),
  );
  const listed = list.flatMap(({ versions }) => versions);
  const step = Math.max(1, Math.floor(listed.length / 40));
  const around = [...bounds].flatMap((bound) => {
    const core = /^\d+(?:\.\d+)*/.exec(bound)?.[0] ?? '0';
    const up = core.replace(/\d+$/, (last) => String(BigInt(last) + 1n));
    const down = core.replace(/\d+$/, (last) => String(last === '0' ? 0n : BigInt(last) - 1n));
    const full = (text: string): string =>
      [...text.split('.'), '0', '0'].slice(0, Math.max(3, text.split('.').length)).join('.');
    return [bound, up, down, full(bound), full(up), full(down), `${full(core)}-rc.1`, `${full(up)}-0`];
  });
  const all = [...new Set([...around, ...listed.filter((_, index) => index % step === 0), '0.0.1', '999.0.0'])];
  const every = Math.ceil(all.length / maxVersions);
  return all.filter((_, index) => index % every === 0);
}

/** The numbers that count: equal versions have the same, however they are written. */
function numbersOf(version: string): string {
  return (version.match(/[1-9]\d*/g) ?? []).join(' ');
}

/** OSV's evaluation algorithm, in the order of the file, which is sorted by event in all of these data. */
function isAffected(version: string, advisory: NaiveAdvisory, orders: VersionAnswers): boolean {
  const { ranges, versions, withdrawn, conditions } = advisory;
  if (withdrawn) return false;
  if (versions.some((named) => named === version || orders.of(version, named) === '=')) return true;
  if (conditions) return ranges.some((events) => events.every((event) => holds(version, event, orders)));
  return ranges.some((events) => {
    let affected = false;
    const applies = ({ introduced, fixed, last_affected: last }: NaiveEvent): boolean =>
      introduced === '0' || orders.of(version, introduced ?? fixed ?? last ?? '') !== '<';
    const key = ({ introduced, fixed, last_affected: last }: NaiveEvent): string => introduced ?? fixed ?? last ?? '';
    for (const event of events.toSorted((a, b) => sortSign(key(a), key(b), orders))) {
      if (!applies(event)) continue;
      if (event.introduced !== undefined) affected = true;
      if (event.fixed !== undefined) affected = false;
      if (event.last_affected !== undefined && orders.of(version, event.last_affected) === '>') affected = false;
    }
    return affected;
  });
}

function holds(
  version: string,
  { introduced, fixed, last_affected: last }: NaiveEvent,
  orders: VersionAnswers,
): boolean {
  if (introduced !== undefined) return introduced === '0' || orders.of(version, introduced) !== '<';
  return fixed === undefined ? orders.of(version, last ?? '') !== '>' : orders.of(version, fixed) === '<';
}

function sortSign(a: string, b: string, orders: VersionAnswers): number {
  if (a === b || b === '0') return a === b ? 0 : 1;
  if (a === '0') return -1;
  const order = orders.of(a, b);
  return order === '<' ? -1 : order === '>' ? 1 : 0;
}

/** For every id its vulnerability: names that hang together, found by repeating until nothing changes. */
function vulnerabilitiesOf(list: readonly NaiveAdvisory[]): Map<string, string> {
  const label = new Map(list.flatMap(({ names }) => names).map((name) => [name, name]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { names } of list) {
      const lowest = names.map((name) => label.get(name) ?? name).toSorted()[0] ?? '';
      for (const name of names) {
        if (label.get(name) === lowest) continue;
        label.set(name, lowest);
        changed = true;
      }
    }
  }
  return label;
}

function aPackage(type: PackageType, name: string, version: string): Package {
  const purl = `pkg:${type}/${name}@${version}`;
  return { name, version, purl, type, licences: [], locations: [], scope: 'installed', base: 'unknown' };
}

interface Subject {
  name: string;
  all: NaiveAdvisory[];
  versions: string[];
  vulnerabilities: Map<string, string>;
}

function subjectsOf(packages: ReadonlyMap<string, ReadonlyMap<string, NaiveAdvisory>>): Subject[] {
  return [...packages].map(([name, list]) => {
    const all = [...list.values()];
    const valid = all.filter(({ withdrawn }) => !withdrawn);
    return { name, all, versions: versionsAround(all), vulnerabilities: vulnerabilitiesOf(valid) };
  });
}

/** Asks the oracle for every order that the naive check will look at. */
function ordersOf(subjects: readonly Subject[], oracle: VersionOracle): VersionAnswers {
  const orders = new VersionAnswers();
  for (const { all, versions } of subjects) {
    const alike = Map.groupBy(versions, numbersOf);
    for (const version of versions) orders.want(version, version);
    for (const { ranges, versions: named } of all) {
      for (const events of ranges) {
        const bounds = events.flatMap((event) => Object.values(event) as string[]);
        for (const bound of bounds) for (const version of [...versions, ...bounds]) orders.want(version, bound);
      }
      for (const bound of named) for (const version of alike.get(numbersOf(bound)) ?? []) orders.want(version, bound);
    }
  }
  orders.ask(oracle);
  return orders;
}

/** What differs between the naive check and Seawall, and how much was looked at. */
function check(subjects: readonly Subject[], type: PackageType, orders: VersionAnswers, database: AdvisoryDatabase) {
  const outcome = { versions: 0, findings: 0, different: [] as string[] };
  for (const { name, all, versions, vulnerabilities } of subjects) {
    for (const version of versions) {
      // What the ecosystem's own tool refuses is not checked, and no finding.
      if (orders.of(version, version) === '?') continue;
      const { findings, notChecked } = matchPackages([aPackage(type, name, version)], undefined, undefined, database);
      const matched = all.filter((advisory) => isAffected(version, advisory, orders));
      const expected = [...new Set(matched.map(({ id }) => vulnerabilities.get(id) ?? id))].toSorted();
      const found = findings.map(({ ruleId }) => vulnerabilities.get(ruleId) ?? ruleId).toSorted();
      outcome.versions++;
      outcome.findings += expected.length;
      if (JSON.stringify(found) === JSON.stringify(expected) && notChecked.length === 0) continue;
      const missing = expected.filter((id) => !found.includes(id));
      const extra = found.filter((id) => !expected.includes(id));
      const unchecked = notChecked.map((item) => item.why);
      outcome.different.push(
        [name, version, `missing ${missing.join()}`, `extra ${extra.join()}`, ...unchecked].join(' '),
      );
    }
  }
  return outcome;
}

describe.skipIf(why !== undefined)('language packages against a naive check (needs SEAWALL_ADVISORIES)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-brute-'));
  let naive: NaiveAdvisories;
  let database: AdvisoryDatabase;

  beforeAll(async () => {
    const paths = [join(advisories, 'osv'), join(advisories, 'npm', 'ghsa-npm-shards.zip')];
    await importPaths(folder, paths, { now: new Date('2026-01-01') });
    database = openDatabase(folder);
    naive = readNaively(advisories);
  }, 300_000);
  afterAll(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  for (const [ecosystem, type, oracle] of ecosystems) {
    const reason = oracle.missing();
    const name = `${ecosystem}: none missing, none extra${reason === undefined ? '' : ` (${reason})`}`;
    test.skipIf(reason !== undefined)(name, { timeout: 600_000 }, () => {
      const subjects = subjectsOf(naive.get(ecosystem) ?? new Map());
      const outcome = check(subjects, type, ordersOf(subjects, oracle), database);
      const { versions, findings, different } = outcome;
      console.log(
        `${ecosystem}: ${subjects.length} packages, ${versions} versions, ${findings} findings, ${different.length} differ`,
      );
      expect(different.slice(0, 10)).toEqual([]);
      expect(findings).toBeGreaterThan(100);
    });
  }
});
