import { isDeepStrictEqual } from 'node:util';
import { collect, pieces } from '../../../src/advisory/feeds/collect.fixture.ts';
import { feeds } from '../../../src/advisory/feeds/feeds.ts';
import { SeawallError } from '../../../src/model/index.ts';
import type { FuzzTarget } from '../target.ts';

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Every form of vulnerability data, told by its first bytes as an import does. */
export const advisoryFeedsTarget: FuzzTarget = {
  id: 'advisory-feeds',
  files: ['src/advisory/feeds/'],
  errors: [SeawallError],
  dictionary: [
    '"CVE-2024-10001"',
    '"UBUNTU-CVE-2024-10001"',
    '"Ubuntu:Pro:22.04:LTS"',
    '"fixed":"0"',
    '"limit":"1"',
    '"cvssV4_0"',
    '"state":"REJECTED"',
    '"__proto__":',
    '^1.x || >=2 <3.0.0-0',
    ',"a""b\n",',
    '\r\n',
    'null',
    '[[[[',
    '\\u0000',
    '{{urlprefix}}',
  ],
  seeds: () => [
    json({ zlib: { 'CVE-2024-1': { releases: { bookworm: { status: 'open', urgency: 'low', nodsa: 'x' } } } } }),
    json({
      distroversion: 'v3.20',
      reponame: 'main',
      packages: [{ pkg: { name: 'a', secfixes: { 0: ['CVE-2024-1'] } } }],
    }),
    json({ reponame: 'os', urlprefix: 'https://packages.wolfi.dev', apkurl: 'x', packages: [{ pkg: { name: 'a' } }] }),
    json({
      id: 'UBUNTU-CVE-2024-10001',
      modified: '2024-01-01T00:00:00Z',
      upstream: ['CVE-2024-10001'],
      related: ['USN-1-1'],
      severity: [{ type: 'Ubuntu', score: 'low' }],
      affected: ['22.04:LTS', 'Pro:22.04:LTS'].map((release) => ({
        package: { ecosystem: `Ubuntu:${release}`, name: 'a' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1' }] }],
        versions: ['0.1'],
      })),
    }),
    json({
      dataType: 'CVE_RECORD',
      cveMetadata: { cveId: 'CVE-2024-10001', state: 'PUBLISHED', dateUpdated: '2024-01-01T00:00:00Z' },
      containers: {
        cna: { title: 'x', metrics: [{ cvssV3_1: { vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' } }] },
        adp: [{ references: [{ url: 'https://a.example' }], descriptions: [{ lang: 'en', value: 'y' }] }],
      },
    }),
    json({ 1: { cve: ['CVE-2024-10001'], vulnerable: '^4.8.2 || 8.x', patched: '>=8.8.0', severity: 'high' } }),
    json({
      packageName: 'a',
      lastUpdated: 'x',
      vulnerabilities: [{ id: 'GHSA-aaaa-bbbb-cccc', affectedVersions: [{ range: '< 2' }] }],
    }),
    json({ catalogVersion: '1', vulnerabilities: [{ cveID: 'CVE-2024-10001', dateAdded: '2024-01-01' }] }),
    Buffer.from('#model_version:v1,score_date:2024-01-01\ncve,epss,percentile\nCVE-2024-10001,0.5,0.9\n'),
    Buffer.from(
      'cve,state,published,vector,severity,title,description_200\nCVE-2024-10001,PUBLISHED,2024-01-01,,HIGH,"a,b",c\n',
    ),
    Buffer.from(
      'version,codename,series,created,release,eol,eol-lts\n12,B,b,2021-01-01,2023-06-10,2026-06-10,2028-06-30\n',
    ),
    Buffer.from("gem: a\ncve: 2024-1\ntitle: x\npatched_versions:\n  - '~> 1.2.3, >= 1.2.3.4'\n  - '>= 2'\n"),
  ],
  async run(bytes) {
    const feed = feeds.find((candidate) => candidate.recognise(bytes.subarray(0, 64 * 1024)));
    if (feed === undefined) return;
    const found = await collect(feed, pieces(bytes, bytes.length + 1));
    if (!isDeepStrictEqual(await collect(feed, pieces(bytes, 7)), found))
      throw new Error('it depends on how it is cut');
    for (const [shard, name] of found.rows) {
      if (/[\x00-\x1f]/.test(shard + name)) throw new Error('a key that would break the database');
    }
  },
};
