import { describe, expect, test } from 'vitest';
import { amazonUpdateinfo } from './amazon-updateinfo.ts';
import { collect } from './collect.fixture.ts';
import { type MadeUpdate, updateinfo } from './updateinfo.fixture.ts';

const read = (...updates: MadeUpdate[]) => collect(amazonUpdateinfo, updateinfo(updates));

const rsyslog: MadeUpdate = {
  id: 'ALAS2023-2023-001',
  cves: ['CVE-2022-24903', 'CVE-2014-3634', 'CVE-2022-24903'],
  packages: ['rsyslog 0 8.2204.0 3.amzn2023.0.2 x86_64', 'rsyslog-doc 0 8.2204.0 3.amzn2023.0.2 noarch'],
  severity: 'Important',
};

describe('a notice', () => {
  test('is a record about its vulnerabilities, and a row for each package', async () => {
    const found = await read(rsyslog);
    const dates = { published: '2023-02-17T20:41:00Z', modified: '2023-02-22T23:22:10Z' };
    expect(found.advisories).toEqual([
      [
        'amzn:2023',
        {
          id: 'ALAS2023-2023-001',
          source: 'amzn',
          vulnerabilities: ['CVE-2022-24903', 'CVE-2014-3634'],
          title: 'priority package update',
          level: 'high',
          ...dates,
          references: ['https://alas.aws.amazon.com/AL2023/ALAS2023-2023-001.html'],
        },
      ],
    ]);
    const row = { id: 'ALAS2023-2023-001', source: 'amzn', ranges: [{ fixed: '8.2204.0-3.amzn2023.0.2' }] };
    expect(found.rows).toEqual([
      ['amzn:2023', 'rsyslog', { ...row, modified: dates.modified }],
      ['amzn:2023', 'rsyslog-doc', { ...row, modified: dates.modified }],
    ]);
    expect([found.problems, found.records, found.newest]).toEqual([[], 1, dates.modified]);
  });

  test('keeps epochs, zero apart', async () => {
    const packages = ['qemu-kvm 10 1.5.3 141.amzn2.5.3 x86_64', 'perf 0 4.9.76 38.79.amzn2 x86_64'];
    const { rows } = await read({ id: 'ALAS2-2018-942', packages });
    expect(rows.map(([, name, { ranges }]) => [name, ranges[0]?.fixed])).toEqual([
      ['qemu-kvm', '10:1.5.3-141.amzn2.5.3'],
      ['perf', '4.9.76-38.79.amzn2'],
    ]);
  });

  test('with one fix for several architectures has one row, with several fixes as many', async () => {
    const packages = ['a 0 1 1 x86_64', 'a 0 1 1 aarch64', 'b 0 1 1 x86_64', 'b 0 1 2 aarch64'];
    const { rows } = await read({ id: 'ALAS2-2018-1', packages });
    expect(rows.map(([, name, { ranges }]) => `${name} ${ranges[0]?.fixed}`)).toEqual(['a 1-1', 'b 1-1', 'b 1-2']);
  });

  test.each([
    ['critical', 'critical'],
    ['important', 'high'],
    ['medium', 'medium'],
    ['low', 'low'],
    ['unheard of', undefined],
    [undefined, undefined],
  ])('of severity %j has level %j', async (severity, level) => {
    const { advisories } = await read({ ...rsyslog, ...(severity !== undefined && { severity }), id: 'ALAS2-2020-1' });
    expect(advisories[0]?.[1].level).toBe(severity === undefined ? 'high' : level);
  });

  test('without a vulnerability counts when it is about security', async () => {
    const { advisories, rows } = await read(
      { id: 'ALAS2-2020-1', packages: ['a 0 1 1 noarch'] },
      { id: 'ALAS2-2020-2', packages: ['b 0 1 1 noarch'], type: 'bugfix' },
      { id: 'ALAS2-2020-3', packages: ['c 0 1 1 noarch'], type: 'bugfix', cves: ['CVE-2020-3'] },
    );
    expect(rows.map(([, name]) => name)).toEqual(['a', 'c']);
    expect(advisories[0]?.[1].vulnerabilities).toBeUndefined();
  });
});

describe('the id of a notice tells', () => {
  const page = 'https://alas.aws.amazon.com';
  test.each([
    ['ALAS-2011-1', 'amzn:1', 'ALAS', `${page}/ALAS-2011-1.html`],
    ['ALAS2-2018-939', 'amzn:2', 'ALAS2', `${page}/AL2/ALAS-2018-939.html`],
    ['ALAS2KERNEL-5.15-2022-001', 'amzn:2', 'ALAS2KERNEL-5.15', `${page}/AL2/ALASKERNEL-5.15-2022-001.html`],
    ['ALAS2022-2021-001', 'amzn:2022', 'ALAS2022', `${page}/AL2022/ALAS2022-2021-001.html`],
    ['ALAS2023-2026-1835', 'amzn:2023', 'ALAS2023', `${page}/AL2023/ALAS2023-2026-1835.html`],
    ['ALAS2023LIVEPATCH-2023-001', 'amzn:2023', 'ALAS2023LIVEPATCH', `${page}/AL2023/ALAS2023LIVEPATCH-2023-001.html`],
  ])('%s: release, series and page', async (id, shard, series, reference) => {
    const found = await read({ id, packages: ['x 0 1 1 noarch'] });
    expect([found.rows[0]?.[0], found.source]).toEqual([shard, `amazon-updateinfo ${series}`]);
    expect([found.advisories[0]?.[1].references, found.replaces]).toEqual([[reference], 'touched']);
  });

  test.each([
    ['ALAS2PHP8.2-2024-001', 'php 0 8.2.9 1.amzn2', '8.2'],
    ['ALAS2KERNEL-5.15-2022-001', 'kernel 0 5.15.43 20.123.amzn2', '5.15'],
    ['ALAS2JAVA-OPENJDK11-2023-001', 'java-11-openjdk 1 11.0.18.0.10 1.amzn2', '1:11'],
    ['ALAS2NGINX1-2023-001', 'nginx 1 1.22.1 1.amzn2.0.1', '1:1'],
    ['ALAS2KERNEL-5.15-2022-001', 'kernel-livepatch-5.15.43 0 1.0 0.amzn2', undefined],
    ['ALAS2RUBY3.0-2023-001', 'rubygem-json 0 2.5.1 1.amzn2', undefined],
    ['ALAS2NGINX1-2023-002', 'nginx-mod 0 10.1 1.amzn2', undefined],
    ['ALAS2DOCKER-2023-001', 'docker 0 20.10.17 1.amzn2', undefined],
    ['ALAS2-2018-939', 'kernel 0 2.6.1 1.amzn2', undefined],
  ])('%s: %s is affected from %s on', async (id, item, introduced) => {
    const { rows } = await read({ id, packages: [`${item} x86_64`] });
    expect(rows[0]?.[2].ranges[0]?.introduced).toBe(introduced);
  });
});

describe('what is not understood', () => {
  test('is said, and the rest is taken', async () => {
    const { rows, problems } = await read(
      { id: 'RHSA-2020:1', packages: ['a 0 1 1 x86_64'] },
      { id: '', packages: ['a 0 1 1 x86_64'] },
      { id: 'ALAS2-2020-2', packages: [] },
      { id: 'ALAS2-2020-3', packages: ['b x 1 1 x86_64', 'c 0 1  x86_64', ' 0 1 1 x86_64', 'd 0 1 1 x86_64'] },
    );
    expect(rows.map(([, name]) => name)).toEqual(['d']);
    expect(problems).toEqual([
      'RHSA-2020:1: its id is none of Amazon Linux',
      'a notice: its id is none of Amazon Linux',
      'ALAS2-2020-2: names no package',
      ...Array<string>(3).fill('ALAS2-2020-3: a package without a name, a version or a release'),
    ]);
  });

  test('a file that breaks off, or holds nothing, is refused', async () => {
    const text = updateinfo([rsyslog]);
    for (let length = 0; length < text.trimEnd().length; length += 50)
      await expect(collect(amazonUpdateinfo, text.slice(0, length))).rejects.toThrow(/not well-formed XML/);
    await expect(collect(amazonUpdateinfo, updateinfo([]))).rejects.toThrow('holds no notice');
  });
});
