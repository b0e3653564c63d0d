import type { Finding, ScanResult } from '#model';
import { jsonText, LazyArray } from '../json-text.ts';
import type { RenderOptions } from '../render-options.ts';
import { documentProperties } from '../sbom/document-properties.ts';
import { findReferences, packageReferences } from '../sbom/references.ts';
import { serialNumber } from '../sbom/serial-number.ts';
import { shownFindings } from '../shown-findings.ts';
import { extractedLicences } from '../spdx/declared-licence.ts';
import { elementId } from '../spdx/element-id.ts';
import { annotator, packageId, spdxPackage, subjectId, subjectPackage, systemPackage } from '../spdx/packages.ts';
import { relationships } from '../spdx/relationships.ts';

/** An SPDX 2.3 document as JSON: what is in the subject, with links to the advisories about it. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  const { packages, subject, tool } = result;
  const shown = shownFindings(result.findings, options);
  const creator = `${tool.name}-${tool.version}`;
  // SPDX takes no fractions of a second (2.3, section 6.9).
  const created = result.scannedAt.replace(/\.\d+Z$/, 'Z');
  const annotate = annotator(creator, created);
  const references = packageReferences(packages);
  const ids = new Map(
    packages.map((item, index) => [references[index] ?? '', packageId(item, references[index] ?? '')]),
  );
  const findings = findingsByReference(shown, findReferences(packages, references, subjectId));
  const system = systemPackage(subject, annotate);
  const licences = extractedLicences(packages);
  return jsonText({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: subject.reference,
    documentNamespace: namespaceOf(subject.reference, serialNumber(result, shown)),
    creationInfo: { created, creators: [`Tool: ${creator}`] },
    annotations: annotate(documentProperties(result)),
    packages: new LazyArray(function* () {
      yield subjectPackage(subject, annotate);
      if (system !== undefined) yield system;
      for (const [index, item] of packages.entries()) {
        const reference = references[index] ?? '';
        yield spdxPackage(item, ids.get(reference) ?? '', findings.get(reference) ?? [], annotate);
      }
    }),
    hasExtractedLicensingInfos: licences.length === 0 ? undefined : licences,
    relationships: new LazyArray(() => relationships(packages, references, ids, system !== undefined)),
  });
}

/** Unique to the document. A creator without a site of its own uses this one (SPDX 2.3, section 6.5). */
function namespaceOf(name: string, serial: string): string {
  return `https://spdx.org/spdxdocs/${elementId('seawall', name)}-${serial.slice('urn:uuid:'.length)}`;
}

function findingsByReference(
  findings: readonly Finding[],
  referencesOf: (finding: Finding) => readonly string[],
): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.kind !== 'vulnerability') continue;
    for (const reference of referencesOf(finding)) {
      const list = found.get(reference);
      if (list === undefined) found.set(reference, [finding]);
      else list.push(finding);
    }
  }
  return found;
}
