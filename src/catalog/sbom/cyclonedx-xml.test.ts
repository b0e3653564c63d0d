import { describe, expect, test } from 'vitest';
import { complaint, read, xml } from './sbom.test-kit.ts';

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
