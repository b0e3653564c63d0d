import { describe, expect, test } from 'vitest';
import { collect } from './collect.fixture.ts';
import { redHatVex, type VexEntry } from './redhat-vex.fixture.ts';
import { redhatVex } from './redhat-vex.ts';

const appstream = 'cpe:/a:redhat:enterprise_linux:9::appstream';
const crb = 'cpe:/a:redhat:enterprise_linux:9::crb';
const whole = 'cpe:/o:redhat:enterprise_linux:9';

function read(entries: readonly VexEntry[], more: object = {}) {
  return collect(redhatVex, JSON.stringify(redHatVex('CVE-2024-1000', entries, more)));
}

const same = { id: 'CVE-2024-1000', source: 'redhat', modified: '2025-03-04T05:06:07Z' };

function fixed(name: string, version: string, more: Partial<VexEntry> = {}): VexEntry {
  return { status: 'fixed', cpe: appstream, name, version, arch: 'x86_64', ...more };
}

function affected(name: string, more: Partial<VexEntry> = {}): VexEntry {
  return { status: 'known_affected', cpe: whole, name, ...more };
}

describe('a file of Red Hat', () => {
  test('a fix is one row for all architectures and repositories, with its notice', async () => {
    const remedy: VexEntry['remedy'] = ['vendor_fix', 'RHSA-2024:1234'];
    const { rows, problems } = await read([
      fixed('libtiff', '4.4.0-12.el9', { remedy }),
      fixed('libtiff', '4.4.0-12.el9', { arch: 's390x', remedy }),
      fixed('libtiff', '4.4.0-12.el9', { cpe: crb, remedy }),
    ]);
    const products = ['enterprise_linux:9::appstream', 'enterprise_linux:9::crb'];
    expect(rows).toEqual([
      ['redhat:9', 'libtiff', { ...same, ranges: [{ fixed: '4.4.0-12.el9' }], notice: 'RHSA-2024:1234', products }],
    ]);
    expect(problems).toEqual([]);
  });

  test('sources and debugging symbols of a fix are left out, epochs are kept', async () => {
    const { rows } = await read([
      fixed('httpd', '2.4-1.el9', { arch: 'src' }),
      fixed('httpd-debuginfo', '2.4-1.el9'),
      fixed('kernel-debuginfo-common-x86_64', '5.14-1.el9'),
      fixed('mod_ssl', '1:2.4-1.el9'),
      fixed('httpd', '0:2.4-1.el9'),
    ]);
    expect(rows.map(([, name, row]) => [name, row.ranges])).toEqual([
      ['mod_ssl', [{ fixed: '1:2.4-1.el9' }]],
      ['httpd', [{ fixed: '2.4-1.el9' }]],
    ]);
  });

  test('a package of a module is of its stream only', async () => {
    const { rows, problems } = await read([
      fixed('nodejs', '18.1-1.module+el9+1+a', { module: 'nodejs:18:9020:abc' }),
      affected('firefox-flatpak', { arch: 'src', module: 'rhel10' }),
    ]);
    expect(rows.map(([, name, { modules }]) => [name, modules])).toEqual([
      ['nodejs', ['nodejs:18']],
      ['firefox-flatpak', []],
    ]);
    expect(problems).toEqual([expect.stringContaining('whose stream is not named')]);
  });

  test.each([
    [['none_available', 'Affected'], {}],
    [['none_available', 'Fix deferred'], { status: 'deferred', vendorState: 'Fix deferred' }],
    [['no_fix_planned', 'Will not fix'], { status: 'will not fix', vendorState: 'Will not fix' }],
    [['no_fix_planned', 'Out of support scope'], { status: 'end of life', vendorState: 'Out of support scope' }],
    [['no_fix_planned', 'Never mind'], { status: 'will not fix', vendorState: 'Never mind' }],
    [undefined, {}],
  ] as const)('what has no fix, and why: %j', async (remedy, state) => {
    const { rows } = await read([affected('openssl', { arch: 'src', ...(remedy && { remedy: [...remedy] }) })]);
    const products = ['enterprise_linux:9'];
    expect(rows).toEqual([['redhat:9', 'openssl', { ...same, ranges: [{}], of: 'source', ...state, products }]]);
  });

  test('what is looked into says so', async () => {
    const { rows } = await read([{ status: 'under_investigation', cpe: whole, name: 'bash' }]);
    expect(rows[0]?.[2]).toMatchObject({ ranges: [{}], status: 'under investigation' });
  });

  test('not affected is kept where it may take back what is said of a source', async () => {
    const not: VexEntry = { status: 'known_not_affected', cpe: whole, name: 'openssl-doc' };
    expect((await read([not])).rows).toEqual([]);
    expect((await read([affected('openssl'), not])).rows).toHaveLength(1);
    const { rows } = await read([affected('openssl', { arch: 'src' }), not]);
    expect(rows[1]).toEqual([
      'redhat:9',
      'openssl-doc',
      { ...same, ranges: [], status: 'not affected', products: ['enterprise_linux:9'] },
    ]);
  });

  test('the severity of a product is kept where it is another than that of the vulnerability', async () => {
    const { rows, advisories } = await read([
      fixed('a', '1-1', { impact: 'Moderate' }),
      fixed('b', '1-1', { impact: 'Low' }),
    ]);
    expect(rows.map(([, , { level }]) => level)).toEqual([undefined, 'low']);
    expect(advisories).toEqual([
      [
        'redhat:9',
        {
          ...same,
          title: 'flaw of CVE-2024-1000',
          level: 'medium',
          vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          published: '2024-01-02T00:00:00Z',
          references: ['https://access.redhat.com/security/cve/CVE-2024-1000'],
        },
      ],
    ]);
  });

  test.each([
    [appstream, '1-1', ['9']],
    ['cpe:/o:redhat:rhel_eus:8.8::baseos', '1-1', ['8']],
    ['cpe:/o:redhat:enterprise_linux:10.1', '1-1', ['10']],
    ['cpe:/a:redhat:openshift:4.16::el9', '1-1', ['9']],
    ['cpe:/a:redhat:satellite:6', '1-1.el8sat', ['8']],
    ['cpe:/a:redhat:satellite:6', '1-1', ['7', '8', '9', '10']],
    ['cpe:/o:redhat:enterprise_linux:6', '1-1', []],
    ['cpe:/a:microsoft:office:9', '1-1', []],
  ])('%s, %s goes to the releases %j', async (cpe, version, releases) => {
    const { rows } = await read([fixed('x', version, { cpe })]);
    expect(rows.map(([shard]) => shard)).toEqual(releases.map((release) => `redhat:${release}`));
  });
});

describe('what is not read', () => {
  test('images, archives of Java and what has no product', async () => {
    const document = redHatVex('CVE-2024-1000', [fixed('x', '1-1')]);
    const text = JSON.stringify(document);
    for (const purl of ['pkg:oci/x@sha256:1', 'pkg:maven/a/x@1', 'pkg:rpm/fedora/x@1-1'])
      expect((await collect(redhatVex, text.replace(/pkg:rpm[^"]*/, purl))).rows).toEqual([]);
    const alone = { product_status: { fixed: ['Text-Only JBCS'] } };
    expect((await read([fixed('x', '1-1')], alone)).rows).toEqual([]);
  });

  test('a fix that cannot be compared is named', async () => {
    const { rows, problems } = await read([{ status: 'fixed', cpe: appstream, name: 'x', arch: 'x86_64' }]);
    expect(rows).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('without a version that can be compared')]);
  });

  test('a vulnerability without a CVE is named', async () => {
    expect((await read([fixed('x', '1-1')], { cve: 'RHSA-1' })).problems).toHaveLength(1);
  });

  test('files of the form to come are refused: they name packages in another way', async () => {
    const document = redHatVex('CVE-2024-1000', [fixed('x', '1-1')]);
    const about = document['document'] as Record<string, unknown>;
    const feed = [{ url: 'https://security.access.redhat.com/data/csaf/v2/vex-feed/2024/cve-2024-1000.json' }];
    for (const references of [undefined, feed]) {
      const text = JSON.stringify({ ...document, document: { ...about, references } });
      await expect(collect(redhatVex, text)).rejects.toThrow(/does not come from/);
    }
  });

  test('a deleted file says nothing', async () => {
    const document = redHatVex('CVE-2024-1000', [fixed('x', '1-1')]);
    const about = document['document'] as { tracking: object };
    const deleted = { ...document, document: { ...about, tracking: { ...about.tracking, status: 'deleted' } } };
    const { rows, source } = await collect(redhatVex, JSON.stringify(deleted));
    expect([rows, source]).toEqual([[], 'redhat-vex folder/fixture']);
  });

  test.each(['[]', '{"document":7}', '{', '{"document":{"references":[{"url":"/csaf/v2/vex/"}],"category"'])(
    '%s',
    async (text) => {
      await expect(collect(redhatVex, text)).rejects.toThrow();
    },
  );

  test('more statements about one package than any vendor has are refused', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => fixed('x', `1-${at}.el9`));
    expect((await read(many(500))).rows).toHaveLength(500);
    await expect(read(many(501))).rejects.toThrow(/more than 500 statements/);
    const products = Array.from({ length: 501 }, (_, at) => fixed('x', '1-1', { cpe: `cpe:/a:redhat:p${at}:1::el9` }));
    await expect(read(products)).rejects.toThrow(/more than 500 products/);
  });

  test('nonsense in the tree is no more than a row less', async () => {
    const document = redHatVex('CVE-2024-1000', [fixed('x', '1-1')]);
    for (const tree of [7, { branches: [7, null, { branches: 'x' }], relationships: [{}, 7] }]) {
      const { rows } = await collect(redhatVex, JSON.stringify({ ...document, product_tree: tree }));
      expect(rows).toEqual([]);
    }
  });
});
