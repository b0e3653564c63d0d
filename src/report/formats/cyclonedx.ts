import type { Finding, ScanResult } from '#model';
import {
  packageComponent,
  packageReferences,
  properties,
  subjectComponent,
  systemComponent,
  type Property,
} from '../cyclonedx/components.ts';
import { dependencyGraph } from '../cyclonedx/dependencies.ts';
import { serialNumber } from '../cyclonedx/serial-number.ts';
import { vulnerabilities } from '../cyclonedx/vulnerabilities.ts';
import { jsonText, LazyArray } from '../json-text.ts';
import type { RenderOptions } from '../render-options.ts';
import { shownFindings } from '../shown-findings.ts';

/** A CycloneDX 1.6 document: the packages as components, the vulnerabilities where vulnerability data was used. */
export function render(result: ScanResult, options: RenderOptions): Iterable<string> {
  const findings = shownFindings(result.findings, options);
  return jsonText({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber(result, findings),
    version: 1,
    ...documentBody(result, findings),
  });
}

function documentBody(result: ScanResult, findings: readonly Finding[]): object {
  const { packages, subject } = result;
  const references = packageReferences(packages);
  const root = subjectComponent(subject);
  const system = systemComponent(subject);
  return {
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

/** What CycloneDX has no field for and a reader must not miss. */
function documentProperties(result: ScanResult): Property[] {
  const others = result.findings.filter((finding) => finding.kind !== 'vulnerability').length;
  return [
    ...properties({
      'seawall:complete': result.complete,
      'seawall:data:starter': result.data.starter ? true : undefined,
      'seawall:findings-of-other-kinds': others === 0 ? undefined : others,
    }),
    ...result.problems.map(({ where, what }) => ({ name: 'seawall:problem', value: `${where}: ${what}` })),
    ...result.notChecked.map(({ what, why, count }) => ({
      name: 'seawall:not-checked',
      value: `${what} (${count}): ${why}`,
    })),
    ...result.data.sources.map(({ shard, source, imported }) => ({
      name: 'seawall:data',
      value: `${shard} from ${source}, imported ${imported}`,
    })),
  ];
}

/** The bom-refs of a finding's package: those of its purl at its place, else of its purl, else the subject itself. */
function findReferences(
  packages: ScanResult['packages'],
  references: readonly string[],
  root: string,
): (finding: Finding) => readonly string[] {
  const byPlace = new Map<string, string[]>();
  const add = (key: string, reference: string) => {
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [reference]);
    else known.push(reference);
  };
  for (const [index, item] of packages.entries()) {
    const reference = references[index] ?? item.purl;
    add(item.purl, reference);
    for (const { path } of item.locations) add(`${item.purl}\0${path}`, reference);
  }
  return ({ package: item }) => {
    if (item === undefined) return [root];
    return byPlace.get(`${item.purl}\0${item.locations[0]?.path}`) ?? byPlace.get(item.purl) ?? [root];
  };
}
