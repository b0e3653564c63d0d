import { describe, expect, test } from 'vitest';
import { SeawallError } from '#model';
import { readSbom } from './read-sbom.ts';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => readSbom(bytes(value), 'x.json');
const bom = (more: object) => ({ bomFormat: 'CycloneDX', specVersion: '1.5', ...more });
const library = (name: string, more: object = {}) => ({
  type: 'library',
  'bom-ref': name,
  name,
  version: '1',
  purl: `pkg:npm/${name}@1`,
  ...more,
});
const spdx = (more: object) => ({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', ...more });
const element = (name: string, more: object = {}) => ({
  name,
  SPDXID: `SPDXRef-${name}`,
  versionInfo: '1',
  externalRefs: [
    { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: `pkg:npm/${name}@1` },
  ],
  ...more,
});
const relation = (from: string, type: string, to: string) => ({
  spdxElementId: `SPDXRef-${from}`,
  relationshipType: type,
  relatedSpdxElement: `SPDXRef-${to}`,
});
const xml = (inner: string, version = '1.6') =>
  `<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}">${inner}</bom>`;

function complaint(value: string | Uint8Array | object): SeawallError {
  try {
    readSbom(value instanceof Uint8Array ? value : bytes(value), 'x.json');
  } catch (error) {
    if (error instanceof SeawallError) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('what is no bill of materials is one clear line', () => {
  test.each<[string, string | object, RegExp]>([
    ['nothing', '', /the file is empty$/],
    ['text', 'hello', /neither JSON nor XML$/],
    ['broken JSON', '{"bomFormat": "CycloneDX", ', /not valid JSON \(.+\)$/],
    ['other JSON', { a: 1 }, /neither bomFormat nor spdxVersion$/],
    ['a JSON list', '[{}]', /neither JSON nor XML$/],
    ['CycloneDX without a version', { bomFormat: 'CycloneDX' }, /CycloneDX of a version that is not known$/],
    ['CycloneDX of the future', bom({ specVersion: '2.0' }), /CycloneDX of a version/],
    ['components that are no list', bom({ components: {} }), /components is no list$/],
    ['packages that are no list', spdx({ packages: 'x' }), /packages is no list$/],
    ['SPDX of the future', { spdxVersion: 'SPDX-9.0' }, /SPDX of a version that is not known$/],
    ['SPDX 3', { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld' }, /SPDX 3 is not supported/],
    ['tag-value', 'SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n', /tag-value form is not supported/],
    ['other XML', '<html></html>', /the XML is no CycloneDX document$/],
    ['XML of another namespace', '<bom xmlns="http://cyclonedx.org/schema/other/1.6"/>', /no CycloneDX document$/],
    ['broken XML', xml('<components>'), /not valid XML \(.+\)$/],
    ['XML that ends early', '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org', /not valid XML/],
    ['deep JSON', '{"a":'.repeat(300), /nested deeper than 200 levels$/],
    ['deep XML', xml('<components><component><components>'.repeat(100)), /nested deeper than 200 levels$/],
    ['deep XML of strangers', xml('<x>'.repeat(300)), /nested deeper than 200 levels$/],
    ['an entity that is not defined', xml('<components>&boom;</components>'), /not valid XML/],
  ])('%s', (_, value, expected) => {
    const error = complaint(value);
    expect(error.kind).toBe('usage');
    expect(error.message).toMatch(/^x\.json: not a CycloneDX or SPDX document: [^\n]+$/);
    expect(error.message).toMatch(expected);
  });

  test('millions of brackets are refused before they become objects', () => {
    const started = process.memoryUsage().heapUsed;
    expect(complaint(`{"a":[${'[],'.repeat(9_000_000)}[]]}`).message).toMatch(/more than 16000000 values$/);
    expect(process.memoryUsage().heapUsed - started).toBeLessThan(300e6);
  });

  test('hostile text is quoted, never passed on', () => {
    expect(complaint('{"a\u001b[2J\n').message).not.toMatch(/[\u0000-\u001f]/);
    expect(complaint('<\u001b[2J>').message).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe('byte order', () => {
  const document = JSON.stringify(bom({ components: [library('a')] }));
  test.each<[string, Buffer]>([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${document}`)],
    ['UTF-16 as PowerShell writes it', Buffer.from(`\uFEFF${document}`, 'utf16le')],
    ['space before it', Buffer.from(`\r\n  ${document}`)],
  ])('%s is read', (_, given) => expect(readSbom(given, 'x').packages).toHaveLength(1));
});

describe('CycloneDX', () => {
  test.each(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'])('version %s is read', (specVersion) => {
    const { format, packages } = read({ ...bom({ components: [library('a')] }), specVersion });
    expect(format).toBe(`CycloneDX ${specVersion}`);
    expect(packages).toEqual([
      {
        name: 'a',
        version: '1',
        purl: 'pkg:npm/a@1',
        type: 'npm',
        licences: [],
        locations: [],
        scope: 'installed',
        base: 'unknown',
      },
    ]);
  });

  test('components inside components are found, files and data are passed over', () => {
    const nested = bom({
      metadata: { component: { type: 'application', name: 'root', components: [library('part')] } },
      components: [
        library('a', { components: [library('b', { components: [library('c')] })] }),
        { type: 'file', name: '/etc/passwd', components: [library('d')] },
        { type: 'file', name: 'x.jar', purl: 'pkg:maven/g/x@1' },
        { type: 'data', name: 'set' },
      ],
    });
    expect(read(nested).packages.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'g:x', 'part']);
  });

  test('a component without a purl is generic: listed, and looked up nowhere', () => {
    const { packages, problems } = read(
      bom({ components: [{ type: 'application', name: 'Tool of ours', version: '2' }] }),
    );
    expect(packages).toMatchObject([{ name: 'Tool of ours', type: 'generic', purl: 'pkg:generic/Tool%20of%20ours@2' }]);
    expect(problems).toEqual([]);
  });

  test('a malformed purl is a problem, and the component is still listed', () => {
    const { packages, problems } = read(bom({ components: [library('a', { purl: 'npm:a@1' })] }));
    expect(packages).toMatchObject([{ name: 'a', type: 'generic' }]);
    expect(problems).toEqual([{ where: 'components[0]', what: 'has a malformed purl and cannot be checked: npm:a@1' }]);
  });

  test('a component of Bitnami goes by the name in its purl, whatever its title', () => {
    const purl = 'pkg:bitnami/shop@3.1.0-4?arch=arm64&distro=debian-12';
    const { packages } = read(bom({ components: [library('Shop(R)', { version: '3.1.0-4', purl })] }));
    expect(packages).toMatchObject([{ type: 'bitnami', name: 'shop', version: '3.1.0-4', purl, arch: 'arm64' }]);
  });

  test('what is excluded is not in use at run time', () => {
    const { packages } = read(
      bom({ components: [library('a', { scope: 'excluded' }), library('b', { scope: 'optional' })] }),
    );
    expect(packages.map(({ dev }) => dev)).toEqual([true, undefined]);
  });

  test('hashes, licences of every form and places', () => {
    const [item] = read(
      bom({
        components: [
          library('a', {
            hashes: [
              { alg: 'SHA-512', content: 'AB'.repeat(64) },
              { alg: 'SHA3-256', content: 'cd'.repeat(32) },
            ],
            licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Own' } }, { expression: 'ISC OR MIT' }],
            evidence: { occurrences: [{ location: '/a/package.json' }, { location: '/b/package.json' }] },
          }),
        ],
      }),
    ).packages;
    expect(item).toMatchObject({
      hashes: [`sha512:${'ab'.repeat(64)}`, `sha3-256:${'cd'.repeat(32)}`],
      licences: ['MIT', 'Own', 'ISC OR MIT'],
      locations: [
        { path: '/a/package.json', how: 'cyclonedx' },
        { path: '/b/package.json', how: 'cyclonedx' },
      ],
    });
  });

  test('edges lead to packages only, in circles too; to itself there is none', () => {
    const { packages } = read(
      bom({
        components: [library('a'), library('b'), library('c')],
        dependencies: [
          { ref: 'a', dependsOn: ['b', 'nobody', 'a', 'b'] },
          { ref: 'b', dependsOn: ['a'] },
          { ref: 'a', dependsOn: ['c'] },
          { ref: 'root', dependsOn: ['a'] },
        ],
      }),
    );
    expect(packages.map(({ dependsOn }) => dependsOn)).toEqual([
      ['pkg:npm/b@1', 'pkg:npm/c@1'],
      ['pkg:npm/a@1'],
      undefined,
    ]);
  });

  test('a reference that stands twice is said, and both components count', () => {
    const { packages, problems } = read(bom({ components: [library('a'), library('b', { 'bom-ref': 'a' })] }));
    expect(packages).toHaveLength(2);
    expect(problems).toMatchObject([{ where: 'components[1]' }]);
  });

  test.each<[string, object, string]>([
    ['a component that is no object', { components: [library('a'), 5] }, 'components[1]'],
    ['a component without a name', { components: [library('a'), { type: 'library' }] }, 'components[1]'],
    [
      'a hash that is none',
      { components: [library('a', { hashes: [{ alg: 'MD5', content: 'zz' }] })] },
      'components[0].hashes[0]',
    ],
    ['a dependency that is none', { components: [library('a')], dependencies: ['x'] }, 'dependencies[0]'],
  ])('%s is a problem with its place, and the rest is read', (_, more, where) => {
    const { packages, problems } = read(bom(more));
    expect(packages).toHaveLength(1);
    expect(problems.map((problem) => problem.where)).toEqual([where]);
  });

  test.each<[string, object]>([
    ['text where a list belongs', library('a', { licenses: 'MIT', hashes: 'x', properties: 'y', evidence: [] })],
    ['objects where text belongs', library('a', { group: {}, version: 5, scope: [], 'bom-ref': {} })],
    [
      'names that objects inherit',
      library('a', {
        properties: [
          { name: '__proto__', value: 'x' },
          { name: 'constructor', value: 'y' },
        ],
      }),
    ],
  ])('wrong types are nothing said: %s', (_, component) => {
    expect(read(bom({ components: [component] })).packages).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  test('a fact of ours under a name that objects inherit is a fact', () => {
    const properties = [
      { name: 'seawall:package:type', value: 'npm' },
      { name: 'seawall:fact:__proto__', value: 'polluted' },
    ];
    const [item] = read(bom({ components: [library('a', { properties })] })).packages;
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(item!.properties)).toBe(Object.prototype);
  });

  test('a document that says it is not complete is not', () => {
    const properties = [
      { name: 'seawall:complete', value: 'false' },
      { name: 'seawall:problem', value: '/srv/app/yarn.lock: broken' },
    ];
    expect(read(bom({ metadata: { properties } })).problems).toEqual([
      { where: 'the document', what: 'says: /srv/app/yarn.lock: broken' },
      { where: 'the document', what: 'says that it is not complete' },
    ]);
  });

  test('control characters and texts without end come to nothing', () => {
    const { packages } = read(
      bom({
        components: [
          library('a', { name: 'a\u001b[2J\u202e', version: '1'.repeat(100_000), purl: 'pkg:npm/a\u001b b@1' }),
        ],
      }),
    );
    expect(packages[0]!.version.length).toBeLessThan(5000);
    expect(packages[0]!.purl).toBe('pkg:npm/a%1B%20b@1');
    expect(JSON.stringify(packages)).not.toMatch(/\\u001b|\u202e/);
  });

  test('what a document says of layers and of its distribution is text, and an instruction keeps its lines', () => {
    const properties = [
      { name: 'seawall:layer:0', value: 'x' },
      { name: 'seawall:layer:0:digest', value: 'sha256:a\u009bb' },
      { name: 'seawall:layer:0:diff-id', value: 'sha256:a\u202eb' },
      { name: 'seawall:layer:0:created-by', value: 'RUN a \\\n\tb\u001b[2J' },
    ];
    const component = { type: 'container', 'bom-ref': 'image', name: 'x', properties };
    const { subject, distribution } = read(
      bom({ metadata: { component }, components: [library('a', { purl: 'pkg:deb/d%C2%9Bx/a@1' })] }),
    );
    expect(subject.layers).toEqual([
      { index: 0, digest: 'sha256:a\uFFFDb', diffId: 'sha256:a\uFFFDb', createdBy: 'RUN a \\\n\tb\uFFFD[2J' },
    ]);
    expect(distribution?.id).toBe('d\uFFFDx');
  });

  test('at most 50 problems are listed', () => {
    const { problems } = read(bom({ components: Array.from({ length: 1000 }, () => 1) }));
    expect(problems).toHaveLength(51);
    expect(problems[50]!.what).toBe('950 further problems are not listed');
  });

  test('one purl in two places is one package', () => {
    const place = (location: string, reference: string) =>
      library('a', { 'bom-ref': reference, evidence: { occurrences: [{ location }] } });
    const { packages } = read(bom({ components: [place('/a', '1'), place('/b', '2')] }));
    expect(packages.map(({ locations }) => locations.map(({ path }) => path))).toEqual([['/a', '/b']]);
  });
});

describe('CycloneDX as XML', () => {
  const component =
    '<component type="library" bom-ref="a"><name>a</name><version>1</version><purl>pkg:npm/a@1</purl></component>';

  test.each(['1.2', '1.3', '1.4', '1.5', '1.6'])('version %s is read', (version) => {
    const { format, packages } = read(xml(`<components>${component}</components>`, version));
    expect(format).toBe(`CycloneDX ${version}`);
    expect(packages).toMatchObject([{ name: 'a', version: '1', purl: 'pkg:npm/a@1' }]);
  });

  test('a prefix of the namespace, comments and CDATA are no matter', () => {
    const text =
      '<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.4"><!-- x --><c:components><c:component type="library">' +
      '<c:name><![CDATA[a&b]]></c:name></c:component></c:components></c:bom>';
    expect(read(text).packages).toMatchObject([{ name: 'a&b' }]);
  });

  test('names of other things are not names of the component', () => {
    const text = xml(
      `<components><component type="library"><supplier><name>Them</name></supplier><name>a</name><version>1</version>
       <pedigree><ancestors>${component}</ancestors></pedigree><x:name xmlns:x="urn:x">other</x:name></component></components>
       <services><service><name>s</name></service></services>`,
    );
    expect(read(text).packages.map(({ name }) => name)).toEqual(['a']);
  });

  test('everything that the JSON form can say', () => {
    const text = xml(
      `<metadata><timestamp>2026-01-01T00:00:00Z</timestamp><tools><components><component type="application"><name>t</name>
       <version>2</version></component></components></tools><component type="container"><name>img</name></component></metadata>
       <components><component type="library" bom-ref="a"><group>@s</group><name>a</name><version>1</version>
       <scope>excluded</scope><hashes><hash alg="SHA-1">${'ab'.repeat(20)}</hash></hashes>
       <licenses><license><id>MIT</id></license><license><name>Own</name></license></licenses><purl>pkg:npm/%40s/a@1</purl>
       <properties><property name="aquasecurity:trivy:FilePath">x/y</property></properties>
       <components>${component.replace('bom-ref="a"', 'bom-ref="b"')}</components></component></components>
       <dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies>`,
    );
    const { packages, tool, created, subject } = read(text);
    expect({ tool, created, name: subject.name }).toEqual({
      tool: 't 2',
      created: '2026-01-01T00:00:00Z',
      name: 'img',
    });
    expect(packages[0]).toMatchObject({
      name: '@s/a',
      dev: true,
      hashes: [`sha1:${'ab'.repeat(20)}`],
      licences: ['MIT', 'Own'],
      locations: [{ path: '/x/y' }],
      dependsOn: ['pkg:npm/a@1'],
    });
    expect(packages).toHaveLength(2);
  });

  test('tools as before 1.5', () => {
    const text = xml(
      '<metadata><tools><tool><vendor>v</vendor><name>t</name><version>1</version></tool></tools></metadata>',
      '1.4',
    );
    expect(read(text).tool).toBe('t 1');
  });

  test('entities of a document type are not expanded', () => {
    const text = `<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "${'x'.repeat(1000)}">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>&a;</components></bom>`;
    expect(complaint(text).message).toMatch(/not valid XML/);
  });
});

describe('SPDX', () => {
  test.each(['2.2', '2.3'])('version %s is read', (version) => {
    const { format, packages } = read({ ...spdx({ packages: [element('a')] }), spdxVersion: `SPDX-${version}` });
    expect(format).toBe(`SPDX ${version}`);
    expect(packages).toMatchObject([{ name: 'a', version: '1', type: 'npm' }]);
  });

  test.each<[string, object]>([
    ['a relationship', { relationships: [relation('DOCUMENT', 'DESCRIBES', 'root')] }],
    ['the other way round', { relationships: [relation('root', 'DESCRIBED_BY', 'DOCUMENT')] }],
    ['the list of SPDX 2.2', { documentDescribes: ['SPDXRef-root'] }],
  ])('what the document describes is no part of itself: told by %s', (_, more) => {
    const { packages, subject } = read(spdx({ packages: [element('root'), element('a')], ...more }));
    expect(packages.map(({ name }) => name)).toEqual(['a']);
    expect(subject.name).toBe('root');
  });

  test('a document about one package, or about every one, lists them', () => {
    expect(read(spdx({ packages: [element('a')], documentDescribes: ['SPDXRef-a'] })).packages).toHaveLength(1);
    const both = { packages: [element('a'), element('b')], documentDescribes: ['SPDXRef-a', 'SPDXRef-b'] };
    expect(read(spdx(both)).packages).toHaveLength(2);
  });

  test.each<[string, object, string[][], string[]]>([
    ['DEPENDS_ON', relation('a', 'DEPENDS_ON', 'b'), [['a', 'b']], []],
    ['DEPENDENCY_OF', relation('b', 'DEPENDENCY_OF', 'a'), [['a', 'b']], []],
    ['RUNTIME_DEPENDENCY_OF', relation('b', 'RUNTIME_DEPENDENCY_OF', 'a'), [['a', 'b']], []],
    ['DEV_DEPENDENCY_OF', relation('b', 'DEV_DEPENDENCY_OF', 'a'), [['a', 'b']], ['b']],
    ['TEST_DEPENDENCY_OF', relation('b', 'TEST_DEPENDENCY_OF', 'a'), [['a', 'b']], ['b']],
    ['OTHER', relation('a', 'OTHER', 'b'), [], []],
  ])('%s', (_, relationship, edges, development) => {
    const { packages } = read(spdx({ packages: [element('a'), element('b')], relationships: [relationship] }));
    const found = packages.flatMap((item) => (item.dependsOn ?? []).map((purl) => [item.name, purl.slice(8, 9)]));
    expect(found).toEqual(edges);
    expect(packages.filter(({ dev }) => dev === true).map(({ name }) => name)).toEqual(development);
  });

  test('what production needs too is not for development', () => {
    const { packages } = read(
      spdx({
        packages: [element('a'), element('b'), element('c')],
        relationships: [relation('b', 'DEV_DEPENDENCY_OF', 'a'), relation('c', 'DEPENDS_ON', 'b')],
      }),
    );
    expect(packages.find(({ name }) => name === 'b')).not.toHaveProperty('dev');
  });

  test.each<[string, object, string[]]>([
    ['licences that apply together stand alone', { licenseDeclared: 'MIT AND LicenseRef-1' }, ['MIT', 'the text']],
    ['a choice stays one', { licenseDeclared: 'MIT OR ISC' }, ['MIT OR ISC']],
    ['brackets stay', { licenseDeclared: '(MIT OR ISC) AND Zlib' }, ['(MIT OR ISC) AND Zlib']],
    [
      'an exception stays',
      { licenseDeclared: 'GPL-2.0-only WITH Classpath-exception-2.0 AND MIT' },
      ['GPL-2.0-only WITH Classpath-exception-2.0 AND MIT'],
    ],
    ['none declared: the one concluded', { licenseDeclared: 'NOASSERTION', licenseConcluded: 'ISC' }, ['ISC']],
    ['a text that says nothing: the name', { licenseDeclared: 'LicenseRef-2' }, ['its name']],
    ['none', { licenseDeclared: 'NONE' }, []],
  ])('%s', (_, more, licences) => {
    const hasExtractedLicensingInfos = [
      { licenseId: 'LicenseRef-1', extractedText: 'the text', name: 'x' },
      { licenseId: 'LicenseRef-2', extractedText: 'NOASSERTION', name: 'its name' },
    ];
    const [item] = read(spdx({ packages: [element('a', more)], hasExtractedLicensingInfos })).packages;
    expect(item!.licences).toEqual(licences);
  });

  test('checksums are hashes', () => {
    const checksums = [{ algorithm: 'SHA256', checksumValue: 'AB'.repeat(32) }];
    expect(read(spdx({ packages: [element('a', { checksums })] })).packages[0]!.hashes).toEqual([
      `sha256:${'ab'.repeat(32)}`,
    ]);
  });

  test.each<[string, object, string]>([
    ['a package that is no object', { packages: [element('a'), null] }, 'packages[1]'],
    ['a package without a name', { packages: [element('a'), {}] }, 'packages[1]'],
    ['a checksum that is none', { packages: [element('a', { checksums: [5] })] }, 'packages[0].checksums[0]'],
    ['a relationship that is none', { packages: [element('a')], relationships: [{}] }, 'relationships[0]'],
  ])('%s is a problem with its place, and the rest is read', (_, more, where) => {
    const { packages, problems } = read(spdx(more));
    expect(packages).toHaveLength(1);
    expect(problems.map((problem) => problem.where)).toEqual([where]);
  });

  test('Trivy says the same in annotations now as in attribution texts before', () => {
    const facts = ['SrcName: openssl', 'SrcVersion: 3.0.1', 'SrcRelease: 2', 'SrcEpoch: 1'];
    const annotations = facts.map((comment) => ({ annotator: 'Tool: trivy-0.60.0', annotationType: 'OTHER', comment }));
    for (const more of [{ attributionTexts: facts }, { annotations }]) {
      const [item] = read(spdx({ packages: [element('a', more)] })).packages;
      expect(item!.source).toEqual({ name: 'openssl', version: '1:3.0.1-2' });
    }
  });
});

describe('the distribution without an operating system in the document', () => {
  const os = (...purls: string[]) =>
    read(
      bom({
        components: purls.map((purl, at) => ({
          type: 'library',
          name: `p${at}`,
          'bom-ref': `${at}`,
          version: '1',
          purl,
        })),
      }),
    ).distribution;

  test.each<[string, string, object | undefined]>([
    ['ours and of Syft', 'pkg:deb/debian/a@1?distro=debian-12', { id: 'debian', versionId: '12' }],
    ['of Trivy for Alpine', 'pkg:apk/alpine/a@1?distro=3.17.2', { id: 'alpine', versionId: '3.17.2' }],
    ['of Trivy for AlmaLinux', 'pkg:rpm/alma/a@1?distro=alma-9.3', { id: 'almalinux', versionId: '9.3' }],
    ['of Red Hat', 'pkg:rpm/redhat/a@1?distro=rhel-9.4', { id: 'rhel', versionId: '9.4' }],
    ["of the specification's examples", 'pkg:deb/debian/a@1?distro=jessie', { id: 'debian', codename: 'jessie' }],
    ['without a release', 'pkg:deb/ubuntu/a@1', { id: 'ubuntu' }],
    ['no OS package', 'pkg:npm/a@1', undefined],
  ])('%s', (_, purl, distribution) => expect(os(purl)).toEqual(distribution));

  test('most packages decide', () => {
    const debian = 'pkg:deb/debian/a@1?distro=debian-12';
    expect(os('pkg:deb/ubuntu/x@1?distro=ubuntu-22.04', debian, `${debian}&arch=all`)).toEqual({
      id: 'debian',
      versionId: '12',
    });
  });
});

describe('work stays linear', () => {
  test('one purl thirty thousand times, one reference with as many edges, edges one by one', () => {
    const components = Array.from({ length: 30_000 }, (_, at) => library('a', { 'bom-ref': `r${at}` }));
    const dependencies = components.map((component) => ({ ref: 'r0', dependsOn: [component['bom-ref']] }));
    expect(read(bom({ components, dependencies })).packages).toHaveLength(1);
  });

  test('more components than are read are said', () => {
    const components = Array.from({ length: 200_001 }, () => ({ type: 'operating-system', name: 'x' }));
    expect(read(bom({ components })).problems).toMatchObject([
      { where: 'components[200000]', what: expect.stringContaining('more than 200000 components') },
    ]);
  });
});
