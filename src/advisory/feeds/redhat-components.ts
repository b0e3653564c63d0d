import { parsePurl } from '#model';
import { type CsafProduct, csafRelationships, csafTreeProducts } from '../csaf/product-tree.ts';
import { productReleases, redHatProduct } from '../red-hat-product.ts';

/** An rpm package in a product of Red Hat. */
export interface RedHatComponent {
  name: string;
  /** `epoch:version-release` where the component has one. */
  version?: string;
  arch?: string;
  /** `name:stream` of the module that it is built from; empty for a module without a stream. */
  module?: string;
  product: string;
  /** Major releases of Red Hat Enterprise Linux that the product is for. */
  releases: readonly string[];
}

type Package = Omit<RedHatComponent, 'product' | 'releases'>;

/** The rpm packages of a product tree by the ids that join them to a product; all else (images, jars) is left out. */
export function redHatComponents(tree: Record<string, unknown>): Map<string, RedHatComponent> {
  const packages = new Map<string, Package>();
  const products = new Map<string, string>();
  for (const leaf of csafTreeProducts(tree)) {
    const item = packageOf(leaf);
    if (item !== undefined) packages.set(leaf.id, item);
    const product = redHatProduct(leaf.cpe ?? '');
    if (product !== undefined) products.set(leaf.id, product);
  }
  const components = new Map<string, RedHatComponent>();
  for (const { id, part, holder } of csafRelationships(tree)) {
    const item = packages.get(part);
    const product = products.get(holder);
    // A package in something that is in a product (a module, an image) is in the product.
    if (item !== undefined) packages.set(id, item);
    if (product !== undefined) products.set(id, product);
    if (item === undefined || product === undefined) continue;
    components.set(id, { ...item, product, releases: productReleases(product, item.version) });
  }
  return components;
}

function packageOf({ purl: text }: CsafProduct): Package | undefined {
  const purl = parsePurl(text ?? '');
  if (purl?.type !== 'rpm' || purl.namespace !== 'redhat') return undefined;
  const { name, version, qualifiers } = purl;
  const epoch = qualifiers.get('epoch') ?? '0';
  const arch = qualifiers.get('arch');
  const module = qualifiers.get('rpmmod');
  return {
    name,
    ...(version !== undefined && { version: epoch === '0' ? version : `${epoch}:${version}` }),
    ...(arch !== undefined && { arch }),
    ...(module !== undefined && { module: streamOf(module) }),
  };
}

/** `name:stream:version:context` without its last parts. */
function streamOf(module: string): string {
  return /^[^:]+:[^:]+/.exec(module)?.[0] ?? '';
}
