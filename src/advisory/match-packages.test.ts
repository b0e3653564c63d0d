import type { Distribution, Package } from '#model';
import { describe, expect, test } from 'vitest';
import { alpineSecdb } from './feeds/alpine-secdb.ts';
import { debianTracker } from './feeds/debian-tracker.ts';
import { osv } from './feeds/osv.ts';
import { memoryDatabase } from './match/memory-database.fixture.ts';
import { matchPackages } from './match-packages.ts';

const bookworm: Distribution = { id: 'debian', versionId: '12', codename: 'bookworm' };
const alma8: Distribution = { id: 'almalinux', versionId: '8.9' };

function aPackage(type: Package['type'], name: string, version: string, extra: Partial<Package> = {}): Package {
  return {
    name,
    version,
    type,
    purl: `pkg:${type}/x/${name}@${version}?arch=amd64`,
    licences: [],
    locations: [{ path: '/db', how: 'test' }],
    scope: 'installed',
    base: 'unknown',
    ...extra,
  };
}

function deb(name: string, version: string, source?: [name: string, version: string]): Package {
  return aPackage('deb', name, version, source && { source: { name: source[0], version: source[1] } });
}

function rpm(name: string, version: string, label?: string): Package {
  return aPackage('rpm', name, version, label === undefined ? {} : { properties: { modularitylabel: label } });
}

function tracker(packages: Record<string, Record<string, object>>) {
  const releases = (release: object) => ({ releases: { bookworm: release } });
  const entries = Object.entries(packages).map(
    ([name, cves]) =>
      [name, Object.fromEntries(Object.entries(cves).map(([cve, release]) => [cve, releases(release)]))] as const,
  );
  return [debianTracker, Object.fromEntries(entries)] as const;
}

function alsa(id: string, title: string, name: string, fixed: string, cves: string[]) {
  const affected = [
    {
      package: { ecosystem: 'AlmaLinux:8', name },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
    },
  ];
  return [osv, { id, summary: title, related: cves, modified: '2024-01-01T00:00:00Z', affected }] as const;
}

function ghsa(id: string, name: string, extra: object = {}) {
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.2.0' }] }];
  const affected = [{ package: { ecosystem: 'npm', name }, ranges }];
  return [osv, { id, modified: '2024-01-01T00:00:00Z', summary: 'Bad', affected, ...extra }] as const;
}

describe('Debian', () => {
  test('goes by source name and source version, and every binary package is a finding', async () => {
    const database = await memoryDatabase(
      tracker({ glibc: { 'CVE-2023-1': { status: 'resolved', fixed_version: '2.36-9' } } }),
    );
    const packages = [
      deb('libc6', '2.36-8', ['glibc', '2.36-8']),
      deb('libc-bin', '2.36-8', ['glibc', '2.36-8']),
      deb('locales', '99', ['glibc', '2.36-8']),
      deb('libc-l10n', '2.36-8', ['glibc', '2.36-9']),
      deb('glibc-doc', '2.36-9+b1', ['glibc', '2.36-9']),
    ];
    const { findings, notChecked, sources } = matchPackages(packages, bookworm, undefined, database);
    expect(findings.map((finding) => finding.package?.name)).toEqual(['libc6', 'libc-bin', 'locales']);
    expect(notChecked).toEqual([]);
    expect(sources).toHaveLength(1);
  });

  test('a finding says what, why and what fixes it', async () => {
    const database = await memoryDatabase(
      tracker({ openssl: { 'CVE-2023-1': { status: 'resolved', fixed_version: '3.0.14-1', urgency: 'high' } } }),
    );
    const item = deb('libssl3', '3.0.11-1', ['openssl', '3.0.11-1']);
    expect(matchPackages([item], bookworm, undefined, database).findings).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        kind: 'vulnerability',
        ruleId: 'CVE-2023-1',
        aliases: [],
        title: 'CVE-2023-1 in openssl',
        severity: { level: 'high', source: 'debian' },
        package: {
          name: 'libssl3',
          version: '3.0.11-1',
          purl: item.purl,
          type: 'deb',
          scope: 'installed',
          locations: item.locations,
          source: { name: 'openssl', version: '3.0.11-1' },
        },
        fix: { version: '3.0.14-1', advice: 'Upgrade libssl3 to 3.0.14-1 or newer.' },
        status: 'fixed',
        why: 'openssl 3.0.11-1 is older than the fixed version 3.0.14-1',
        evidence: {
          source: 'debian',
          advisory: 'CVE-2023-1',
          matchedName: 'openssl',
          matchedVersion: '3.0.11-1',
          range: '< 3.0.14-1',
        },
        references: ['https://security-tracker.debian.org/tracker/CVE-2023-1'],
      },
    ]);
  });

  test.each([
    [{ status: 'open' }, 'affected', undefined],
    [{ status: 'open', nodsa: 'Minor', nodsa_reason: '' }, 'affected', 'no-dsa'],
    [{ status: 'open', nodsa: 'x', nodsa_reason: 'ignored' }, 'will not fix', 'ignored'],
    [{ status: 'open', nodsa: 'x', nodsa_reason: 'postponed' }, 'deferred', 'postponed'],
    [{ status: 'open', urgency: 'end-of-life' }, 'end of life', 'end-of-life'],
    [{ status: 'resolved', fixed_version: '2', nodsa: 'x' }, 'fixed', 'no-dsa'],
  ])('%j is %s', async (release, status, vendorState) => {
    const database = await memoryDatabase(tracker({ a: { 'CVE-2023-1': release } }));
    const [finding] = matchPackages([deb('a', '1')], bookworm, undefined, database).findings;
    expect([finding?.status, finding?.evidence.vendorState]).toEqual([status, vendorState]);
  });

  test.each([
    { status: 'resolved', fixed_version: '0' },
    { status: 'undetermined' },
    { status: 'resolved', fixed_version: '1' },
  ])('%j is no finding', async (release) => {
    const database = await memoryDatabase(
      tracker({ a: { 'CVE-2023-1': release }, b: { 'CVE-2023-2': { status: 'open' } } }),
    );
    expect(matchPackages([deb('a', '1')], bookworm, undefined, database).findings).toEqual([]);
  });

  test("the tracker's word beats a conversion of it", async () => {
    const stale = {
      id: 'DEBIAN-CVE-2023-1',
      upstream: ['CVE-2023-1'],
      affected: [
        {
          package: { ecosystem: 'Debian:12', name: 'a' },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
        },
      ],
    };
    const database = await memoryDatabase(
      tracker({ a: { 'CVE-2023-1': { status: 'resolved', fixed_version: '0' } } }),
      [osv, stale],
    );
    expect(matchPackages([deb('a', '1')], bookworm, undefined, database).findings).toEqual([]);
    const alone = await memoryDatabase([osv, stale]);
    expect(matchPackages([deb('a', '1')], bookworm, undefined, alone).findings).toHaveLength(1);
  });

  test('title, severity, dates and other names of a CVE come from who knows them', async () => {
    const database = await memoryDatabase(
      tracker({ a: { 'CVE-2023-1': { status: 'open' }, 'CVE-2023-2': { status: 'open', urgency: 'unimportant' } } }),
      ghsa('GHSA-1', 'x', {
        aliases: ['CVE-2023-1'],
        summary: 'Known as bad',
        database_specific: { severity: 'CRITICAL' },
        published: '2023-01-01T00:00:00Z',
      }),
      ghsa('GHSA-2', 'x', { aliases: ['CVE-2023-2'], database_specific: { severity: 'CRITICAL' } }),
    );
    const { findings } = matchPackages([deb('a', '1')], bookworm, undefined, database);
    expect(findings).toMatchObject([
      {
        title: 'Known as bad',
        aliases: ['GHSA-1'],
        severity: { level: 'critical', source: 'github' },
        published: '2023-01-01T00:00:00Z',
      },
      { severity: { level: 'negligible', source: 'debian' } },
    ]);
  });

  test('two architectures of one package are one finding in two places', async () => {
    const database = await memoryDatabase(tracker({ a: { 'CVE-2023-1': { status: 'open' } } }));
    const second = { ...deb('a', '1'), arch: 'i386' };
    const { findings } = matchPackages([deb('a', '1'), second, deb('a', '2')], bookworm, undefined, database);
    expect(findings.map((finding) => [finding.package?.version, finding.package?.locations.length])).toEqual([
      ['1', 2],
      ['2', 1],
    ]);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(1);
  });
});

describe('Alpine', () => {
  const secdb = (distroversion: string, secfixes: object) =>
    [alpineSecdb, { distroversion, reponame: 'main', packages: [{ pkg: { name: 'openssl', secfixes } }] }] as const;

  test('goes by origin, and the highest fix of a vulnerability counts', async () => {
    const database = await memoryDatabase(
      secdb('v3.17', { '3.0.7-r0': ['CVE-2022-1', 'CVE-2022-2'], '3.0.8-r0': ['CVE-2022-1'], '0': ['CVE-2022-3'] }),
    );
    const item = aPackage('apk', 'libssl3', '3.0.7-r2', { source: { name: 'openssl', version: '3.0.7-r2' } });
    const { findings } = matchPackages([item], { id: 'alpine', versionId: '3.17.2' }, undefined, database);
    expect(findings).toMatchObject([{ ruleId: 'CVE-2022-1', fix: { version: '3.0.8-r0' } }]);
  });

  test('a notice named beside two vulnerabilities does not make them one', async () => {
    const database = await memoryDatabase(
      secdb('v3.17', { '9-r0': ['CVE-2021-1 XSA-7', 'CVE-2021-2 XSA-7', 'XSA-8'] }),
    );
    const item = aPackage('apk', 'openssl', '1-r0');
    const { findings } = matchPackages([item], { id: 'alpine', versionId: '3.17.0' }, undefined, database);
    expect(findings.map(({ ruleId, aliases }) => [ruleId, aliases])).toEqual([
      ['CVE-2021-1', ['XSA-7']],
      ['CVE-2021-2', ['XSA-7']],
      ['XSA-8', []],
    ]);
  });

  test('repositories choose the release', async () => {
    const database = await memoryDatabase(
      secdb('v3.17', { '3.0.8-r0': ['CVE-2022-1'] }),
      secdb('edge', { '9-r0': ['CVE-2022-9'] }),
    );
    const item = aPackage('apk', 'openssl', '3.0.7-r2');
    const { findings } = matchPackages([item], { id: 'alpine', versionId: '3.18_alpha1' }, ['edge'], database);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['CVE-2022-9']);
  });
});

describe('the rpm family', () => {
  test('a notice about several vulnerabilities is a finding for each', async () => {
    const database = await memoryDatabase(
      alsa('ALSA-2024:1', 'Important: x security update', 'x', '1:2-1.el8', ['CVE-2024-1', 'CVE-2024-2']),
    );
    const { findings } = matchPackages([rpm('x', '9-1.el8')], alma8, undefined, database);
    expect(findings).toMatchObject([
      { ruleId: 'CVE-2024-1', severity: { level: 'high', source: 'almalinux' }, evidence: { advisory: 'ALSA-2024:1' } },
      { ruleId: 'CVE-2024-2', fix: { version: '1:2-1.el8' } },
    ]);
  });

  test('epochs count on both sides', async () => {
    const database = await memoryDatabase(alsa('ALSA-2024:1', 'x', 'x', '1:2-1', ['CVE-2024-1']));
    const versions = ['1:1-1', '9-1', '1:2-1', '2:1-1'];
    const { findings } = matchPackages(
      versions.map((version) => rpm('x', version)),
      alma8,
      undefined,
      database,
    );
    expect(findings.map((finding) => finding.package?.version)).toEqual(['1:1-1', '9-1']);
  });

  test('of two notices about one vulnerability, the later fix counts', async () => {
    const database = await memoryDatabase(
      alsa('ALSA-2024:2', 'x', 'x', '3-1', ['CVE-2024-1']),
      alsa('ALSA-2024:1', 'x', 'x', '2-1', ['CVE-2024-1']),
    );
    const { findings } = matchPackages([rpm('x', '1-1')], alma8, undefined, database);
    expect(findings).toMatchObject([{ fix: { version: '3-1' }, evidence: { advisory: 'ALSA-2024:2' } }]);
  });

  test('streams of a module are never compared with each other, nor with packages outside modules', async () => {
    const database = await memoryDatabase(
      alsa('ALSA-2024:14', 'Important: nodejs:14 security update', 'nodejs', '1:14.9-1.module_el8+1', ['CVE-2024-14']),
      alsa('ALSA-2024:16', 'Important: nodejs:16 security update', 'nodejs', '1:16.9-1.module_el8+1', ['CVE-2024-16']),
      alsa('ALSA-2024:0', 'Important: nodejs security update', 'nodejs', '1:99-1.el8', ['CVE-2024-0']),
    );
    const rules = (...items: Package[]) =>
      matchPackages(items, alma8, undefined, database).findings.map(({ ruleId }) => ruleId);
    expect(rules(rpm('nodejs', '1:14.1-1.module_el8+1', 'nodejs:14:8080020230:abc'))).toEqual(['CVE-2024-14']);
    expect(rules(rpm('nodejs', '1:16.1-1.module_el8+1', 'nodejs:16:8080020230:abc'))).toEqual(['CVE-2024-16']);
    expect(rules(rpm('nodejs', '1:12.1-1.el8'))).toEqual(['CVE-2024-0']);
  });

  test('a package of a module whose stream is not recorded is not checked', async () => {
    const database = await memoryDatabase(alsa('ALSA-2024:1', 'x', 'x', '2-1', ['CVE-2024-1']));
    const { findings, notChecked } = matchPackages([rpm('x', '1-1.module_el8.4.0+1')], alma8, undefined, database);
    expect(findings).toEqual([]);
    expect(notChecked).toMatchObject([{ count: 1, why: expect.stringContaining('module') as string }]);
  });
});

describe('language packages', () => {
  test('a crate that was compiled from a folder is not the published one of its name', async () => {
    const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }];
    const affected = [{ package: { ecosystem: 'crates.io', name: 'shop' }, ranges }];
    const database = await memoryDatabase([osv, { id: 'RUSTSEC-1', modified: '2024-01-01T00:00:00Z', affected }]);
    const findings = (item: Package) => matchPackages([item], undefined, undefined, database).findings.length;
    expect(findings({ ...aPackage('cargo', 'shop', '1.0.0'), properties: { source: 'local' } })).toBe(0);
    expect(findings(aPackage('cargo', 'shop', '1.0.0'))).toBe(1);
  });

  test('a Go program of one’s own without a version is no gap in the verdict, a module without one is', async () => {
    const affected = [
      {
        package: { ecosystem: 'Go', name: 'example.org/x' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
      },
    ];
    const database = await memoryDatabase([osv, { id: 'GO-1', modified: '2024-01-01T00:00:00Z', affected }]);
    const notChecked = (item: Package) => matchPackages([item], undefined, undefined, database).notChecked.length;
    expect(notChecked({ ...aPackage('golang', 'example.org/shop', ''), properties: { 'go.main': 'true' } })).toBe(0);
    expect(notChecked(aPackage('golang', 'example.org/lib', ''))).toBe(1);
  });

  test.each([
    [undefined, 'Upgrade x to 1.2.0 or newer.'],
    [['x@1.1.0'], 'Upgrade x to 1.2.0 or newer.'],
    [['a@1', 'x@1.1.0'], 'Upgrade a@1, which brings x, to a release that needs x 1.2.0 or newer.'],
    [
      ['a@1', 'b@2', 'c@3', 'x@1.1.0'],
      'Upgrade a@1, which brings x through b@2 > c@3, to a release that needs x 1.2.0 or newer.',
    ],
  ])('the fix names the direct dependency: %j', async (path, advice) => {
    const database = await memoryDatabase(ghsa('GHSA-1', 'x'));
    const item = { ...aPackage('npm', 'x', '1.1.0'), ...(path !== undefined && { path }) };
    expect(matchPackages([item], undefined, undefined, database).findings[0]?.fix?.advice).toBe(advice);
  });

  test('the fix is a new lock file where the ranges in it allow that, also beside a package where they do not', async () => {
    const database = await memoryDatabase(ghsa('GHSA-1', 'x'));
    const brought = (range: string) => ({
      ...aPackage('npm', 'x', '1.1.0'),
      path: ['a@1', 'x@1.1.0'],
      neededIn: [{ range, by: 'a@1' }],
    });
    const advice = (range: string) =>
      matchPackages([brought(range)], undefined, undefined, database).findings[0]?.fix?.advice;
    expect(advice('^1.0.0')).toBe('Refresh the lock file. a@1 needs x ^1.0.0, which allows 1.2.0.');
    expect(advice('~1.1.0')).toBe('Upgrade a@1 to a release that allows x 1.2.0 or newer: a@1 needs x ~1.1.0.');
  });

  test('records of one vulnerability under several names are one finding', async () => {
    const database = await memoryDatabase(
      ghsa('GHSA-1', 'x', { aliases: ['CVE-2024-1'] }),
      ghsa('SNYK-1', 'x', { aliases: ['GHSA-1'] }),
      ghsa('GHSA-2', 'x'),
    );
    const { findings } = matchPackages([aPackage('npm', 'x', '1.1.0')], undefined, undefined, database);
    expect(findings.map(({ ruleId, aliases }) => [ruleId, aliases])).toEqual([
      ['CVE-2024-1', ['GHSA-1', 'SNYK-1']],
      ['GHSA-2', []],
    ]);
  });

  test.each([
    ['0.9.0', 0],
    ['1.0.0-rc.1', 0],
    ['1.0.0', 1],
    ['1.1.9', 1],
    ['1.2.0', 0],
  ])('version %s has %d findings', async (version, count) => {
    const database = await memoryDatabase(ghsa('GHSA-1', 'x'));
    expect(matchPackages([aPackage('npm', 'x', version)], undefined, undefined, database).findings).toHaveLength(count);
  });

  test('copies in two places are two findings', async () => {
    const database = await memoryDatabase(ghsa('GHSA-1', 'x'));
    const copy = { ...aPackage('npm', 'x', '1.1.0'), locations: [{ path: '/other', how: 'test' }] };
    const { findings } = matchPackages([aPackage('npm', 'x', '1.1.0'), copy], undefined, undefined, database);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
  });
});

describe('language packages', () => {
  const affecting = (ecosystem: string, name: string, affected: object, id = 'GHSA-aaaa-bbbb-cccc') =>
    [osv, { id, modified: '2024-01-01T00:00:00Z', affected: [{ package: { ecosystem, name }, ...affected }] }] as const;
  const below = (fixed: string, introduced = '0') => ({
    ranges: [
      { type: 'GIT', events: [{ introduced: '0' }] },
      { type: 'ECOSYSTEM', events: [{ introduced }, { fixed }] },
    ],
  });

  const upTo = (lastAffected: string) => ({
    ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { last_affected: lastAffected }] }],
  });

  test.each([
    ['pypi', 'PyPI', 'Zope.Interface', 'zope_interface', '1.0rc1', below('1.0'), true],
    ['pypi', 'PyPI', 'torch', 'torch', '2.0.0+cu118', { versions: ['2.0'] }, true],
    ['pypi', 'PyPI', 'torch', 'torch', '2.0.0+cu118', below('2.0'), false],
    ['pypi', 'PyPI', 'x', 'x', '1.0.post1', { versions: ['1.0'] }, false],
    ['nuget', 'NuGet', 'Newtonsoft.Json', 'newtonsoft.JSON', '12.0.0.0', below('12.0.1'), true],
    ['composer', 'Packagist', 'symfony/yaml', 'Symfony/YAML', 'v2.0.0-BETA1', below('2.0.0'), true],
    ['maven', 'Maven', 'g:a', 'g:a', '9.0.0.M9', below('9.0.0'), true],
    ['maven', 'Maven', 'g:a', 'g:A', '1', below('9.0.0'), false],
    ['gem', 'RubyGems', 'rails', 'rails', '5.2.0.rc1', below('5.2.0', '5.0.0'), true],
    ['golang', 'Go', 'stdlib', 'stdlib', 'go1.21rc2', below('1.21.0-rc.3', '1.21.0-0'), true],
    ['golang', 'Go', 'stdlib', 'stdlib', 'go1.20.5', below('1.21.0', '1.21.0-0'), false],
    ['golang', 'Go', 'a.b/c', 'a.b/c', 'v1.2.3+incompatible', below('1.2.4'), true],
    ['golang', 'Go', 'a.b/c', 'a.b/c', 'v0.0.0-20220101000000-abcdefabcdef', below('0.0.0-20220102000000-aaa'), true],
    ['cargo', 'crates.io', 'tokio', 'tokio', '1.0.0-alpha', below('1.0.0-0'), false],
    ['bitnami', 'Bitnami', 'postgresql', 'PostgreSQL', '17.2.0-8', below('17.10.0', '17.0.0'), true],
    ['bitnami', 'Bitnami', 'postgresql', 'postgresql', '17.10.0-0', below('17.10.0', '17.0.0'), false],
    ['bitnami', 'Bitnami', 'postgresql', 'postgresql', '17.0.0-0', below('17.10.0', '17.0.0'), true],
    ['bitnami', 'Bitnami', 'wordpress', 'wordpress', '3.2.4-0', below('3.2.4-1', '3.1.0-7'), true],
    ['bitnami', 'Bitnami', 'wordpress', 'wordpress', '3.1.0-6', below('3.2.4-1', '3.1.0-7'), false],
    ['bitnami', 'Bitnami', 'activemq', 'activemq', '5.1.4-3', upTo('5.1.4'), true],
    ['bitnami', 'Bitnami', 'activemq', 'activemq', '5.1.5-0', upTo('5.1.4'), false],
    ['bitnami', 'Bitnami', 'activemq', 'activemq', '5.1.4-3', upTo('5.1.4-2'), false],
    ['bitnami', 'Bitnami', 'activemq', 'activemq', '5.1.4-3', { versions: ['5.1.4'] }, true],
  ] as const)('%s: %s %s is %s, and %s %j: %s', async (type, ecosystem, name, installed, version, affected, found) => {
    const database = await memoryDatabase(affecting(ecosystem, name, affected));
    const { findings, notChecked } = matchPackages(
      [aPackage(type, installed, version)],
      undefined,
      undefined,
      database,
    );
    expect([findings.length, notChecked]).toEqual([found ? 1 : 0, []]);
  });

  test('one vulnerability under several ids is one finding', async () => {
    const aliases = ['CVE-2024-1'];
    const [feed, first] = affecting('Go', 'a.b/c', below('1.2.0'), 'GO-2024-1');
    const [, second] = affecting('Go', 'a.b/c', below('1.3.0'));
    const database = await memoryDatabase([feed, { ...first, aliases }], [feed, { ...second, aliases }]);
    const { findings } = matchPackages([aPackage('golang', 'a.b/c', 'v1.1.0')], undefined, undefined, database);
    expect(findings).toMatchObject([{ ruleId: 'CVE-2024-1', fix: { version: '1.3.0' } }]);
    expect(findings[0]?.aliases.toSorted()).toEqual(['GHSA-aaaa-bbbb-cccc', 'GO-2024-1']);
  });

  test('a withdrawn record matches nothing', async () => {
    const [feed, record] = affecting('PyPI', 'x', below('2'));
    const database = await memoryDatabase([feed, { ...record, withdrawn: '2024-02-01T00:00:00Z' }]);
    const { findings, notChecked } = matchPackages([aPackage('pypi', 'x', '1')], undefined, undefined, database);
    expect([findings, notChecked]).toEqual([[], []]);
  });
});

describe('never a false clean', () => {
  test.each([
    ['no os-release', undefined, /distribution is unknown/],
    ['a distribution without a source', { id: 'gentoo' }, /no vulnerability source for gentoo/],
    ['a release without data', { id: 'debian', versionId: '13' }, /no data for debian:13, only for 12/],
    ['a distribution whose data was not imported', { id: 'ubuntu', versionId: '22.04' }, /no data for Ubuntu$/],
    ['packages of another family', { id: 'almalinux', versionId: '9' }, /no vulnerability data about them/],
  ])('%s', async (_, distribution, why) => {
    const database = await memoryDatabase(tracker({ a: { 'CVE-2023-1': { status: 'open' } } }));
    const result = matchPackages([deb('a', '1'), deb('b', '1')], distribution, undefined, database);
    expect(result).toMatchObject({ findings: [], sources: [] });
    expect(result.notChecked).toMatchObject([{ why: expect.stringMatching(why) as string, count: 2 }]);
  });

  test('an ecosystem without data, and a version that is none', async () => {
    const database = await memoryDatabase(ghsa('GHSA-1', 'x'));
    const packages = [
      aPackage('npm', 'x', 'not-a-version'),
      aPackage('cargo', 'x', '1.0.0'),
      aPackage('pypi', 'x', '1.0'),
      aPackage('generic', 'x', '1.0'),
    ];
    const { notChecked } = matchPackages(packages, undefined, undefined, database);
    expect(notChecked.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'packages of npm: its version is not a valid semver version',
      'cargo packages: the vulnerability database has no data for crates.io',
      'pypi packages: the vulnerability database has no data for PyPI',
      'generic packages: Seawall has no vulnerability source for them',
    ]);
  });
});
