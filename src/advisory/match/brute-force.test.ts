import { spawnSync } from 'node:child_process';
import type { Package } from '#model';
import { describe, expect, test } from 'vitest';
import { debianTracker } from '../feeds/debian-tracker.ts';
import { matchPackages } from '../match-packages.ts';
import { randomNumbers, versionPairs } from '../version/version-pairs.fixture.ts';
import { memoryDatabase } from './memory-database.fixture.ts';

type Tracker = Record<string, Record<string, { releases: Record<string, Record<string, string>> }>>;

const random = randomNumbers(11);
const versions = [...versionPairs('deb', 400, 5)].flat().filter((version) => isVersion(version));

function isVersion(version: string): boolean {
  return /^[0-9][0-9A-Za-z.+~]*(?:-[0-9A-Za-z.+~]+)?$/.test(version);
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

function makeRelease(): Record<string, string> {
  const status = pick(['resolved', 'resolved', 'resolved', 'open', 'undetermined']);
  const urgency = pick(['not yet assigned', 'unimportant', 'low', 'end-of-life']);
  return { status, urgency, ...(status === 'resolved' && { fixed_version: random() < 0.15 ? '0' : pick(versions) }) };
}

function makeTracker(): Tracker {
  const cves = Array.from({ length: 25 }, (_, index) => `CVE-2024-${index}`);
  const names = Array.from({ length: 30 }, (_, index) => `source-${index}`);
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.fromEntries(
        cves
          .filter(() => random() < 0.3)
          .map((cve) => [cve, { releases: { bookworm: makeRelease(), trixie: makeRelease() } }]),
      ),
    ]),
  );
}

function makePackages(): Package[] {
  return Array.from({ length: 60 }, (_, index) => ({
    name: `binary-${index}`,
    version: pick(versions),
    purl: `pkg:deb/debian/binary-${index}`,
    type: 'deb',
    source: { name: `source-${index % 32}`, version: pick(versions) },
    licences: [],
    locations: [],
    scope: 'installed',
    base: 'unknown',
  }));
}

/** Every combination looked at one by one, each comparison asked of dpkg. */
function bruteForce(packages: readonly Package[], tracker: Tracker, codename: string): string[] {
  const found: string[] = [];
  const questions: { line: string; finding: string }[] = [];
  for (const item of packages) {
    for (const [cve, { releases }] of Object.entries(tracker[item.source?.name ?? item.name] ?? {})) {
      const release = releases[codename];
      const finding = `${item.name} ${cve}`;
      if (release?.['status'] === 'open') found.push(finding);
      if (release?.['status'] !== 'resolved' || release['fixed_version'] === '0') continue;
      questions.push({ line: `${item.source?.version} ${release['fixed_version']}`, finding });
    }
  }
  const script = 'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo y; else echo n; fi; done';
  const input = questions.map(({ line }) => `${line}\n`).join('');
  const answers = spawnSync('sh', ['-c', script], { input, encoding: 'utf8' }).stdout.trim().split('\n');
  return [...found, ...questions.filter((_, index) => answers[index] === 'y').map(({ finding }) => finding)];
}

describe('findings against a naive check with dpkg', () => {
  test.skipIf(spawnSync('dpkg', ['--version']).status !== 0)('none missing, none extra', async () => {
    const tracker = makeTracker();
    const packages = makePackages();
    const database = await memoryDatabase([debianTracker, tracker]);
    for (const [codename, versionId] of [
      ['bookworm', '12'],
      ['trixie', '13'],
    ] as const) {
      const { findings, notChecked } = matchPackages(packages, { id: 'debian', versionId }, undefined, database);
      expect(notChecked).toEqual([]);
      const expected = bruteForce(packages, tracker, codename).toSorted();
      expect(expected.length).toBeGreaterThan(100);
      expect(findings.map(({ package: item, ruleId }) => `${item?.name} ${ruleId}`).toSorted()).toEqual(expected);
    }
  });
});
