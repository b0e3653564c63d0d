import { parsePurl, vexStatuses } from '#model';
import { arrayOf, objectOf, textOf, titleOf } from '../feeds/shape.ts';
import type { VexDocument, VexProduct, VexStatement } from './vex-statement.ts';

type Fields = Record<string, unknown>;

/** Reads an OpenVEX document. Source: OpenVEX specification 0.2.0. */
export function readOpenVex(file: string, document: Fields): VexDocument {
  const found: VexDocument = { statements: [], problems: [] };
  const author = textOf(document['author']);
  const time = textOf(document['last_updated'], 40) ?? textOf(document['timestamp'], 40);
  for (const [index, item] of arrayOf(document['statements']).entries()) {
    const source = `${file}, statement ${index + 1}`;
    const read = readStatement(objectOf(item) ?? {}, source, time);
    if (typeof read === 'string') found.problems.push(`${source}: ${read}`);
    else found.statements.push({ ...read, ...(author !== undefined && { author }) });
  }
  return found;
}

function readStatement(fields: Fields, source: string, inherited: string | undefined): VexStatement | string {
  const names = namesOf(fields['vulnerability']);
  const status = vexStatuses.find((word) => word === fields['status']);
  const products = arrayOf(fields['products']).flatMap((item) => productOf(item) ?? []);
  const justification = textOf(fields['justification'], 100);
  const detail = titleOf(fields['impact_statement']) ?? titleOf(fields['action_statement']);
  const timestamp = textOf(fields['last_updated'], 40) ?? textOf(fields['timestamp'], 40) ?? inherited;
  if (names.length === 0) return 'no vulnerability is named';
  if (status === undefined) return 'its status is none of OpenVEX';
  if (products.length === 0) return 'no product has a purl or a digest';
  // Section "Status Labels": one of both is required, and nothing is hidden without a reason.
  if (status === 'not_affected' && justification === undefined && detail === undefined)
    return 'not_affected without a justification or an impact statement';
  return {
    names,
    products,
    status,
    source,
    ...(justification !== undefined && { justification }),
    ...(detail !== undefined && { detail }),
    ...(timestamp !== undefined && { timestamp }),
  };
}

/** Version 0.0.1 had a text for the vulnerability. */
function namesOf(value: unknown): string[] {
  const fields = objectOf(value);
  const texts = fields === undefined ? [value] : [fields['name'], ...arrayOf(fields['aliases'])];
  return texts.flatMap((text) => textOf(text, 256)?.toLowerCase() ?? []);
}

function productOf(value: unknown): VexProduct | undefined {
  const fields = objectOf(value) ?? { '@id': value };
  const purls = [objectOf(fields['identifiers'])?.['purl'], fields['@id']];
  const purl = purls.map((text) => parsePurl(textOf(text, 8192) ?? '')).find((parts) => parts !== undefined);
  const hash = textOf(objectOf(fields['hashes'])?.['sha-256'], 64);
  const digest = hash !== undefined && /^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : undefined;
  if (purl === undefined && digest === undefined) return undefined;
  const named = arrayOf(fields['subcomponents']);
  const parts = named.flatMap((item) => productOf(item) ?? []);
  // About parts that cannot be told is not about the whole.
  if (named.length > 0 && parts.length === 0) return undefined;
  return {
    ...(purl !== undefined && { purl }),
    ...(digest !== undefined && { digest }),
    ...(parts.length > 0 && { parts }),
  };
}
