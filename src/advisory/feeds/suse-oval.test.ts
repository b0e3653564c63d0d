import { describe, expect, test } from 'vitest';
import { collect, type Collected } from './collect.fixture.ts';
import { type MadeCriteria, type MadeDefinition, ovalDocument } from './oval.fixture.ts';
import { suseOval } from './suse-oval.ts';

const vendor = 'org.opensuse.security';
const states = new Map<string, string>();
const read = (...definitions: MadeDefinition[]) => collect(suseOval, ovalDocument(vendor, definitions, states));

/** The three things that SUSE says about a package, with the states that the comments stand for. */
function older(name: string, evr: string): string {
  const comment = `${name}-${evr.replace(/^\d+:/, '')} is installed`;
  states.set(comment, `${name} less than ${evr}`);
  return comment;
}
function affected(name: string): string {
  states.set(`${name} is affected`, `${name} greater than 0:0-0`);
  return `${name} is affected`;
}
function unaffected(name: string): string {
  states.set(`${name} is not affected`, `${name} version 0`);
  return `${name} is not affected`;
}

const on = (products: string[], ...packages: MadeCriteria[]): MadeCriteria => ({
  all: [{ any: products.map((product) => `${product} is installed`) }, { any: packages }],
});
const server = 'SUSE Linux Enterprise Server';
const basesystem = 'SUSE Linux Enterprise Module for Basesystem';

const cve = (criteria: MadeCriteria, made: Partial<MadeDefinition> = {}): MadeDefinition => ({
  id: '20101323',
  class: 'vulnerability',
  title: 'CVE-2010-1323',
  references: [
    { source: 'CVE', id: 'Mitre CVE-2010-1323', url: 'https://cve.example/CVE-2010-1323' },
    { source: 'SUSE CVE', id: 'SUSE CVE-2010-1323', url: 'https://www.suse.com/security/cve/CVE-2010-1323' },
  ],
  description: '    MIT Kerberos 5 does not determine\n   checksums.    ',
  severity: 'Moderate',
  issued: '2021-04-30',
  updated: '2024-07-31',
  criteria,
  ...made,
});

const said = ({ rows }: Collected): string[] =>
  rows.map(([shard, name, { ranges, versions }]) =>
    [shard, name, ...ranges.map(({ fixed }) => `< ${fixed ?? 'ever'}`), ...(versions ?? [])].join(' '),
  );

describe('a definition about a CVE', () => {
  test('is a row for each package of each release, and tells about the CVE', async () => {
    const found = await read(cve(on([`${server} 15 SP5`, `${basesystem} 15 SP5`], older('krb5', '0:1.15.2-4.25'))));
    expect(found.rows).toEqual([
      [
        'sles:15.5',
        'krb5',
        {
          id: 'CVE-2010-1323',
          level: 'medium',
          modified: '2024-07-31T00:00:00Z',
          source: 'sles',
          ranges: [{ fixed: '1.15.2-4.25' }],
        },
      ],
    ]);
    expect(found.details).toEqual([
      [
        'CVE-2010-1323',
        {
          id: 'CVE-2010-1323',
          source: 'suse',
          title: 'MIT Kerberos 5 does not determine checksums.',
          published: '2021-04-30T00:00:00Z',
          modified: '2024-07-31T00:00:00Z',
          references: ['https://cve.example/CVE-2010-1323', 'https://www.suse.com/security/cve/CVE-2010-1323'],
        },
      ],
    ]);
    expect(found).toMatchObject({
      source: 'suse-oval folder/fixture',
      replaces: 'all',
      records: 1,
      problems: [],
      advisories: [],
    });
  });

  test('fixed, affected, not affected', async () => {
    const found = await read(
      cve(
        on(
          [`${server} 15 SP5`],
          older('fixed', '2:1-1'),
          affected('open'),
          unaffected('fine'),
          older('a-b-c', '0:1.0~rc1-150500.3.1'),
        ),
      ),
    );
    expect([said(found), found.problems]).toEqual([
      ['sles:15.5 fixed < 2:1-1', 'sles:15.5 open < ever', 'sles:15.5 a-b-c < 1.0~rc1-150500.3.1'],
      [],
    ]);
  });

  test('with several fixes for one package has all of them, and a fix beats that none is known', async () => {
    const found = await read(
      cve({
        any: [
          on([`${server} 15 SP1`], affected('kernel-default'), older('bind', '0:9-1')),
          on([`${server} 15 SP1-LTSS`], older('kernel-default', '0:4.12-197.89.2'), older('bind', '0:9-2')),
          on([`${server} 15 SP2`], affected('kernel-default')),
        ],
      }),
    );
    expect(said(found).toSorted()).toEqual([
      'sles:15.1 bind < 9-1',
      'sles:15.1 bind < 9-2',
      'sles:15.1 kernel-default < 4.12-197.89.2',
      'sles:15.2 kernel-default < ever',
    ]);
  });

  test('is for the products that images are of', async () => {
    const found = await read(
      cve({
        any: [
          on(['SUSE Manager Proxy 4.2', 'SUSE Linux Enterprise Desktop 15 SP4'], older('a', '0:1-1')),
          on(['SUSE Linux Enterprise Micro 5.5', 'openSUSE Leap Micro 5.2'], older('a', '0:2-1')),
          on(['openSUSE Leap 15.6', `${server} 16.0`, 'Open Enterprise Server 23.4'], older('a', '0:3-1')),
          on(['openSUSE Tumbleweed'], older('a', '0:4-1')),
        ],
      }),
      cve(on(['SUSE Manager Proxy 4.2'], older('a', '0:1-1')), { title: 'CVE-2010-1324' }),
    );
    expect(said(found)).toEqual(['opensuse-leap:15.6 a < 3-1', 'sles:16.0 a < 3-1', 'opensuse-tumbleweed a < 4-1']);
    expect(found.rows.map(([, , { source }]) => source)).toEqual(['opensuse-leap', 'sles', 'opensuse-tumbleweed']);
    expect([found.records, found.problems]).toEqual([1, []]);
  });

  test('takes signatures and live patches as given', async () => {
    const named = 'kernel-default 4.12.14-150.66.1 is installed';
    states.set(named, 'kernel-default equals 0:4.12.14-150.66.1');
    states.set('kernel-default is less than 4.12-1', 'kernel-default less than 0:4.12-1');
    const found = await read(
      cve(
        on(
          [`${server} 15`],
          { all: [older('fastjar', '0:0.98-1'), 'fastjar is signed with openSUSE key'] },
          {
            all: [named, 'no kernel-livepatch-4_12_14-150_66-default is greater or equal than 14-2.2'],
          },
        ),
      ),
      cve(on([`${server} 15`], named, 'kernel-default is less than 4.12-1'), { title: 'CVE-2010-1324' }),
      cve(on([`${server} 15`], named, affected('kernel-default')), { title: 'CVE-2010-1325' }),
    );
    expect([said(found), found.problems]).toEqual([
      [
        'sles:15 fastjar < 0.98-1',
        'sles:15 kernel-default 4.12.14-150.66.1',
        'sles:15 kernel-default < 4.12-1',
        'sles:15 kernel-default 4.12.14-150.66.1',
        'sles:15 kernel-default < ever',
      ],
      [],
    ]);
  });
});

describe('a definition about a notice', () => {
  const notice = (made: Partial<MadeDefinition> = {}): MadeDefinition =>
    cve(on([`${server} 15 SP5`, 'openSUSE Leap 15.5'], older('krb5', '0:1-1')), {
      class: 'patch',
      title: 'Security update for krb5 (Moderate)',
      references: [
        { source: 'CVE', id: 'CVE-2010-1323' },
        { source: 'SUSE-SU', id: 'SUSE-SU-2023:4200-1', url: 'https://lists.example/1' },
      ],
      cves: ['CVE-2010-1323', 'CVE-2010-1324'],
      ...made,
    });

  test('is a record in each release, and a row for each package', async () => {
    const found = await read(notice());
    expect(found.rows.map(([shard, name, { id, source }]) => [shard, name, id, source])).toEqual([
      ['opensuse-leap:15.5', 'krb5', 'SUSE-SU-2023:4200-1', 'opensuse-leap'],
      ['sles:15.5', 'krb5', 'SUSE-SU-2023:4200-1', 'sles'],
    ]);
    expect(found.advisories.map(([shard, { id, source }]) => [shard, id, source])).toEqual([
      ['opensuse-leap:15.5', 'SUSE-SU-2023:4200-1', 'opensuse-leap'],
      ['sles:15.5', 'SUSE-SU-2023:4200-1', 'sles'],
    ]);
    expect(found.advisories[0]?.[1]).toMatchObject({
      vulnerabilities: ['CVE-2010-1323', 'CVE-2010-1324'],
      title: 'Security update for krb5 (Moderate)',
      level: 'medium',
      references: ['https://vendor.example/CVE-2010-1323', 'https://lists.example/1'],
    });
    expect(found.details).toEqual([]);
  });

  test('without an id of its own has that of the definition; about nothing, none', async () => {
    const media = await read(notice({ references: [] }));
    expect(media.rows[0]?.[2].id).toBe('oval:org.opensuse.security:def:20101323');
    const nothing = await read(notice({ references: [], cves: [] }));
    expect([nothing.rows, nothing.problems]).toEqual([
      [],
      ['oval:org.opensuse.security:def:20101323: has no id that is known'],
    ]);
  });
});

describe('what is not understood', () => {
  test('is said, and the rest is taken', async () => {
    states.set('odd-1-1 is installed', 'odd greater than 0:1-1');
    const found = await read(
      cve(on([`${server} 15`], older('a', '0:1-1')), { title: '** REJECT **' }),
      cve(on([`${server} 15`], older('a', '0:1-1'), 'lost-1-1 is installed', 'odd-1-1 is installed')),
      cve({ all: [`${server} 15 is installed`, 'b fewer than 2', older('b', '0:1-1')] }, { title: 'CVE-2010-1324' }),
      cve({ any: [older('c', '0:1-1')] }, { title: 'CVE-2010-1325' }),
    );
    expect(said(found)).toEqual(['sles:15 a < 1-1', 'sles:15 b < 1-1']);
    expect(found.problems).toEqual([
      'oval:org.opensuse.security:def:20101323: has no id that is known',
      "CVE-2010-1324: a condition that is not understood: 'b fewer than 2'",
      'CVE-2010-1325: packages of no product',
      'CVE-2010-1323: 2 tests on packages that are not there or not understood',
    ]);
  });

  test('a file that breaks off, or holds nothing, is refused', async () => {
    const text = ovalDocument(vendor, [cve(on([`${server} 15`], older('a', '0:1-1')))], states);
    for (let length = 0; length < text.trimEnd().length; length += 97)
      await expect(collect(suseOval, text.slice(0, length))).rejects.toThrow(/not well-formed XML/);
    await expect(read()).rejects.toThrow('holds no definition');
  });

  test('an entity bomb is refused', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>';
    const text = ovalDocument(vendor, [cve(on([`${server} 15`], older('a', '0:1-1')))], states);
    await expect(collect(suseOval, text.replace('<oval_definitions', `${bomb}<oval_definitions`))).rejects.toThrow(
      'it declares a document type',
    );
  });
});
