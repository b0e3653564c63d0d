import { parsePurl, type PurlParts } from '#model';
import { type CsafProduct, csafRelationships, csafTreeProducts } from '../csaf/product-tree.ts';
import type { VexProduct } from './vex-statement.ts';

type Fields = Record<string, unknown>;

/** Names in the tree: the purl, the distribution, and whether it is a range of versions, which a purl cannot say. */
interface Leaf {
  purl?: PurlParts;
  platform?: VexProduct['platform'];
  range?: true;
}

/** Products of a CSAF document by their ids, as far as they can be told. Source: CSAF 2.0, section 3.2.2. */
export function csafProducts(tree: Fields): Map<string, VexProduct> {
  const leaves = new Map<string, Leaf>();
  for (const product of csafTreeProducts(tree)) leaves.set(product.id, leafOf(product));
  const products = new Map<string, VexProduct>();
  for (const [id, leaf] of leaves)
    if (leaf.purl !== undefined && leaf.range !== true) products.set(id, { purl: leaf.purl });
  for (const { id, part, holder } of csafRelationships(tree)) {
    const product = relatedProduct(products.get(part), holder, leaves, products);
    if (product !== undefined) products.set(id, product);
  }
  return products;
}

function leafOf({ purl: text, cpe, version, range }: CsafProduct): Leaf {
  const purl = parsePurl(text ?? '');
  const platform = platformOf(cpe ?? '');
  const leaf: Leaf = {};
  if (purl !== undefined) leaf.purl = purl.version === undefined && version !== undefined ? { ...purl, version } : purl;
  if (platform !== undefined) leaf.platform = platform;
  if (range === true && purl?.version === undefined) leaf.range = true;
  return leaf;
}

/** Releases of Red Hat Enterprise Linux, whatever the repository: `cpe:/a:redhat:enterprise_linux:9::appstream`. */
function platformOf(cpe: string): VexProduct['platform'] {
  const release = /^cpe:(?:\/|2\.3:)[ao]:redhat:enterprise_linux:(\d{1,3})(?:[.:]|$)/.exec(cpe)?.[1];
  return release === undefined ? undefined : { id: 'rhel', release };
}

/** A part in a product: the product is a thing with a purl, or a release of a distribution. Others cannot be told. */
function relatedProduct(
  part: VexProduct | undefined,
  holder: string,
  leaves: ReadonlyMap<string, Leaf>,
  products: ReadonlyMap<string, VexProduct>,
): VexProduct | undefined {
  if (part === undefined) return undefined;
  const platform = leaves.get(holder)?.platform;
  const whole = products.get(holder);
  if (whole?.purl !== undefined) return { ...whole, parts: [part] };
  return platform === undefined ? undefined : { ...part, platform };
}
