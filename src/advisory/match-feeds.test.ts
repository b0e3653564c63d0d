import type { Distribution, Package } from '#model';
import { describe, expect, test } from 'vitest';
import { alpineSecdb } from './feeds/alpine-secdb.ts';
import { nodeCore } from './feeds/node-core.ts';
import { osv } from './feeds/osv.ts';
import { memoryDatabase } from './match/memory-database.fixture.ts';
import { matchPackages } from './match-packages.ts';

function aPackage(type: Package['type'], name: string, version: string): Package {
  const place = {
    locations: [{ path: '/db', how: 'test' }],
    licences: [],
    scope: 'installed',
    base: 'unknown',
  } as const;
  return {
    name,
    version,
    type,
    purl: `pkg:${type}/${name}@${version}`,
    ...place,
    locations: [...place.locations],
    licences: [],
  };
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
