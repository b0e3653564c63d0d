import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkLanguageFile } from '../check-language-file.ts';
import { checkSbom } from '../check-sbom.ts';
import type { FuzzTarget } from '../target.ts';

const fixtures = resolve(import.meta.dirname, '../../../src/catalog/sbom/fixtures');

/** SPDX 2 as JSON, with the words of Syft, Trivy and our own, and as Bitnami lays it into its images. */
export const spdxTarget: FuzzTarget = {
  id: 'spdx',
  files: [
    'src/catalog/sbom/spdx',
    'src/catalog/sbom/bitnami-spdx',
    'src/catalog/sbom/package-name',
    'src/catalog/sbom/dialect',
    'src/catalog/sbom/to-package',
    'src/catalog/sbom/read-sbom',
  ],
  errors: [],
  dictionary: [
    '"spdxVersion":"SPDX-2.3"',
    '"SPDXID":"SPDXRef-a"',
    '"packages":[',
    '"relationships":[{"spdxElementId":"SPDXRef-a","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-b"}]',
    'DEV_DEPENDENCY_OF',
    'CONTAINS',
    'DESCRIBES',
    '"documentDescribes":["SPDXRef-a"]',
    '"licenseDeclared":"MIT AND LicenseRef-a"',
    '"hasExtractedLicensingInfos":[{"licenseId":"LicenseRef-a","extractedText":"b"}]',
    '"checksums":[{"algorithm":"SHA1","checksumValue":"00"}]',
    '"sourceInfo":"built package from: a 1:2-3"',
    '"attributionTexts":["LayerDiffID: sha256:0"]',
    '"annotations":[{"comment":"seawall:package:type: deb"}]',
    '"primaryPackagePurpose":"OPERATING-SYSTEM"',
    'SPDXRef-Application-',
    '"externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:bitnami/a@1.2.3-4?arch=arm64&distro=debian-12"}]',
    'pkg:golang/stdlib@go1.22',
    'pkg:conda/a@1',
    '__proto__',
    'NOASSERTION',
  ],
  seeds: () => [
    ...['trivy-alpine.spdx.json', 'syft-alma.spdx.json'].map((name) => readFileSync(resolve(fixtures, name))),
    Buffer.from(
      '{"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"SPDXRef-a","name":"a","versionInfo":"1","licenseDeclared":"MIT AND LicenseRef-b",' +
        '"annotations":[{"comment":"seawall:package:type: npm"},{"comment":"seawall:location:1:path: /a"}]},{"SPDXID":"SPDXRef-b","name":"b"}],' +
        '"relationships":[{"spdxElementId":"SPDXRef-a","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-b"}]}',
    ),
    Buffer.from(
      '{"spdxVersion":"SPDX-2.3","documentDescribes":["SPDXRef-a"],"packages":[{"SPDXID":"SPDXRef-a","name":"A","licenseDeclared":"MIT",' +
        '"externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:bitnami/a@1.2.3-4?arch=arm64&distro=debian-12"}]},' +
        '{"SPDXID":"SPDXRef-b","name":"e.org/B","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:golang/e.org/b@1.2"}]}],' +
        '"relationships":[{"spdxElementId":"SPDXRef-a","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-b"}]}',
    ),
  ],
  run(bytes) {
    checkSbom(bytes);
    checkLanguageFile('bitnami-spdx', 'opt/bitnami/a/.spdx-a.spdx', bytes);
  },
};
