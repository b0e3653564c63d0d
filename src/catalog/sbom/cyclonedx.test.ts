import { describe, expect, test } from 'vitest';
import { bom, library, read } from './sbom.test-kit.ts';

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
