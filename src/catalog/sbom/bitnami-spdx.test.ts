import { describe, expect, test } from 'vitest';
import type { CatalogFacts } from '../facts.ts';
import { bitnamiSpdx } from './bitnami-spdx.ts';

const path = 'opt/bitnami/shop/.spdx-shop.spdx';

function analyse(content: string | object): CatalogFacts {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return bitnamiSpdx.analyse({ path, bytes }) ?? {};
}

/** A document as Bitnami writes it: about one component, which contains the others. */
function spdx(packages: object[], more: object = {}): object {
  return {
    SPDXID: 'SPDXRef-shop',
    spdxVersion: 'SPDX-2.3',
    creationInfo: { created: '2026-01-02T03:04:05Z', creators: ['Organization: Somebody'] },
    name: 'SPDX document for Shop 3.1.0',
    documentDescribes: ['SPDXRef-shop'],
    packages,
    ...more,
  };
}

function element(id: string, purl: string, more: object = {}): object {
  return {
    SPDXID: `SPDXRef-${id}`,
    name: id,
    licenseDeclared: 'NONE',
    externalRefs: [
      { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:*:a:b:1:*:*:*:*:*:*:*' },
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl },
    ],
    ...more,
  };
}

const relation = (from: string, type: string, to: string) => ({
  spdxElementId: `SPDXRef-${from}`,
  relationshipType: type,
  relatedSpdxElement: `SPDXRef-${to}`,
});

const shop = element('shop', 'pkg:bitnami/shop@3.1.0-4?arch=arm64&distro=debian-12', {
  name: 'Shop(R) for Everyone',
  versionInfo: '3.1.0-4',
  licenseDeclared: 'MIT AND LicenseRef-shop',
});

/** Name and version of each package. */
const listed = ({ packages }: CatalogFacts): (string | undefined)[] | undefined =>
  packages?.map(({ type, name, version }) => `${type} ${name} ${version}`);

describe('which files', () => {
  test.each([
    ['opt/bitnami/postgresql/.spdx-postgresql.spdx', true],
    ['opt/bitnami/common/.spdx-wait-for-port.spdx', true],
    ['opt/bitnami/a/b/.spdx-c.spdx', true],
    ['opt/bitnami/postgresql/.spdx-postgresql.json', false],
    ['opt/bitnami/postgresql/postgresql.spdx', false],
    ['opt/bitnami/postgresql/.spdx-postgresql.spdx/README', false],
  ])('%s: %s', (file, expected) => expect(bitnamiSpdx.interest.accept?.(file)).toBe(expected));

  test('only those of Bitnami: other bills of materials are not asked for', () => {
    expect(bitnamiSpdx.interest).toMatchObject({ folders: ['opt/bitnami'] });
    expect(Object.keys(bitnamiSpdx.interest).toSorted()).toEqual(['accept', 'folders']);
  });
});

describe('a bill of materials of Bitnami', () => {
  test('tells the component itself, by the name in its purl, with its licences', () => {
    expect(analyse(spdx([shop, element('geos', 'pkg:bitnami/geos@3.13.0?arch=arm64&distro=debian-12')]))).toEqual({
      packages: [
        {
          type: 'bitnami',
          name: 'shop',
          version: '3.1.0-4',
          purl: 'pkg:bitnami/shop@3.1.0-4?arch=arm64&distro=debian-12',
          arch: 'arm64',
          licences: ['MIT', 'LicenseRef-shop'],
          scope: 'installed',
        },
        {
          type: 'bitnami',
          name: 'geos',
          version: '3.13.0',
          purl: 'pkg:bitnami/geos@3.13.0?arch=arm64&distro=debian-12',
          arch: 'arm64',
          licences: [],
          scope: 'installed',
        },
      ],
    });
  });

  test('lists the component when there is nothing else', () => {
    expect(listed(analyse(spdx([shop])))).toEqual(['bitnami shop 3.1.0-4']);
  });

  test('puts a purl into the form of its type', () => {
    const [item] = analyse(spdx([element('x', 'pkg:Bitnami/Nss_Wrapper@1.0.0?distro=photon-5&Arch=amd64')])).packages!;
    expect([item?.name, item?.purl]).toEqual([
      'nss_wrapper',
      'pkg:bitnami/nss_wrapper@1.0.0?arch=amd64&distro=photon-5',
    ]);
  });

  test.each([
    ['maven', 'g:a', 'pkg:maven/org.example/lib@1.2', 'maven org.example:lib 1.2'],
    ['npm', '@s/n', 'pkg:npm/%40scope/name@1.0.0', 'npm @scope/name 1.0.0'],
    ['pypi', 'Zope.Event', 'pkg:pypi/zope-event@5.0', 'pypi zope-event 5.0'],
    ['gem', 'rack', 'pkg:gem/rack@3.0.0', 'gem rack 3.0.0'],
    ['golang', 'example.org/Up/mod', 'pkg:golang/example.org/up/mod@v1.2.3', 'golang example.org/Up/mod v1.2.3'],
    ['golang', 'example.org/mod', 'pkg:golang/example.org/mod@1.2.3', 'golang example.org/mod v1.2.3'],
    ['golang', 'stdlib', 'pkg:golang/stdlib@v1.22.7', 'golang stdlib 1.22.7'],
    ['golang', 'stdlib', 'pkg:golang/stdlib@go1.22.7', 'golang stdlib 1.22.7'],
    ['what is not known', 'numpy', 'pkg:conda/numpy@1.26.0', 'generic numpy 1.26.0'],
  ])('lists packages of %s: %s', (_, name, purl, expected) => {
    expect(listed(analyse(spdx([shop, element('x', purl, { name })])))).toEqual(['bitnami shop 3.1.0-4', expected]);
  });

  test('keeps the purl of a type that is not known', () => {
    const [item] = analyse(spdx([element('x', 'pkg:conda/numpy@1.26.0?build=py_0')])).packages!;
    expect(item?.purl).toBe('pkg:conda/numpy@1.26.0?build=py_0');
  });

  test('leaves out what has no purl or no version, files, and packages of the operating system', () => {
    const application = { SPDXID: 'SPDXRef-Application-1', name: 'opt/bitnami/common/bin/x', versionInfo: '1' };
    const main = element('main', 'pkg:golang/example.org/main');
    const systems = ['pkg:deb/debian/openssl@1?distro=debian-12', 'pkg:apk/alpine/musl@1', 'pkg:rpm/photon/zlib@1'];
    const others = systems.map((purl, index) => element(`s${index}`, purl));
    expect(analyse(spdx([shop, application, main, ...others], { files: [{ SPDXID: 'SPDXRef-File-1' }] }))).toEqual({
      packages: [expect.objectContaining({ name: 'shop' })],
    });
  });

  test('tells what depends on what, and not what contains what', () => {
    const packages = [shop, element('a', 'pkg:npm/a@1'), element('b', 'pkg:npm/b@1')];
    const relationships = [
      relation('shop', 'CONTAINS', 'a'),
      relation('a', 'DEPENDS_ON', 'b'),
      relation('a', 'DEPENDS_ON', 'nowhere'),
    ];
    const found = analyse(spdx(packages, { relationships })).packages;
    expect(found?.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
      ['shop', undefined],
      ['a', ['pkg:npm/b@1']],
      ['b', undefined],
    ]);
  });

  test('has a library in several files once', () => {
    const twice = ['a', 'b'].map((id) => element(id, 'pkg:maven/g/lib@1'));
    expect(listed(analyse(spdx([shop, ...twice])))).toEqual(['bitnami shop 3.1.0-4', 'maven g:lib 1']);
  });
});

describe('a claim adds packages and nothing else', () => {
  test('words that would take a package out of the verdict do not count', () => {
    const words = ['type: deb', 'scope: declared', 'dev: true', 'owned-by: pkg:deb/debian/x@1', 'source-name: x'];
    const annotations = [
      ...words.map((text) => ({ comment: `seawall:package:${text}` })),
      { comment: 'seawall:fact:go.main: true' },
      { comment: 'SrcName: x' },
    ];
    const relationships = [relation('a', 'DEV_DEPENDENCY_OF', 'shop')];
    const found = analyse(spdx([shop, element('a', 'pkg:cargo/a@1', { annotations })], { relationships }));
    expect(found.packages?.[1]).toEqual({
      type: 'cargo',
      name: 'a',
      version: '1',
      purl: 'pkg:cargo/a@1',
      licences: [],
      scope: 'installed',
    });
  });
});

describe('a file that is broken is one problem at its place', () => {
  test.each([
    ['empty', '', /not valid JSON/],
    ['text', 'hello', /not valid JSON/],
    ['the tag-value form', 'SPDXVersion: SPDX-2.3\nPackageName: shop\n', /not valid JSON/],
    ['a list', '[]', /^not an SPDX document: SPDX of a version that is not known$/],
    ['CycloneDX', '{"bomFormat":"CycloneDX","specVersion":"1.6"}', /^not an SPDX document: SPDX of a version/],
    ['packages that are no list', '{"spdxVersion":"SPDX-2.3","packages":{}}', /packages is no list$/],
    ['deep', '['.repeat(1000), /nested deeper than 200 levels/],
  ])('%s', (_, content, what) => {
    const { packages, problems } = analyse(content);
    expect(packages).toEqual([]);
    expect(problems).toEqual([{ where: expect.stringContaining(`/${path}`), what: expect.stringMatching(what) }]);
  });

  test('cut off: what stands before the end is listed', () => {
    const text = JSON.stringify(spdx([shop, element('a', 'pkg:npm/a@1'), element('b', 'pkg:npm/b@1')]), undefined, 1);
    const found = analyse(text.slice(0, text.indexOf('SPDXRef-b')));
    expect(listed(found)).toEqual(['bitnami shop 3.1.0-4', 'npm a 1']);
    expect(found.problems).toEqual([
      { where: expect.stringMatching(/\.spdx:\d+$/), what: 'not valid JSON' },
      { where: `/${path}`, what: 'packages[2]: has no name' },
    ]);
  });

  test('nonsense in the middle costs that package', () => {
    const odd = [
      element('x', 'pkg:npm'),
      element('x', `pkg:npm/${'a'.repeat(1100)}@1`),
      element('x', 'pkg:npm/\u202E@1'),
      element('x', 'pkg:npm/a%0Ab@1'),
      element('x', 'pkg:npm/a@1%20'),
      'text',
      {},
    ];
    const found = analyse(spdx([shop, ...(odd as object[]), element('b', 'pkg:npm/b@1')]));
    expect(listed(found)).toEqual(['bitnami shop 3.1.0-4', 'npm b 1']);
    expect(found.problems?.map(({ where, what }) => [where, what.slice(0, 40)])).toEqual([
      [`/${path}`, 'packages[6]: is no package'],
      [`/${path}`, 'packages[7]: has no name'],
      [`/${path}`, 'packages[1]: has a malformed purl: pkg:n'],
      [`/${path}`, 'packages[2]: has a malformed purl: pkg:n'],
      [`/${path}`, 'packages[3]: has a malformed purl: pkg:n'],
      [`/${path}`, 'not a package name: a\uFFFDb'],
      [`/${path}`, 'a has a malformed version: 1 '],
    ]);
  });

  test('licences without end and edges by the thousand stay small', () => {
    const licenseDeclared = Array.from({ length: 10_000 }, (_, at) => `L-${at}${'x'.repeat(300)}`).join(' AND ');
    const many = Array.from({ length: 2000 }, (_, at) => element(`n${at}`, `pkg:npm/n${at}@1`));
    const relationships = many.map((_, at) => relation(`n${at}`, 'DEPENDS_ON', 'long'));
    const long = element('long', `pkg:npm/${'%7B'.repeat(330)}@1`, { licenseDeclared });
    const found = analyse(spdx([shop, ...many, long], { relationships }));
    const item = found.packages?.at(-1);
    expect([item?.licences.length, item?.licences[0]?.length]).toEqual([100, 201]);
    expect(JSON.stringify(found).length).toBeLessThan(8_000_000);
  });
});
