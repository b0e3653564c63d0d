import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AdvisoryDatabase, importPaths, matchPackages, openDatabase } from '#advisory';
import type { Package } from '#model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rpm } from '../../src/advisory/version/version-oracles.fixture.ts';
import { type NaiveFix, readAlmaNaively } from './naive-almalinux.ts';
import { VersionAnswers } from './version-answers.ts';

const root = resolve(import.meta.dirname, '../..');
const advisories = process.env['SEAWALL_ADVISORIES'] ?? resolve(root, '../shared/advisories');
const archive = join(advisories, 'osv', 'AlmaLinux-all.zip');
const why = existsSync(archive) ? rpm.missing() : 'needs SEAWALL_ADVISORIES';

/** One package name of one release, with every version and stream to ask about. */
interface Subject {
  release: string;
  name: string;
  fixes: NaiveFix[];
  versions: string[];
  /** `undefined` is a package outside modules; the last is a stream that no notice names. */
  streams: (string | undefined)[];
}

function subjectOf(key: string, fixes: NaiveFix[]): Subject {
  const [release = '', name = ''] = key.split(' ');
  const bounds = [...new Set(fixes.map(({ fixed }) => fixed))];
  // `~` sorts before everything, any further segment after it: the next versions below and above the bound. A rebuild
  // outside the module has the same version without the module's mark.
  const around = bounds.flatMap((bound) => [bound, `${bound}~1`, `${bound}.1`, bound.replace(/\.module.*$/, '')]);
  const streams = [undefined, ...new Set(fixes.flatMap((fix) => fix.streams ?? [])), 'unheard-of:1'];
  return { release, name, fixes, versions: [...new Set([...around, '0-0', '99:0-0'])], streams };
}

function expectedOf({ fixes }: Subject, version: string, stream: string | undefined, answers: VersionAnswers) {
  // A package of a module whose stream nobody recorded.
  if (stream === undefined && version.includes('.module')) return { ids: [], checked: false };
  const ids = new Set<string>();
  for (const fix of fixes) {
    const own = fix.streams === undefined ? stream === undefined : stream !== undefined && fix.streams.includes(stream);
    if (own && answers.of(version, fix.fixed) === '<') for (const id of fix.ids) ids.add(id);
  }
  return { ids: [...ids].toSorted(), checked: true };
}

function aPackage(name: string, version: string, stream: string | undefined): Package {
  const properties = stream === undefined ? {} : { properties: { modularitylabel: `${stream}:820240101:abcdef` } };
  const place = { locations: [], licences: [], scope: 'installed' as const, base: 'unknown' as const };
  return { name, version, type: 'rpm', purl: `pkg:rpm/almalinux/${name}@${version}`, ...place, ...properties };
}

describe.skipIf(why !== undefined)(`AlmaLinux against a naive check (${why ?? 'rpm'})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-alma-'));
  let database: AdvisoryDatabase;

  beforeAll(async () => {
    await importPaths(folder, [archive], { now: new Date('2026-01-01') });
    database = openDatabase(folder);
  }, 300_000);
  afterAll(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  test('every package at every fix, in and out of modules: none missing, none extra', { timeout: 900_000 }, () => {
    const subjects = [...readAlmaNaively(archive)].map(([key, fixes]) => subjectOf(key, fixes));
    const answers = new VersionAnswers();
    for (const { fixes, versions } of subjects) {
      for (const { fixed } of fixes) for (const version of versions) answers.want(version, fixed);
    }
    answers.ask(rpm);
    const outcome = { asked: 0, unchecked: 0, findings: 0, inModules: 0 };
    const different: string[] = [];
    for (const subject of subjects) {
      const distribution = { id: 'almalinux', versionId: `${subject.release}.4` };
      for (const version of subject.versions) {
        for (const stream of subject.streams) {
          const { ids, checked } = expectedOf(subject, version, stream, answers);
          const item = aPackage(subject.name, version, stream);
          const { findings, notChecked } = matchPackages([item], distribution, undefined, database);
          const found = findings.map(({ ruleId }) => ruleId).toSorted();
          outcome.asked++;
          outcome.findings += ids.length;
          if (stream !== undefined) outcome.inModules += ids.length;
          if (!checked) outcome.unchecked++;
          if (found.join() === ids.join() && (notChecked.length === 0) === checked) continue;
          different.push(`${subject.release} ${subject.name} ${version} ${stream}: ${found.join()}, not ${ids.join()}`);
        }
      }
    }
    console.log(`AlmaLinux: ${subjects.length} packages, ${JSON.stringify(outcome)}, ${different.length} differ`);
    expect(different.slice(0, 10)).toEqual([]);
    expect(outcome.inModules).toBeGreaterThan(10_000);
    expect(outcome.unchecked).toBeGreaterThan(1000);
  });
});
