import { describe, expect, test } from 'vitest';
import { element, read, relation, spdx } from './sbom.test-kit.ts';

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
