import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { PackageURL } from 'packageurl-js';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding, Package, ScanResult } from '#model';
import { madeUpResult } from '../fixtures/made-up-result.ts';
import { render } from './cyclonedx.ts';

// The library's own export map hides its schemas; its package.json tells where they lie.
const require = createRequire(import.meta.url);
const library = dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json'));
const schemaFile = (name: string) =>
  JSON.parse(readFileSync(resolve(library, 'res/schema', `${name}.SNAPSHOT.schema.json`), 'utf8'));

const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: true });
addFormats.default(ajv);
ajv.addFormat('iri-reference', (text) => URL.canParse(text, 'http://base.example'));
ajv.addFormat('idn-email', true);
ajv.addSchema(schemaFile('spdx'), 'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json');
ajv.addSchema(schemaFile('jsf-0.82'), 'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json');
const validate = ajv.compile(schemaFile('bom-1.6'));

interface Component {
  'bom-ref': string;
  purl?: string;
  name: string;
  group?: string;
  scope?: string;
  licenses?: unknown[];
  properties: { name: string; value: string }[];
}

interface Vulnerability {
  id: string;
  ratings: { severity: string; method?: string }[];
  affects: { ref: string; versions: object[] }[];
  analysis?: { state?: string; response?: string[]; detail?: string };
  advisories?: { url: string }[];
}

interface Document {
  serialNumber: string;
  metadata: { timestamp: string; component: Component; properties: { name: string; value: string }[] };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
  vulnerabilities?: Vulnerability[];
  compositions?: { aggregate: string }[];
}

const options = { width: 80, colour: false };
const documentOf = (result: ScanResult): Document => JSON.parse([...render(result, options)].join(''));
const propertyOf = (component: Component, name: string) =>
  component.properties.find((property) => property.name === name)?.value;

function expectValid(document: unknown): void {
  expect(validate(document), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
}

describe('a CycloneDX document', () => {
  let document: Document;
  beforeAll(() => {
    document = documentOf(madeUpResult());
  });

  test('is valid by the official schema of 1.6', () => {
    expectValid(document);
  });

  test('the official schema can refuse', () => {
    expect(validate({ ...document, serialNumber: 'urn:uuid:none' })).toBe(false);
    expect(validate({ ...document, components: [{ type: 'library' }] })).toBe(false);
  });

  test('names the image by digest', () => {
    expect(document.metadata.component.purl).toBe(
      `pkg:oci/checkout@sha256:${'0f'.repeat(32)}?arch=amd64&repository_url=registry.example.com:5000%2Fshop%2Fcheckout&tag=2.14.0`,
    );
    expect(document.metadata.component).toMatchObject({ type: 'container' });
    expect(document.metadata.timestamp).toBe('2026-11-22T08:00:00Z');
  });

  test('has the operating system and every package as components', () => {
    expect(document.components[0]).toMatchObject({
      type: 'operating-system',
      name: 'debian',
      version: '12',
      'bom-ref': 'os:debian@12',
    });
    expect(document.components).toHaveLength(madeUpResult().packages.length + 1);
  });

  test('says where a package comes from', () => {
    const libssl = document.components.find(({ name }) => name === 'libssl3')!;
    expect(propertyOf(libssl, 'seawall:layer:index')).toBe('1');
    expect(propertyOf(libssl, 'seawall:layer:digest')).toBe(`sha256:${'b2'.repeat(32)}`);
    expect(propertyOf(libssl, 'seawall:package:source-name')).toBe('openssl');
  });

  test('every reference leads to a component', () => {
    const references = document.components.map((component) => component['bom-ref']);
    expect(new Set(references).size).toBe(references.length);
    const known = new Set([...references, document.metadata.component['bom-ref']]);
    for (const { affects } of document.vulnerabilities!) {
      expect(affects.length).toBeGreaterThan(0);
      for (const { ref } of affects) expect(known).toContain(ref);
    }
    const nodes = document.dependencies.map(({ ref }) => ref);
    expect(new Set(nodes)).toEqual(known);
    expect(nodes).toHaveLength(known.size);
    for (const { dependsOn } of document.dependencies) for (const ref of dependsOn) expect(known).toContain(ref);
  });

  test('one vulnerability affects all binary packages of its source', () => {
    const entries = document.vulnerabilities!.filter(({ id }) => id === 'CVE-2024-5535');
    expect(entries.map(({ affects }) => affects.map(({ ref }) => PackageURL.fromString(ref).name))).toEqual([
      ['libssl3', 'openssl'],
    ]);
    expect(entries[0]).toMatchObject({ ratings: [{ severity: 'critical', method: 'CVSSv31' }] });
    expect(entries[0]!.affects[0]!.versions).toEqual([{ version: '3.0.11-1~deb12u2', status: 'affected' }]);
  });

  test('a declared package is excluded', () => {
    const lodash = document.components.find(({ name }) => name === 'lodash')!;
    expect(lodash.scope).toBe('excluded');
    expect(propertyOf(lodash, 'seawall:package:scope')).toBe('declared');
  });

  test('a scoped npm name is split into group and name', () => {
    expect(document.components.find(({ group }) => group === '@very-long-scope-name')?.name).toMatch(/^an-extra/);
  });

  test('says that it is not whole', () => {
    expect(document.compositions).toEqual([
      { aggregate: 'incomplete', assemblies: [document.metadata.component['bom-ref']] },
    ]);
    expect(document.metadata.properties).toContainEqual({
      name: 'seawall:not-checked',
      value: 'packages of pypi (12): no data for this ecosystem',
    });
  });
});

describe('the verdict of a vulnerability', () => {
  const [finding] = madeUpResult().findings as [Finding];
  const { fix: _, ...unfixed } = finding;
  const analysisOf = (findings: Finding[], suppressed: ScanResult['suppressed'] = []) => {
    const document = documentOf(madeUpResult({ findings, suppressed }));
    expectValid(document);
    return document.vulnerabilities!.map(({ analysis }) => analysis);
  };

  test.each([
    ['a fix asks for an update', finding, { response: ['update'] }],
    [
      'not affected is said',
      { ...unfixed, status: 'not affected' as const },
      { state: 'not_affected', detail: finding.why },
    ],
    [
      'under investigation is in triage',
      { ...unfixed, status: 'under investigation' as const },
      { state: 'in_triage' },
    ],
    ['will not fix is the response', { ...unfixed, status: 'will not fix' as const }, { response: ['will_not_fix'] }],
    ['end of life cannot be fixed', { ...unfixed, status: 'end of life' as const }, { response: ['can_not_fix'] }],
    ['without a fix nothing is said', { ...unfixed, status: 'affected' as const }, undefined],
  ])('%s', (_name, entry, analysis) => {
    expect(analysisOf([entry])).toEqual([analysis]);
  });

  test('suppressed is in triage with the reason, beside the same finding that is not', () => {
    expect(analysisOf([finding], [{ finding, reason: 'risk accepted', who: 'ana' }])).toEqual([
      { response: ['update'] },
      { state: 'in_triage', detail: 'risk accepted' },
    ]);
  });

  test('one id with two severities is two entries', () => {
    const milder: Finding = { ...finding, severity: { level: 'negligible', source: 'debian' } };
    const { vulnerabilities } = documentOf(madeUpResult({ findings: [finding, milder], suppressed: [] }));
    expect(vulnerabilities!.map(({ ratings }) => ratings[0]!.severity)).toEqual(['critical', 'info']);
  });

  test.each([
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 'CVSSv4'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 'CVSSv31'],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 'CVSSv3'],
    ['AV:N/AC:L/Au:N/C:N/I:N/A:P', 'CVSSv2'],
    ['SSVCv2/E:A', 'other'],
  ])('the method of %s is %s', (vector, method) => {
    const entry: Finding = { ...finding, severity: { level: 'high', source: 'nvd', vector } };
    const document = documentOf(madeUpResult({ findings: [entry] }));
    expectValid(document);
    expect(document.vulnerabilities![0]!.ratings[0]!.method).toBe(method);
  });

  test('references that are no links are left out', () => {
    const references = ['https://a.example/x', 'not a link', 'javascript:alert(1)', 'https://b.example/ x'];
    const document = documentOf(madeUpResult({ findings: [{ ...finding, references }] }));
    expectValid(document);
    expect(document.vulnerabilities![0]!.advisories).toEqual([{ url: 'https://a.example/x' }]);
  });

  test('a finding whose package is not listed affects the subject', () => {
    const document = documentOf(madeUpResult({ findings: [finding], packages: [] }));
    expectValid(document);
    expect(document.vulnerabilities![0]!.affects[0]!.ref).toBe(document.metadata.component['bom-ref']);
  });
});

describe('a pure SBOM', () => {
  const inventory = () =>
    madeUpResult({ findings: [], suppressed: [], notChecked: [], data: { sources: [], starter: false } });

  test('has no list of vulnerabilities, because none were looked for', () => {
    expectValid(documentOf(inventory()));
    expect(documentOf(inventory())).not.toHaveProperty('vulnerabilities');
  });

  test('an empty list stands where data was used and nothing was found', () => {
    expect(documentOf(madeUpResult({ findings: [], suppressed: [] })).vulnerabilities).toEqual([]);
  });

  test('the smallest subject is valid', () => {
    const subject = { kind: 'dir', reference: '/', layers: [], notes: [] };
    const document = documentOf({ ...inventory(), subject, packages: [], complete: true, problems: [] });
    expectValid(document);
    expect(document.metadata.component).toMatchObject({ type: 'file', name: '/' });
    expect(document).not.toHaveProperty('compositions');
  });
});

describe('packages that look alike', () => {
  const [libssl] = madeUpResult().packages as [Package];

  test('one purl twice gets two references, and a finding finds its own', () => {
    const other = { ...libssl, locations: [{ path: '/chroot/var/lib/dpkg/status', how: 'dpkg-status' }] };
    const [finding] = madeUpResult().findings as [Finding];
    const inOther: Finding = { ...finding, package: { ...finding.package!, locations: other.locations } };
    const document = documentOf(madeUpResult({ packages: [libssl, other], findings: [inOther], suppressed: [] }));
    expectValid(document);
    expect(document.components.slice(1).map((component) => component['bom-ref'])).toEqual([
      libssl.purl,
      `${libssl.purl}#2`,
    ]);
    expect(document.vulnerabilities![0]!.affects.map(({ ref }) => ref)).toEqual([`${libssl.purl}#2`]);
  });
});

describe('the dependency graph', () => {
  const npm = (name: string, more: Partial<Package> = {}): Package => ({
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    type: 'npm',
    licences: [],
    locations: [],
    scope: 'installed',
    base: false,
    ...more,
  });
  const edgesOf = (packages: Package[]) => {
    const document = documentOf(madeUpResult({ packages, findings: [], suppressed: [] }));
    expectValid(document);
    return Object.fromEntries(document.dependencies.map(({ ref, dependsOn }) => [ref.replace(/.*\//, ''), dependsOn]));
  };

  test('follows dependency paths, whether they end with the package or before it', () => {
    const edges = edgesOf([
      npm('a', { direct: true }),
      npm('b', { path: ['a@1.0.0'] }),
      npm('c', { path: ['app@0.0.0', 'a@1.0.0', 'b@1.0.0', 'c@1.0.0'] }),
      npm('d'),
    ]);
    expect(edges).toMatchObject({
      'a@1.0.0': ['pkg:npm/b@1.0.0'],
      'b@1.0.0': ['pkg:npm/c@1.0.0'],
      'c@1.0.0': [],
      'd@1.0.0': [],
    });
  });

  test('packages of the operating system hang on it, what no path reaches on the subject', () => {
    const document = documentOf(madeUpResult({ packages: [...madeUpResult().packages.slice(0, 1), npm('d')] }));
    const [root, system] = document.dependencies;
    expect(root!.dependsOn).toEqual(['os:debian@12', 'pkg:npm/d@1.0.0']);
    expect(system!.dependsOn).toEqual([madeUpResult().packages[0]!.purl]);
  });

  test('a path through itself makes no edge', () => {
    expect(edgesOf([npm('a', { path: ['a@1.0.0', 'a@1.0.0'] })])['a@1.0.0']).toEqual([]);
  });
});

describe('the serial number', () => {
  test('is a UUID of version 8, the same for the same result', () => {
    const { serialNumber } = documentOf(madeUpResult());
    expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(documentOf(madeUpResult()).serialNumber).toBe(serialNumber);
  });

  test('changes with a package, a finding and the time', () => {
    const { packages, findings } = madeUpResult();
    const serials = [
      madeUpResult(),
      madeUpResult({ packages: packages.slice(1) }),
      madeUpResult({ findings: findings.slice(1) }),
      madeUpResult({ scannedAt: '2026-11-23T08:00:00Z' }),
    ].map((result) => documentOf(result).serialNumber);
    expect(new Set(serials).size).toBe(serials.length);
  });
});
