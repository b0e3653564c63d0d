import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { osv } from './osv.ts';

const ghsa = {
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2024-05-01T00:00:00Z',
  published: '2024-04-01T00:00:00Z',
  aliases: ['CVE-2024-1234'],
  summary: 'Prototype pollution in left-pad',
  severity: [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
    { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' },
  ],
  database_specific: { severity: 'MODERATE' },
  references: [
    { type: 'WEB', url: 'https://example.org/web' },
    { type: 'ADVISORY', url: 'https://example.org/advisory' },
    { type: 'WEB', url: 'javascript:alert(1)' },
  ],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left-pad' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.3.1' }] }],
    },
    { package: { ecosystem: 'Maven', name: 'org.webjars.npm:left-pad' }, versions: ['1.0', '1.1'] },
  ],
};

const alsa = {
  id: 'ALSA-2025:10140',
  summary: 'Important: python3.12 security update',
  related: ['CVE-2025-4435', 'CVE-2024-12718'],
  published: '2025-07-01T00:00:00Z',
  modified: '2025-07-03T07:53:50Z',
  affected: [
    {
      package: { ecosystem: 'AlmaLinux:10', name: 'python3' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '3.12.9-2.el10_0.2' }] }],
    },
  ],
};

describe('an OSV record', () => {
  test('gives a row for every package, in the shard of its ecosystem', async () => {
    const { rows, source, replaces, newest } = await collect(osv, JSON.stringify(ghsa));
    const common = { id: ghsa.id, source: 'github', modified: ghsa.modified };
    expect(rows).toEqual([
      ['npm', 'left-pad', { ...common, ranges: [{ fixed: '1.3.1' }] }],
      ['maven', 'org.webjars.npm:left-pad', { ...common, ranges: [], versions: ['1.0', '1.1'] }],
    ]);
    expect([source, replaces, newest]).toEqual(['osv folder/fixture', 'all', ghsa.modified]);
  });

  test('tells about its CVE; the stated level beats the vector, the newest vector is kept', async () => {
    const { details, advisories } = await collect(osv, JSON.stringify(ghsa));
    const record = {
      id: ghsa.id,
      source: 'github',
      aliases: ['CVE-2024-1234'],
      title: ghsa.summary,
      level: 'medium',
      vector: ghsa.severity[1]?.score,
      published: ghsa.published,
      modified: ghsa.modified,
      references: ['https://example.org/advisory', 'https://example.org/web'],
    };
    expect(details[0]).toEqual(['CVE-2024-1234', record]);
    expect(advisories.map(([shard]) => shard)).toEqual(['npm', 'maven']);
    expect(advisories[0]?.[1]).toEqual(record);
  });

  test('without a stated level, the vector decides', async () => {
    const { advisories } = await collect(osv, JSON.stringify({ ...ghsa, database_specific: {} }));
    expect(advisories[0]?.[1].level).toBe('critical');
  });

  test('without a summary, the first words of the details are the title', async () => {
    const { advisories } = await collect(osv, JSON.stringify({ ...ghsa, summary: undefined, details: 'One.\nTwo.' }));
    expect(advisories[0]?.[1].title).toBe('One. Two.');
  });

  test('withdrawn, it says of its packages that nothing is affected, and no more', async () => {
    const found = await collect(osv, JSON.stringify({ ...ghsa, withdrawn: '2024-06-01T00:00:00Z' }));
    const row = { id: ghsa.id, source: 'github', ranges: [], modified: ghsa.modified };
    expect(found.rows).toEqual([
      ['npm', 'left-pad', row],
      ['maven', 'org.webjars.npm:left-pad', row],
    ]);
    expect([found.records, found.details, found.advisories]).toEqual([1, [], []]);
  });

  test.each([
    ['PyPI', 'Zope_Sub.Page', 'pypi', 'zope-sub-page'],
    ['NuGet', 'Newtonsoft.Json', 'nuget', 'newtonsoft.json'],
    ['Packagist', 'Symfony/Yaml', 'packagist', 'symfony/yaml'],
    ['Bitnami', 'Mod_WSGI', 'bitnami', 'mod_wsgi'],
    ['npm', 'JSONStream', 'npm', 'JSONStream'],
    ['crates.io', 'tokio_util', 'crates.io', 'tokio_util'],
    ['Go', 'github.com/Azure/x', 'go', 'github.com/Azure/x'],
    ['Maven', 'org.X:y', 'maven', 'org.X:y'],
  ])('of %s, %s is kept under one spelling', async (ecosystem, name, shard, kept) => {
    const affected = [{ package: { ecosystem, name }, versions: ['1.0.0'] }];
    const { rows } = await collect(osv, JSON.stringify({ ...ghsa, affected }));
    expect(rows.map(([at, under]) => [at, under])).toEqual([[shard, kept]]);
  });

  test("one of Bitnami's is known by its CVE, and has its severity beside the package", async () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H';
    const events = [{ introduced: '3.1.0-7' }, { fixed: '3.2.4-1' }];
    const record = {
      schema_version: '1.6.2',
      id: 'BIT-mod_wsgi-2025-1',
      aliases: ['CVE-2025-1'],
      database_specific: { severity: 'High', cpes: ['cpe:2.3:a:x:mod_wsgi:*:*:*:*:*:*:*:*'] },
      affected: [
        {
          package: { ecosystem: 'Bitnami', name: 'mod_wsgi', purl: 'pkg:bitnami/mod_wsgi' },
          severity: [{ type: 'CVSS_V3', score: vector }],
          ranges: [{ type: 'SEMVER', events }],
        },
      ],
    };
    const { rows, advisories } = await collect(osv, JSON.stringify(record));
    const [id, source] = [record.id, 'bitnami'];
    const ranges = [{ introduced: '3.1.0-7', fixed: '3.2.4-1' }];
    expect(rows).toEqual([['bitnami', 'mod_wsgi', { id, source, ranges }]]);
    expect(advisories).toEqual([['bitnami', { id, source, aliases: ['CVE-2025-1'], level: 'high', vector }]]);
  });

  test('versions that the ranges hold anyway are not kept one by one', async () => {
    const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '1.0' }, { fixed: '2.0' }] }];
    const affected = [
      { package: { ecosystem: 'PyPI', name: 'x' }, ranges, versions: ['1.0', '1.5rc1', '2.0.0', '0.9'] },
    ];
    const { rows } = await collect(osv, JSON.stringify({ ...ghsa, affected }));
    expect(rows[0]?.[2]).toMatchObject({ ranges: [{ introduced: '1.0', fixed: '2.0' }], versions: ['2.0.0', '0.9'] });
  });

  test("a distribution's notice names the vulnerabilities that it fixes, and says nothing about them elsewhere", async () => {
    const { rows, advisories, details } = await collect(osv, JSON.stringify(alsa));
    expect(rows).toMatchObject([['almalinux:10', 'python3', { id: alsa.id, source: 'almalinux' }]]);
    expect(advisories[0]?.[1]).toMatchObject({ vulnerabilities: alsa.related, level: 'high', title: alsa.summary });
    expect(details).toEqual([]);
  });

  test.each([
    ['ALBA-2025:1', 0],
    ['ALEA-2025:1', 0],
    ['ALSA-2025:1', 1],
  ])('%s without a vulnerability gives %d rows', async (id, count) => {
    const { rows } = await collect(osv, JSON.stringify({ ...alsa, id, related: [] }));
    expect(rows).toHaveLength(count);
  });

  test('newer records name them as upstream, beside which related ones do not count', async () => {
    const { advisories } = await collect(osv, JSON.stringify({ ...alsa, upstream: ['CVE-2025-9999'] }));
    expect(advisories[0]?.[1].vulnerabilities).toEqual(['CVE-2025-9999']);
  });

  test('rows of a module carry its stream', async () => {
    const events = [{ introduced: '0' }, { fixed: '1-1.module_el8.4.0+1' }];
    const affected = [{ package: { ecosystem: 'AlmaLinux:8', name: 'npm' }, ranges: [{ type: 'ECOSYSTEM', events }] }];
    const named = await collect(
      osv,
      JSON.stringify({ ...alsa, summary: 'Important: nodejs:14 security update', affected }),
    );
    expect(named.rows[0]?.[2].modules).toEqual(['nodejs:14']);
    const unnamed = await collect(osv, JSON.stringify({ ...alsa, affected }));
    expect(unnamed.rows[0]?.[2].modules).toEqual([]);
    expect(unnamed.problems).toHaveLength(1);
  });

  test.each([
    ['Debian:12', 'debian:12', 'osv'],
    ['Alpine:v3.17', 'alpine:3.17', 'osv'],
    ['Ubuntu:22.04:LTS', 'ubuntu:22.04', 'ubuntu'],
    ['Rocky Linux:9', 'rocky:9', 'rocky'],
    ['Wolfi', 'wolfi', 'osv'],
    ['Chainguard', 'chainguard', 'osv'],
    ['crates.io', 'crates.io', 'github'],
    ['SomethingNew:7', 'somethingnew:7', 'github'],
  ])('ecosystem %s goes to shard %s, said by %s', async (ecosystem, shard, source) => {
    const affected = [{ package: { ecosystem, name: 'x' }, versions: ['1'] }];
    const id = /^(?:Debian|Alpine|Wolfi|Chainguard)/.test(ecosystem) ? 'CGA-1-1' : ghsa.id;
    const { rows } = await collect(osv, JSON.stringify({ ...ghsa, id, affected }));
    expect(rows).toMatchObject([[shard, 'x', { source }]]);
  });

  test('what is not understood is named', async () => {
    const affected = [
      { package: { ecosystem: 'npm' } },
      { package: { ecosystem: 'npm', name: 'x' }, ranges: [{ type: 'GIT', events: [] }] },
      { ranges: [{ type: 'GIT' }] },
      7,
    ];
    const { problems } = await collect(osv, JSON.stringify({ ...ghsa, affected }));
    expect(problems).toEqual([
      'GHSA-aaaa-bbbb-cccc: an affected package without a name or ecosystem',
      'GHSA-aaaa-bbbb-cccc x: no range or version that can be compared',
    ]);
  });

  test('placeholder dates are no dates', async () => {
    expect((await collect(osv, JSON.stringify({ ...ghsa, modified: '0001-01-01T00:00:00Z' }))).newest).toBe(
      ghsa.published,
    );
  });

  test.each(['{"id":"a b-c"}', '{"id":7}', '[]', 'null', '{"id":"GHSA-1"', ''])('refuses %j', async (text) => {
    await expect(collect(osv, text)).rejects.toThrow();
  });
});
