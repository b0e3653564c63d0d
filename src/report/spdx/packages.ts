import type { Finding, Package, Subject } from '#model';
import { subjectComponent, systemComponent } from '../cyclonedx/components.ts';
import { subjectPurl } from '../cyclonedx/subject-purl.ts';
import { LazyArray } from '../json-text.ts';
import { namedHashes } from '../sbom/hash-names.ts';
import { packageProperties } from '../sbom/package-properties.ts';
import { properties, type Property } from '../sbom/properties.ts';
import { spdxLicenceId } from '../sbom/spdx-expression.ts';
import { advisoryReference } from './advisories.ts';
import { declaredLicence } from './declared-licence.ts';
import { hashedId } from './element-id.ts';

/** Writes facts that SPDX has no field for. */
export type Annotate = (list: readonly Property[]) => object[] | undefined;

/** Annotations by the scanner, one for each property: `name: value`. Source: SPDX 2.3, section 12. */
export function annotator(tool: string, created: string): Annotate {
  return (list) =>
    list.length === 0
      ? undefined
      : list.map(({ name, value }) => ({
          annotationDate: created,
          annotationType: 'OTHER',
          annotator: `Tool: ${tool}`,
          comment: `${name}: ${value}`,
        }));
}

/** What every package of ours says in the same words: nothing was downloaded, and no licence was concluded. */
const notAsserted = {
  supplier: 'NOASSERTION',
  downloadLocation: 'NOASSERTION',
  filesAnalyzed: false,
  licenseConcluded: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
};

export const subjectId = 'SPDXRef-Subject';
export const systemId = 'SPDXRef-OperatingSystem';

/** What was scanned, as a package. */
export function subjectPackage(subject: Subject, annotate: Annotate): object {
  const purl = subjectPurl(subject);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(subject.digest ?? '')?.[1];
  return {
    name: subject.reference,
    SPDXID: subjectId,
    versionInfo: subject.digest,
    ...notAsserted,
    checksums: sha256 === undefined ? undefined : [{ algorithm: 'SHA256', checksumValue: sha256 }],
    licenseDeclared: 'NOASSERTION',
    externalRefs: purl === undefined ? undefined : [purlReference(purl)],
    primaryPackagePurpose: subject.kind === 'dir' ? 'OTHER' : 'CONTAINER',
    annotations: annotate(subjectComponent(subject).properties ?? []),
  };
}

/** The operating system of the subject as a package, undefined when it has none or it is not known. */
export function systemPackage(subject: Subject, annotate: Annotate): object | undefined {
  const { os } = subject;
  if (os === undefined) return undefined;
  return {
    name: os.id,
    SPDXID: systemId,
    versionInfo: os.versionId,
    summary: os.name,
    ...notAsserted,
    licenseDeclared: 'NOASSERTION',
    // The JSON schema spells it with an underscore, the specification's text with a hyphen.
    primaryPackagePurpose: 'OPERATING_SYSTEM',
    annotations: annotate(systemComponent(subject)?.properties ?? []),
  };
}

/** The identifier of a package in the document, from its reference. */
export function packageId({ type, name }: Package, reference: string): string {
  return hashedId(`SPDXRef-Package-${type}`, name, reference);
}

/** One package, with the advisories about it. */
export function spdxPackage(item: Package, id: string, findings: readonly Finding[], annotate: Annotate): object {
  const { named, others } = namedHashes(item.hashes);
  const advisories = findings.map(advisoryReference);
  const references = [purlReference(item.purl), ...advisories.flatMap(({ reference }) => reference ?? [])];
  return {
    name: item.name,
    SPDXID: id,
    versionInfo: item.version,
    ...notAsserted,
    sourceInfo: item.source && `built package from: ${item.source.name} ${item.source.version}`,
    checksums:
      named.length === 0 ? undefined : named.map(({ spdx, content }) => ({ algorithm: spdx, checksumValue: content })),
    licenseDeclared: declaredLicence(item.licences),
    // Lazy, because thousands of advisories about one package are no small piece any more.
    externalRefs: new LazyArray(() => references),
    primaryPackagePurpose: 'LIBRARY',
    annotations: annotate([
      ...packageProperties(item, {
        hashes: others,
        licences: item.licences.every((text) => spdxLicenceId(text) === text) ? undefined : item.licences,
        paths: true,
      }),
      ...properties({ 'seawall:vulnerability': advisories.flatMap(({ text }) => text ?? []) }),
    ]),
  };
}

function purlReference(purl: string): object {
  return { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl };
}
