import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkSbom } from '../check-sbom.ts';
import type { FuzzTarget } from '../target.ts';

const fixtures = resolve(import.meta.dirname, '../../../src/catalog/sbom/fixtures');

/** CycloneDX as JSON and as XML, with the words of Syft, Trivy and our own. */
export const cyclonedxTarget: FuzzTarget = {
  id: 'cyclonedx',
  files: ['src/catalog/sbom/'],
  errors: [],
  dictionary: [
    '"bomFormat":"CycloneDX"',
    '"specVersion":"1.6"',
    '"components":[',
    '"dependencies":[{"ref":"a","dependsOn":["b"]}]',
    '"bom-ref":"a"',
    '"purl":"pkg:npm/%40a/b@1"',
    '"purl":"pkg:rpm/alma/a@1-2?epoch=1&upstream=b-1-2.src.rpm&distro=alma-9"',
    '"type":"operating-system"',
    '"scope":"excluded"',
    '"hashes":[{"alg":"SHA-1","content":"00"}]',
    '"licenses":[{"expression":"MIT OR ISC"}]',
    '"properties":[{"name":"seawall:package:type","value":"deb"}]',
    '"name":"seawall:location:1:path"',
    '"name":"seawall:layer:0"',
    '"name":"seawall:fact:__proto__"',
    '"name":"aquasecurity:trivy:SrcName"',
    '"name":"syft:location:0:path"',
    '__proto__',
    '\\u001b',
    '<component type="library" bom-ref="a">',
    '</component>',
    '<components>',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '&#27;',
    'xmlns:x="http://cyclonedx.org/schema/bom/1.6"',
  ],
  seeds: () => [
    ...['syft-alpine.cdx.json', 'trivy-alma.cdx.json'].map((name) => readFileSync(resolve(fixtures, name))),
    Buffer.from(
      '{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"component":{"name":"i","properties":[{"name":"seawall:layer:0","value":"d"}]}},' +
        '"components":[{"type":"library","bom-ref":"a","name":"a","version":"1","purl":"pkg:deb/debian/a@1?distro=debian-12",' +
        '"properties":[{"name":"seawall:package:type","value":"deb"},{"name":"seawall:layer:index","value":"0"}]}],' +
        '"dependencies":[{"ref":"a","dependsOn":["a"]}]}',
    ),
    Buffer.from(
      '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library" bom-ref="a"><group>g</group>' +
        '<name>a</name><version>1</version><hashes><hash alg="MD5">00</hash></hashes><licenses><license><id>MIT</id></license></licenses>' +
        '<purl>pkg:maven/g/a@1</purl><properties><property name="aquasecurity:trivy:FilePath">a/b</property></properties></component>' +
        '</components><dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies></bom>',
    ),
  ],
  run: checkSbom,
};
