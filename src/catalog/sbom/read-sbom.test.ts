import { describe, expect, test } from 'vitest';
import { readSbom } from './read-sbom.ts';
import { bom, complaint, library, read, spdx, xml } from './sbom.test-kit.ts';

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
