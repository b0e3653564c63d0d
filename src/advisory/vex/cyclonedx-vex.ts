import { parsePurl, type PurlParts, type VexStatus } from '#model';
import { arrayOf, objectOf, textOf, textsOf, titleOf } from '../feeds/shape.ts';
import type { VexDocument, VexProduct, VexStatement } from './vex-statement.ts';

type Fields = Record<string, unknown>;

const maxDepth = 64;

/** States of an analysis. Source: CycloneDX 1.6, `vulnerabilities[].analysis.state`. */
const statuses = new Map<unknown, VexStatus>([
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['exploitable', 'affected'],
  ['in_triage', 'under_investigation'],
  ['false_positive', 'not_affected'],
  ['not_affected', 'not_affected'],
]);

/** Reads the analyses of a CycloneDX document; vulnerabilities without one say nothing. Source: CycloneDX 1.6. */
export function readCyclonedxVex(file: string, document: Fields): VexDocument {
  const found: VexDocument = { statements: [], problems: [] };
  const metadata = objectOf(document['metadata']);
  const components = new Map<string, PurlParts>();
  const main = objectOf(metadata?.['component']);
  collect([main, ...arrayOf(document['components'])], components, 0);
  const mainPurl = textOf(main?.['purl'], 8192) ?? '';
  const holder = components.get(textOf(main?.['bom-ref'], 8192) ?? '') ?? parsePurl(mainPurl);
  const context = { components, holder, time: textOf(metadata?.['timestamp'], 40) };
  for (const [index, item] of arrayOf(document['vulnerabilities']).entries()) {
    const source = `${file}, vulnerability ${index + 1}`;
    const read = readVulnerability(objectOf(item) ?? {}, source, context);
    if (typeof read === 'string') found.problems.push(`${source}: ${read}`);
    else if (read !== undefined) found.statements.push(read);
  }
  return found;
}

function collect(items: readonly unknown[], components: Map<string, PurlParts>, depth: number): void {
  if (depth > maxDepth) return;
  for (const item of items) {
    const fields = objectOf(item);
    const reference = textOf(fields?.['bom-ref'], 8192);
    const purl = parsePurl(textOf(fields?.['purl'], 8192) ?? '');
    if (reference !== undefined && purl !== undefined) components.set(reference, purl);
    collect(arrayOf(fields?.['components']), components, depth + 1);
  }
}

interface Context {
  components: ReadonlyMap<string, PurlParts>;
  /** What the document is about. */
  holder: PurlParts | undefined;
  time: string | undefined;
}

function readVulnerability(fields: Fields, source: string, context: Context): VexStatement | string | undefined {
  const analysis = objectOf(fields['analysis']);
  if (analysis?.['state'] === undefined) return undefined;
  const status = statuses.get(analysis['state']);
  const aliases = arrayOf(fields['references']).map((item) => objectOf(item)?.['id']);
  const names = [fields['id'], ...aliases].flatMap((text) => textOf(text, 256)?.toLowerCase() ?? []);
  const products = arrayOf(fields['affects']).flatMap((item) => productsOf(objectOf(item) ?? {}, context));
  if (status === undefined) return 'its state is none of CycloneDX';
  if (names.length === 0) return 'it has no id';
  if (products.length === 0) return 'nothing that it affects has a purl and a version that are understood';
  const justification = textOf(analysis['justification'], 100);
  const detail = titleOf(analysis['detail']);
  const timestamp = textOf(analysis['lastUpdated'], 40) ?? textOf(fields['updated'], 40) ?? context.time;
  return {
    names,
    products,
    status,
    source,
    ...(justification !== undefined && { justification }),
    ...(detail !== undefined && { detail }),
    ...(timestamp !== undefined && { timestamp }),
    ...(textsOf(analysis['response']).includes('will_not_fix') && { willNotFix: true as const }),
  };
}

/** A reference is that of a component here, or a BOM-Link whose last part is a component's or a purl. */
function productsOf(fields: Fields, { components, holder }: Context): VexProduct[] {
  const reference = textOf(fields['ref'], 8192) ?? '';
  const purl = components.get(reference) ?? parsePurl(reference) ?? purlOfLink(reference);
  if (purl === undefined) return [];
  const versions = arrayOf(fields['versions']).map((item) => textOf(objectOf(item)?.['version']));
  const named =
    versions.length === 0
      ? [purl]
      : versions.flatMap((version) => (version === undefined ? [] : [{ ...purl, version }]));
  const products = named.map((own): VexProduct => ({ purl: own }));
  // What a bill of materials says of a part holds for the part in that product.
  return holder === undefined || holder === purl || products.length === 0
    ? products
    : [{ purl: holder, parts: products }];
}

function purlOfLink(reference: string): PurlParts | undefined {
  const hash = reference.startsWith('urn:cdx:') ? reference.indexOf('#') : -1;
  if (hash < 0) return undefined;
  try {
    return parsePurl(decodeURIComponent(reference.slice(hash + 1))) ?? parsePurl(reference.slice(hash + 1));
  } catch {
    return undefined;
  }
}
