import type { VexStatus } from '#model';
import { csafGroups, csafSayings } from '../csaf/sayings.ts';
import { arrayOf, objectOf, textOf, textsOf } from '../feeds/shape.ts';
import { csafProducts } from './csaf-products.ts';
import type { VexDocument, VexProduct, VexStatement } from './vex-statement.ts';

type Fields = Record<string, unknown>;

/** Groups of products. Source: CSAF 2.0, section 3.2.3.9; recommended versions are no statement about affectedness. */
const groups = [
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
  ['known_not_affected', 'not_affected'],
  ['first_fixed', 'fixed'],
  ['fixed', 'fixed'],
] as const satisfies readonly (readonly [string, VexStatus])[];

/** Reads a CSAF document of the VEX profile. Source: CSAF 2.0, section 4.5. */
export function readCsafVex(file: string, document: Fields): VexDocument {
  const found: VexDocument = { statements: [], problems: [] };
  const about = objectOf(document['document']);
  const author = textOf(objectOf(about?.['publisher'])?.['name']);
  const timestamp = textOf(objectOf(about?.['tracking'])?.['current_release_date'], 40);
  const tree = objectOf(document['product_tree']) ?? {};
  const context = { products: csafProducts(tree), groups: csafGroups(tree) };
  for (const [index, item] of arrayOf(document['vulnerabilities']).entries()) {
    const source = `${file}, vulnerability ${index + 1}`;
    const { statements, problems } = readVulnerability(objectOf(item) ?? {}, source, context);
    found.problems.push(...problems);
    for (const statement of statements)
      found.statements.push({
        ...statement,
        ...(author !== undefined && { author }),
        ...(timestamp !== undefined && { timestamp }),
      });
  }
  return found;
}

interface Context {
  products: ReadonlyMap<string, VexProduct>;
  /** Product ids of a group. */
  groups: ReadonlyMap<string, readonly string[]>;
}

function readVulnerability(fields: Fields, source: string, context: Context): VexDocument {
  const ids = arrayOf(fields['ids']).map((item) => objectOf(item)?.['text']);
  const names = [fields['cve'], ...ids].flatMap((text) => textOf(text, 256)?.toLowerCase() ?? []);
  if (names.length === 0) return { statements: [], problems: [`${source}: no vulnerability is named`] };
  const flags = csafSayings(fields['flags'], 'label', context.groups, () => true);
  const impacts = csafSayings(fields['threats'], 'details', context.groups, (item) => item['category'] === 'impact');
  const unfixed = csafSayings(
    fields['remediations'],
    'category',
    context.groups,
    (item) => item['category'] === 'no_fix_planned',
  );
  const status = objectOf(fields['product_status']) ?? {};
  const statements: VexStatement[] = [];
  let untold = 0;
  for (const [group, word] of groups) {
    for (const id of textsOf(status[group])) {
      const product = context.products.get(id);
      if (product === undefined) {
        untold++;
        continue;
      }
      const justification = flags.get(id);
      const detail = impacts.get(id);
      statements.push({
        names,
        products: [product],
        status: word,
        source,
        ...(word === 'not_affected' && justification !== undefined && { justification }),
        ...(detail !== undefined && { detail }),
        ...(unfixed.has(id) && { willNotFix: true as const }),
      });
    }
  }
  const problem = `${source}: ${untold} products have no purl, a range of versions, or belong to what cannot be told`;
  return { statements, problems: untold === 0 ? [] : [problem] };
}
