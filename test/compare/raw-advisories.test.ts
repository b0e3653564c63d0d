import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { makeZip } from '../fixtures/zip-writer.ts';
import { describeRange, RawAdvisories, statementHolds, type RawStatement } from './raw-advisories.ts';

const folder = mkdtempSync(join(tmpdir(), 'compare-advisories-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(path: string, bytes: Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

function zip(members: Record<string, unknown>): Buffer {
  return makeZip(
    Object.entries(members).map(([name, content]) => ({ name, content: Buffer.from(JSON.stringify(content)) })),
  );
}

put(
  'osv/PyPI.zip',
  zip({
    'PYSEC-1.json': {
      id: 'PYSEC-1',
      aliases: ['CVE-1', 'GHSA-1'],
      affected: [
        {
          package: { ecosystem: 'PyPI', name: 'Foo_Bar' },
          ranges: [
            { type: 'GIT', events: [{ introduced: '0' }] },
            {
              type: 'ECOSYSTEM',
              events: [{ introduced: '0' }, { fixed: '1.2' }, { introduced: '2' }, { last_affected: '2.5' }],
            },
          ],
          versions: ['3.0'],
        },
      ],
    },
  }),
);
put(
  'npm/ghsa-npm-shards.zip',
  zip({
    'a.json': {
      packageName: 'a',
      vulnerabilities: [
        {
          id: 'GHSA-1',
          title: 'x',
          identifiers: [{ value: 'GHSA-1' }, { value: 'CVE-2' }],
          affectedVersions: [{ range: '>= 1.0.0, <= 1.2.0', fixed: '1.2.5' }],
        },
        { id: 'GHSA-2', title: 'Withdrawn: y', affectedVersions: [{ range: '= 1.0.0' }] },
      ],
    },
  }),
);
put(
  'debian/tracker-derived.json.gz',
  gzipSync(
    JSON.stringify({
      curl: {
        'CVE-3': { releases: { bookworm: { status: 'open' }, trixie: { status: 'resolved', fixed_version: '8-1' } } },
        'CVE-4': { releases: { bookworm: { status: 'resolved', fixed_version: '0' } } },
      },
    }),
  ),
);
put(
  'alpine/secdb-derived-aports-2023-02-27.zip',
  zip({
    'v3.17/main.json': {
      packages: [{ pkg: { name: 'curl', secfixes: { '7.87.0-r0': ['CVE-5 XSA-1'], '0': ['CVE-6'] } } }],
    },
  }),
);
put(
  'rubygems/ruby-advisory-db.zip',
  makeZip([
    {
      name: 'gems/rack/x.yml',
      content: Buffer.from(
        "gem: rack\ncve: 2025-1\nghsa: a-b-c\npatched_versions: ['~> 2.0.9', '>= 2.1.3']\nunaffected_versions: ['< 1.0']\n",
      ),
    },
    { name: 'rubies/ruby/x.yml', content: Buffer.from('engine: ruby\ncve: 2025-2\n') },
  ]),
);
const advisories = new RawAdvisories(folder);

function holds(ecosystem: string, name: string, id: string, ordering: string, versions: string[]): string[] {
  const statements = advisories.aboutVulnerability(ecosystem, name, [id]);
  return versions.filter((version) => statements.some((item) => statementHolds(item, version, ordering)));
}

describe('statements of every form', () => {
  test.each([
    [
      'PyPI',
      'foo-bar',
      'PYSEC-1',
      'pypi',
      ['1.1', '1.2', '2.0', '2.5', '2.6', '3.0.0'],
      ['1.1', '2.0', '2.5', '3.0.0'],
    ],
    ['npm', 'a', 'GHSA-1', 'npm', ['0.9.0', '1.2.0', '1.2.4', '1.2.5'], ['1.2.0', '1.2.4']],
    ['npm', 'a', 'GHSA-2', 'npm', ['1.0.0'], []],
    [
      'RubyGems',
      'rack',
      'GHSA-a-b-c',
      'gem',
      ['0.9', '1.0', '2.0.8', '2.0.9', '2.1.2', '2.1.3'],
      ['1.0', '2.0.8', '2.1.2'],
    ],
    ['Debian:bookworm', 'curl', 'CVE-3', 'deb', ['7-1'], ['7-1']],
    ['Debian:trixie', 'curl', 'CVE-3', 'deb', ['8-1~', '8-1'], ['8-1~']],
    ['Debian:bookworm', 'curl', 'CVE-4', 'deb', ['1'], []],
    ['Alpine:v3.17', 'curl', 'XSA-1', 'apk', ['7.86.0-r0', '7.87.0-r0'], ['7.86.0-r0']],
    ['Alpine:v3.17', 'curl', 'CVE-6', 'apk', ['1-r0'], []],
    ['Alpine:v3.16', 'curl', 'CVE-5', 'apk', ['1-r0'], []],
  ])('%s %s %s', (ecosystem, name, id, ordering, asked, expected) => {
    expect(holds(ecosystem, name, id, ordering, asked)).toEqual(expected);
  });

  test('a vulnerability has every name that a record gives it, over several records', () => {
    expect([...advisories.namesOf(['CVE-1'])].toSorted()).toEqual(['CVE-1', 'CVE-2', 'GHSA-1', 'PYSEC-1']);
    expect([...advisories.namesOf(['CVE-9'])]).toEqual(['CVE-9']);
    expect(holds('npm', 'a', 'CVE-1', 'npm', ['1.1.0'])).toEqual(['1.1.0']);
  });

  test('every type of package has an ordering', () => {
    const statement: RawStatement = {
      file: '',
      id: '',
      aliases: [],
      withdrawn: false,
      ranges: [{ fixed: '2' }],
      versions: [],
    };
    for (const type of ['deb', 'apk', 'rpm', 'npm', 'pypi', 'maven', 'gem', 'golang', 'cargo', 'composer', 'nuget'])
      expect(() => statementHolds(statement, '1', type)).not.toThrow();
  });

  test.each([
    [{}, 'every version'],
    [{ introduced: '0', fixed: '2' }, '< 2'],
    [{ introduced: '1', lastAffected: '2' }, '>= 1, <= 2'],
  ])('the range %j is %s', (range, expected) => {
    expect(describeRange(range)).toBe(expected);
  });
});
