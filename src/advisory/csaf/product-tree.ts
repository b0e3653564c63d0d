import { arrayOf, objectOf, textOf } from '../feeds/shape.ts';

type Fields = Record<string, unknown>;

const maxDepth = 32;
const maxPurl = 8192;

/** A product of the tree as it stands there. */
export interface CsafProduct {
  id: string;
  purl?: string;
  cpe?: string;
  /** Of the branch above that names a version. */
  version?: string;
  /** True below a branch for a range of versions, which a purl cannot say. */
  range?: true;
}

/** One product in or on another. */
export interface CsafRelationship {
  id: string;
  part: string;
  holder: string;
}

/** The products that a tree names by themselves. Source: CSAF 2.0, sections 3.2.2.1 and 3.2.2.2. */
export function* csafTreeProducts(tree: Fields): Generator<CsafProduct> {
  for (const item of arrayOf(tree['full_product_names'])) yield* productOf(objectOf(item) ?? {}, {});
  yield* walk(arrayOf(tree['branches']), {}, 0);
}

/** The products that a tree makes of others, in its order: one may join what another one made. Section 3.2.2.4. */
export function* csafRelationships(tree: Fields): Generator<CsafRelationship> {
  for (const item of arrayOf(tree['relationships'])) {
    const fields = objectOf(item) ?? {};
    const id = idOf(objectOf(fields['full_product_name'])?.['product_id']);
    const part = idOf(fields['product_reference']);
    const holder = idOf(fields['relates_to_product_reference']);
    if (id !== undefined && part !== undefined && holder !== undefined) yield { id, part, holder };
  }
}

type Branch = Pick<CsafProduct, 'version' | 'range'>;

function* walk(branches: readonly unknown[], from: Branch, depth: number): Generator<CsafProduct> {
  if (depth > maxDepth) return;
  for (const item of branches) {
    const fields = objectOf(item) ?? {};
    const name = textOf(fields['name']);
    const inner: Branch = { ...from };
    if (fields['category'] === 'product_version_range') inner.range = true;
    if (fields['category'] === 'product_version' && name !== undefined) inner.version = name;
    yield* productOf(objectOf(fields['product']) ?? {}, inner);
    yield* walk(arrayOf(fields['branches']), inner, depth + 1);
  }
}

function* productOf(product: Fields, branch: Branch): Generator<CsafProduct> {
  const id = idOf(product['product_id']);
  if (id === undefined) return;
  const helper = objectOf(product['product_identification_helper']);
  const purl = textOf(helper?.['purl'], maxPurl);
  const cpe = textOf(helper?.['cpe']);
  yield { id, ...branch, ...(purl !== undefined && { purl }), ...(cpe !== undefined && { cpe }) };
}

function idOf(value: unknown): string | undefined {
  return textOf(value, 1000);
}
