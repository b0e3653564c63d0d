import type { ScanResult } from '#model';
import { LazyArray } from '../json-text.ts';
import type { RenderOptions } from '../render-options.ts';
import { documentProperties } from '../sbom/document-properties.ts';
import { findReferences, packageReferences } from '../sbom/references.ts';
import { serialNumber } from '../sbom/serial-number.ts';
import { shownFindings } from '../shown-findings.ts';
import { packageComponent, subjectComponent, systemComponent } from './components.ts';
import { dependencyGraph } from './dependencies.ts';
import { vulnerabilities } from './vulnerabilities.ts';

/**
 * A CycloneDX 1.6 document as its JSON form has it: the packages as components, the vulnerabilities where vulnerability
 * data was used. The XML form is written from it too.
 */
export function bomDocument(result: ScanResult, options: RenderOptions): Record<string, unknown> {
  const findings = shownFindings(result.findings, options);
  const { packages, subject } = result;
  const references = packageReferences(packages);
  const root = subjectComponent(subject);
  const system = systemComponent(subject);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber(result, findings),
    version: 1,
    metadata: {
      timestamp: result.scannedAt,
      tools: { components: [{ type: 'application', name: result.tool.name, version: result.tool.version }] },
      component: root,
      properties: documentProperties(result),
    },
    components: new LazyArray(function* () {
      if (system !== undefined) yield system;
      for (const [index, item] of packages.entries()) yield packageComponent(item, references[index] ?? item.purl);
    }),
    dependencies: new LazyArray(() => dependencyGraph(packages, references, root['bom-ref'], system?.['bom-ref'])),
    compositions: result.complete ? undefined : [{ aggregate: 'incomplete', assemblies: [root['bom-ref']] }],
    vulnerabilities: isInventoryOnly(result)
      ? undefined
      : new LazyArray(() =>
          vulnerabilities(findings, result.suppressed, findReferences(packages, references, root['bom-ref'])),
        ),
  };
}

/** True for `--only packages`: nothing was matched, so an empty list of vulnerabilities would be a false clean. */
function isInventoryOnly({ data, findings, suppressed }: ScanResult): boolean {
  return data.sources.length === 0 && findings.length === 0 && suppressed.length === 0;
}
