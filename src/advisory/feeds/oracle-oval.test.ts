import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { oracleOval } from './oracle-oval.ts';
import { type MadeCriteria, type MadeDefinition, ovalDocument } from './oval.fixture.ts';

const vendor = 'com.oracle.elsa';
const read = (...definitions: MadeDefinition[]) => collect(oracleOval, ovalDocument(vendor, definitions));

/** A package of an Oracle notice: older than a version, and signed. */
const older = (name: string, evr: string, ...more: string[]): MadeCriteria => ({
  all: [`${name} is earlier than ${evr}`, `${name} is signed with the Oracle Linux 8 key`, ...more],
});
/** A notice's conditions: the release, then each architecture with its packages. */
const on = (release: number, arches: Record<string, MadeCriteria[]>): MadeCriteria => ({
  all: [
    `Oracle Linux ${release} is installed`,
    {
      any: Object.entries(arches).map(([arch, packages]) => ({
        all: [`Oracle Linux arch is ${arch}`, { any: packages }],
      })),
    },
  ],
});
const notice = (criteria: MadeCriteria, made: Partial<MadeDefinition> = {}): MadeDefinition => ({
  id: '20219150',
  title: 'ELSA-2021-9150:  openssl security update (IMPORTANT)',
  references: [
    { source: 'elsa', id: 'ELSA-2021-9150', url: 'https://linux.oracle.com/errata/ELSA-2021-9150.html' },
    { source: 'CVE', id: 'CVE-2021-3449', url: 'https://linux.oracle.com/cve/CVE-2021-3449.html' },
  ],
  cves: ['CVE-2021-3449', 'CVE-2021-3450'],
  issued: '2021-04-01',
  criteria,
  ...made,
});

const said = ({ rows }: Awaited<ReturnType<typeof read>>): string[] =>
  rows.map(([shard, name, { ranges, modules, arches }]) =>
    [shard, name, ranges[0]?.fixed, ...(modules ?? []), ...(arches ?? [])].join(' '),
  );

describe('a notice', () => {
  test('is a record about its vulnerabilities, and a row for each package', async () => {
    const packages = [older('openssl', '1:1.1.1g-15.el8_3'), older('openssl-libs', '0:1.1.1g-15.el8_3')];
    const found = await read(notice(on(8, { aarch64: packages, x86_64: packages })));
    const row = { id: 'ELSA-2021-9150', source: 'ol', modified: '2021-04-01T00:00:00Z' };
    expect(found.rows).toEqual([
      ['ol:8', 'openssl', { ...row, ranges: [{ fixed: '1:1.1.1g-15.el8_3' }] }],
      ['ol:8', 'openssl-libs', { ...row, ranges: [{ fixed: '1.1.1g-15.el8_3' }] }],
    ]);
    expect(found.advisories).toEqual([
      [
        'ol:8',
        {
          id: 'ELSA-2021-9150',
          source: 'ol',
          vulnerabilities: ['CVE-2021-3449', 'CVE-2021-3450'],
          title: 'openssl security update',
          level: 'high',
          published: '2021-04-01T00:00:00Z',
          modified: '2021-04-01T00:00:00Z',
          references: [
            'https://linux.oracle.com/errata/ELSA-2021-9150.html',
            'https://linux.oracle.com/cve/CVE-2021-3449.html',
          ],
        },
      ],
    ]);
    expect(found).toMatchObject({ source: 'oracle-oval folder/fixture', replaces: 'all', records: 1, problems: [] });
  });

  test('fixed in other versions for other architectures says for which', async () => {
    const found = await read(
      notice(on(7, { aarch64: [older('rsyslog', '0:8-57.0.4')], x86_64: [older('rsyslog', '0:8-57.0.1')] })),
    );
    expect(said(found)).toEqual(['ol:7 rsyslog 8-57.0.4 aarch64', 'ol:7 rsyslog 8-57.0.1 x86_64 i386 i486 i586 i686']);
  });

  test('fixed in two versions has both', async () => {
    const both = [older('osbuild', '0:110-1.el8'), older('osbuild', '0:110-1.0.1.el8')];
    expect(said(await read(notice(on(8, { x86_64: both, aarch64: both }))))).toEqual([
      'ol:8 osbuild 110-1.el8 x86_64 i386 i486 i586 i686 aarch64',
      'ol:8 osbuild 110-1.0.1.el8 x86_64 i386 i486 i586 i686 aarch64',
    ]);
  });

  test('about modules is about their streams only', async () => {
    const stream = (name: string, evr: string): MadeCriteria => ({
      all: [`Module nodejs:${name} is enabled`, { any: [older('nodejs', evr), older('npm', evr)] }],
    });
    const criteria = on(8, {
      x86_64: [stream('16', '1:16.20-1.module+el8+1'), stream('18', '1:18.16-1.module+el8+1')],
    });
    expect(said(await read(notice(criteria)))).toEqual([
      'ol:8 nodejs 1:16.20-1.module+el8+1 nodejs:16',
      'ol:8 npm 1:16.20-1.module+el8+1 nodejs:16',
      'ol:8 nodejs 1:18.16-1.module+el8+1 nodejs:18',
      'ol:8 npm 1:18.16-1.module+el8+1 nodejs:18',
    ]);
  });

  test('about a module that no condition names takes it from the title, or says that there is none', async () => {
    const criteria = on(8, { x86_64: [older('npm', '0:8-1.module+el8+1')] });
    const named = await read(notice(criteria, { title: 'ELSA-2021-9150: nodejs:14 security update (LOW)' }));
    expect([said(named), named.problems]).toEqual([['ol:8 npm 8-1.module+el8+1 nodejs:14'], []]);
    const unnamed = await read(notice(criteria));
    expect(unnamed.rows[0]?.[2].modules).toEqual([]);
    expect(unnamed.problems).toEqual(['ELSA-2021-9150: a module whose stream is not named: matched by no package']);
  });

  test('about Ksplice or FIPS builds is about such builds only', async () => {
    const packages = [
      older('openssl', '2:1.1.1g-15.ksplice1.el8_3', 'openssl is ksplice-based'),
      older('gnutls', '10:3.6.16-4.el8_fips'),
      older('gnutls', '0:3.6.16-5.el8'),
    ];
    const found = await read(notice(on(8, { x86_64: packages })));
    expect([said(found), found.problems]).toEqual([
      [
        'ol:8 openssl 2:1.1.1g-15.ksplice1.el8_3 ksplice',
        'ol:8 gnutls 10:3.6.16-4.el8_fips fips',
        'ol:8 gnutls 3.6.16-5.el8',
      ],
      [],
    ]);
  });

  test('of several releases is of each', async () => {
    const criteria: MadeCriteria = {
      any: [on(6, { x86_64: [older('a', '0:1-1.el6')] }), on(7, { x86_64: [older('a', '0:1-1.el7')] })],
    };
    const found = await read(notice(criteria));
    expect(said(found)).toEqual(['ol:6 a 1-1.el6', 'ol:7 a 1-1.el7']);
    expect(found.advisories.map(([shard]) => shard)).toEqual(['ol:6', 'ol:7']);
  });

  test('without CVEs, references, dates or a severity that is known is taken', async () => {
    const bare = notice(on(9, { x86_64: [older('a', '0:1-1')] }), { references: [], cves: [], severity: 'N/A' });
    delete bare.issued;
    const { rows, advisories } = await read(bare);
    expect(rows).toEqual([['ol:9', 'a', { id: 'ELSA-2021-9150', source: 'ol', ranges: [{ fixed: '1-1' }] }]]);
    expect(advisories[0]?.[1]).toEqual({ id: 'ELSA-2021-9150', source: 'ol', title: 'openssl security update' });
  });
});

describe('what is not understood', () => {
  const fine = on(8, { x86_64: [older('a', '0:1-1')] });

  test('is said, and the rest is taken', async () => {
    const found = await read(
      notice(fine, { class: 'vulnerability', id: '1' }),
      notice(fine, { references: [], title: 'no notice', id: '2' }),
      notice('a is earlier than 0:1-1', { id: '3' }),
      notice({ all: ['Oracle Linux 8 is installed', 'the moon is full', older('a', '0:1-1')] }, { id: '4' }),
    );
    expect(said(found)).toEqual(['ol:8 a 1-1']);
    expect(found.problems).toEqual([
      'oval:com.oracle.elsa:def:1: is no notice with an ELSA id',
      'oval:com.oracle.elsa:def:2: is no notice with an ELSA id',
      'oval:com.oracle.elsa:def:3: names no package of a release',
      "ELSA-2021-9150: a condition that is not understood: 'the moon is full'",
    ]);
  });

  test('a negated condition leaves the definition out', async () => {
    const text = ovalDocument(vendor, [notice(fine)]).replace('<criterion ', '<criterion negate="true" ');
    const found = await collect(oracleOval, text);
    expect([found.rows, found.problems]).toEqual([[], ['oval:com.oracle.elsa:def:20219150: has a negated condition']]);
  });

  test('a file that breaks off, or holds nothing, is refused', async () => {
    const text = ovalDocument(vendor, [notice(fine)]);
    for (let length = 0; length < text.trimEnd().length; length += 97)
      await expect(collect(oracleOval, text.slice(0, length))).rejects.toThrow(/not well-formed XML/);
    await expect(read()).rejects.toThrow('holds no definition');
  });

  test('conditions in conditions, without end', async () => {
    const start = ovalDocument(vendor, [notice(fine)]).split('<criteria')[0] ?? '';
    await expect(collect(oracleOval, start + '<criteria operator="AND">'.repeat(10_000))).rejects.toThrow(/deep/);
  });
});
