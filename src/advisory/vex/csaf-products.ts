import { parsePurl, type PurlParts } from '#model';
import { arrayOf, objectOf, textOf } from '../feeds/shape.ts';
import type { VexProduct } from './vex-statement.ts';

type Fields = Record<string, unknown>;

const maxDepth = 32;

/** Names in the tree: the purl, the distribution, and whether it is a range of versions, which a purl cannot say. */
interface Leaf {
  purl?: PurlParts;
  platform?: VexProduct['platform'];
  range?: true;
}

/** Products of a CSAF document by their ids, as far as they can be told. Source: CSAF 2.0, section 3.2.2. */
export function csafProducts(tree: Fields): Map<string, VexProduct> {
  const leaves = new Map<string, Leaf>();
  for (const item of arrayOf(tree['full_product_names'])) addLeaf(leaves, objectOf(item) ?? {}, {});
  walk(arrayOf(tree['branches']), {}, leaves, 0);
  const products = new Map<string, VexProduct>();
  for (const [id, leaf] of leaves)
    if (leaf.purl !== undefined && leaf.range !== true) products.set(id, { purl: leaf.purl });
  // A relationship may join what another one made, so they are read in order.
  for (const item of arrayOf(tree['relationships'])) addRelationship(objectOf(item) ?? {}, leaves, products);
  return products;
}

interface Branch {
  version?: string;
  range?: true;
}

function walk(branches: readonly unknown[], from: Branch, leaves: Map<string, Leaf>, depth: number): void {
  if (depth > maxDepth) return;
  for (const item of branches) {
    const fields = objectOf(item) ?? {};
    const name = textOf(fields['name']);
    const inner: Branch = { ...from };
    if (fields['category'] === 'product_version_range') inner.range = true;
    if (fields['category'] === 'product_version' && name !== undefined) inner.version = name;
    addLeaf(leaves, objectOf(fields['product']) ?? {}, inner);
    walk(arrayOf(fields['branches']), inner, leaves, depth + 1);
  }
}

function addLeaf(leaves: Map<string, Leaf>, product: Fields, { version, range }: Branch): void {
  const id = textOf(product['product_id'], 1000);
  if (id === undefined) return;
  const helper = objectOf(product['product_identification_helper']);
  const purl = parsePurl(textOf(helper?.['purl'], 8192) ?? '');
  const platform = platformOf(textOf(helper?.['cpe']) ?? '');
  const leaf: Leaf = {};
  if (purl !== undefined) leaf.purl = purl.version === undefined && version !== undefined ? { ...purl, version } : purl;
  if (platform !== undefined) leaf.platform = platform;
  if (range === true && purl?.version === undefined) leaf.range = true;
  leaves.set(id, leaf);
}

/** Releases of Red Hat Enterprise Linux, whatever the repository: `cpe:/a:redhat:enterprise_linux:9::appstream`. */
function platformOf(cpe: string): VexProduct['platform'] {
  const release = /^cpe:(?:\/|2\.3:)[ao]:redhat:enterprise_linux:(\d{1,3})(?:[.:]|$)/.exec(cpe)?.[1];
  return release === undefined ? undefined : { id: 'rhel', release };
}

/** A part in a product: the product is a thing with a purl, or a release of a distribution. Others cannot be told. */
function addRelationship(fields: Fields, leaves: ReadonlyMap<string, Leaf>, products: Map<string, VexProduct>): void {
  const id = textOf(objectOf(fields['full_product_name'])?.['product_id'], 1000);
  const part = products.get(textOf(fields['product_reference'], 1000) ?? '');
  const holder = textOf(fields['relates_to_product_reference'], 1000) ?? '';
  if (id === undefined || part === undefined) return;
  const platform = leaves.get(holder)?.platform;
  const whole = products.get(holder);
  if (whole?.purl !== undefined) products.set(id, { ...whole, parts: [part] });
  else if (platform !== undefined) products.set(id, { ...part, platform });
}
