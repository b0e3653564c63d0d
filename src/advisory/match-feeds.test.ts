import type { Distribution, Package } from '#model';
import { describe, expect, test } from 'vitest';
import { alpineSecdb } from './feeds/alpine-secdb.ts';
import { nodeCore } from './feeds/node-core.ts';
import { osv } from './feeds/osv.ts';
import { memoryDatabase } from './match/memory-database.fixture.ts';
import { matchPackages } from './match-packages.ts';

function aPackage(type: Package['type'], name: string, version: string): Package {
  const locations = [{ path: '/db', how: 'test' }];
  const purl = `pkg:${type}/${name}@${version}`;
  return { name, version, type, purl, locations, licences: [], scope: 'installed', base: 'unknown' };
}

describe('Wolfi and Chainguard', () => {
  const secdb = (secfixes: object) =>
    [
      alpineSecdb,
      { reponame: 'os', urlprefix: 'https://packages.wolfi.dev', packages: [{ pkg: { name: 'zlib', secfixes } }] },
    ] as const;
  const conversion = (fixed: string) => {
    const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }];
    const affected = [{ package: { ecosystem: 'Wolfi', name: 'zlib' }, ranges }];
    return [osv, { id: 'CGA-aaaa-bbbb-cccc', modified: 'x', upstream: ['CVE-2022-37434'], affected }] as const;
  };
  const wolfi: Distribution = { id: 'wolfi', versionId: '20230201' };

  test('their own feed decides over the conversion of it in OSV, also that nothing is affected', async () => {
    const item = aPackage('apk', 'zlib', '1.2.12-r1');
    const found = async (secfixes: object) => {
      const database = await memoryDatabase(secdb(secfixes), conversion('1.3.0-r0'));
      return matchPackages([item], wolfi, undefined, database).findings.map(({ ruleId, fix }) => [
        ruleId,
        fix?.version,
      ]);
    };
    expect(await found({ '1.2.12-r3': ['CVE-2022-37434'] })).toEqual([['CVE-2022-37434', '1.2.12-r3']]);
    expect(await found({ '0': ['CVE-2022-37434'] })).toEqual([]);
    expect(await found({})).toEqual([['CVE-2022-37434', '1.3.0-r0']]);
  });
});

describe('a secdb that names a vulnerability by several ids, each on its own', () => {
  const packages = [
    {
      pkg: {
        name: 'helm',
        secfixes: { '3.11.1-r0': ['CVE-2023-25165', 'GHSA-pwcw-6f5g-gxf8', 'GHSA-aaaa-bbbb-cccc'] },
      },
    },
  ];
  const secdb = [alpineSecdb, { reponame: 'os', urlprefix: 'https://packages.wolfi.dev', packages }] as const;
  const github = [
    osv,
    {
      id: 'GHSA-pwcw-6f5g-gxf8',
      modified: '2023-02-08T00:00:00Z',
      aliases: ['CVE-2023-25165', 'GO-2023-1547'],
      affected: [{ package: { ecosystem: 'Go', name: 'helm.sh/helm/v3' }, versions: ['3.11.0'] }],
    },
  ] as const;
  const found = async (...files: (typeof secdb | typeof github)[]) => {
    const item = aPackage('apk', 'helm', '3.11.0-r0');
    const { findings } = matchPackages([item], { id: 'wolfi' }, undefined, await memoryDatabase(...files));
    return findings.map(({ ruleId, aliases }) => [ruleId, aliases] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
  };

  test('is one finding where it is known that they are one', async () => {
    expect(await found(secdb, github)).toEqual([
      ['CVE-2023-25165', ['GHSA-pwcw-6f5g-gxf8', 'GO-2023-1547']],
      ['GHSA-aaaa-bbbb-cccc', []],
    ]);
  });

  test('is as many as there are ids where it is not', async () => {
    const ids = ['CVE-2023-25165', 'GHSA-aaaa-bbbb-cccc', 'GHSA-pwcw-6f5g-gxf8'];
    expect((await found(secdb)).map(([id]) => id)).toEqual(ids);
  });
});

describe('Node.js itself', () => {
  const list = {
    1: { cve: ['CVE-2024-22019'], vulnerable: '18.x || 20.x', patched: '^20.11.1', severity: 'high', overview: 'x' },
  };
  const generic = (name: string, version: string) => aPackage('generic', name, version);

  test('is judged by its own list, under either name', async () => {
    const database = await memoryDatabase([nodeCore, list]);
    const versions = ['18.20.0', '20.11.0', '20.11.1', '22.1.0'];
    const items = versions.flatMap((version) => [generic('node.js', version), generic('node', version)]);
    const { findings, notChecked } = matchPackages(items, undefined, undefined, database);
    expect(notChecked).toEqual([]);
    expect(findings.map((finding) => [finding.package?.name, finding.package?.version, finding.fix?.version])).toEqual([
      ['node.js', '18.20.0', undefined],
      ['node', '18.20.0', undefined],
      ['node.js', '20.11.0', '20.11.1'],
      ['node', '20.11.0', '20.11.1'],
    ]);
    expect(findings[0]?.severity).toEqual({ level: 'high', source: 'nodejs' });
  });

  test('packaged by a distribution is not asked for there, and other software without a source stays unchecked', async () => {
    const database = await memoryDatabase([nodeCore, list]);
    const { findings, notChecked } = matchPackages(
      [aPackage('deb', 'nodejs', '20.11.0-1'), generic('nginx', '1.18.0')],
      { id: 'debian', versionId: '12' },
      undefined,
      database,
    );
    expect([findings, notChecked.map(({ count }) => count)]).toEqual([[], [1, 1]]);
  });
});

describe('Ubuntu', () => {
  const entry = (ecosystem: string, name: string, fixed?: string) => {
    const events = [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])];
    return { package: { ecosystem: `Ubuntu:${ecosystem}`, name }, ranges: [{ type: 'ECOSYSTEM', events }] };
  };
  // The shape and the versions of UBUNTU-CVE-2022-0778 and of the notices about it.
  const cve = {
    schema_version: '1.7.0',
    id: 'UBUNTU-CVE-2022-0778',
    details: 'The BN_mod_sqrt() function can loop forever.',
    aliases: [],
    upstream: ['CVE-2022-0778'],
    related: ['USN-5328-1', 'USN-5328-2', 'GHSA-aaaa-bbbb-cccc'],
    severity: [
      { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
      { type: 'Ubuntu', score: 'medium' },
    ],
    published: '2022-03-15T00:00:00Z',
    modified: '2025-11-27T04:56:55Z',
    affected: [
      entry('Pro:16.04:LTS', 'openssl', '1.0.2g-1ubuntu4.20+esm2'),
      entry('18.04:LTS', 'openssl', '1.1.1-1ubuntu2.1~18.04.15'),
      entry('Pro:18.04:LTS', 'edk2'),
      entry('Pro:FIPS-updates:18.04:LTS', 'openssl', '1.1.1-1ubuntu2.fips.2.1~18.04.15'),
    ],
  };
  const notice = (id: string, upstream: string[], affected: object[]) => ({
    id,
    summary: 'OpenSSL vulnerabilities',
    modified: '2026-01-01T00:00:00Z',
    upstream,
    affected,
  });
  const ubuntu = (versionId: string): Distribution => ({ id: 'ubuntu', versionId });

  async function found(release: string, name: string, version: string, ...records: object[]) {
    const database = await memoryDatabase(...records.map((record) => [osv, record] as const));
    const { findings, notChecked } = matchPackages(
      [aPackage('deb', name, version)],
      ubuntu(release),
      undefined,
      database,
    );
    expect(notChecked).toEqual([]);
    return findings;
  }

  test('a CVE is one finding, with the notices about it as other names and the priority as severity', async () => {
    const other = notice(
      'USN-5328-1',
      ['UBUNTU-CVE-2022-0778', 'UBUNTU-CVE-2022-0001'],
      [entry('18.04:LTS', 'openssl', '1.1.1-1ubuntu2.1~18.04.15')],
    );
    const findings = await found('18.04', 'openssl', '1.1.1-1ubuntu2.1~18.04.13', cve, other);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      ruleId: 'CVE-2022-0778',
      aliases: ['USN-5328-1', 'USN-5328-2'],
      title: 'The BN_mod_sqrt() function can loop forever.',
      severity: { level: 'medium', source: 'ubuntu' },
      fix: { version: '1.1.1-1ubuntu2.1~18.04.15' },
      status: 'fixed',
    });
    expect(await found('18.04', 'openssl', '1.1.1-1ubuntu2.1~18.04.15', cve, other)).toEqual([]);
  });

  test('what only Ubuntu Pro fixes is affected, and says so, until it is fixed there', async () => {
    const [finding] = await found('16.04', 'openssl', '1.0.2g-1ubuntu4.20', cve);
    expect(finding).toMatchObject({
      ruleId: 'CVE-2022-0778',
      status: 'affected',
      why: 'openssl 1.0.2g-1ubuntu4.20 is older than the fixed version 1.0.2g-1ubuntu4.20+esm2 (fix needs Ubuntu Pro)',
      evidence: { vendorState: 'fix needs Ubuntu Pro' },
    });
    expect(finding?.fix).toBeUndefined();
    expect(await found('16.04', 'openssl', '1.0.2g-1ubuntu4.20+esm2', cve)).toEqual([]);
  });

  test('what is listed for Pro only and fixed nowhere is affected too', async () => {
    const [finding] = await found('18.04', 'edk2', '0~20180205.c0d9813c-2ubuntu0.3', cve);
    expect(finding).toMatchObject({ ruleId: 'CVE-2022-0778', status: 'affected' });
    expect(finding?.why).toMatch(/is affected and no fixed version is known$/);
  });

  test('the records of 2024, which say the same in other fields', async () => {
    const { upstream: _, severity: __, ...rest } = cve;
    const affected = cve.affected.map((item) => ({ ...item, ecosystem_specific: { ubuntu_priority: 'negligible' } }));
    const [finding] = await found('18.04', 'openssl', '1.1.0', { ...rest, related: ['CVE-2022-0778'], affected });
    expect(finding).toMatchObject({
      ruleId: 'CVE-2022-0778',
      aliases: [],
      severity: { level: 'negligible', source: 'ubuntu' },
    });
  });

  test('a notice about no CVE is a finding of its own, and one about Livepatch is none', async () => {
    const affected = [entry('22.04:LTS', 'linux', '5.15.0-100.1')];
    const records = [notice('USN-6000-1', [], affected), notice('LSN-0109-1', [], affected)];
    expect((await found('22.04', 'linux', '5.15.0-1.1', ...records)).map(({ ruleId }) => ruleId)).toEqual([
      'USN-6000-1',
    ]);
  });

  test('a record that was withdrawn affects nothing', async () => {
    expect(await found('16.04', 'openssl', '1.0.2g-1', { ...cve, withdrawn: '2026-01-01T00:00:00Z' })).toEqual([]);
  });
});
