/** Releases of Red Hat Enterprise Linux that advisories are kept for: those that container images are made of. */
export const redHatReleases: readonly string[] = ['7', '8', '9', '10'];

/** The shard of what Red Hat's repositories belong to, beside those of the releases. */
export const redHatRepositories = 'redhat:repositories';

/** Streams of the operating system itself: the main one, and those that keep a minor release alive. */
const systems =
  /^(?:rhel|rhel_(?:eus|aus|tus|e4s|els|mission_critical|eus_long_life)|enterprise_linux(?:_[a-z0-9]+)?)$/;

/**
 * What tells products apart in the CPE of a Red Hat product: `enterprise_linux:9::appstream`, `openshift:4.16::el9`.
 * The part before it (`/a` or `/o`) differs between files for one product. Undefined for other CPEs.
 */
export function redHatProduct(cpe: string): string | undefined {
  return /^cpe:\/[aho]:redhat:([\w.~%:-]*\w)/.exec(cpe.toLowerCase())?.[1];
}

/**
 * True when a product of an advisory stands for a product that is there. Red Hat means prefixes of whole numbers and
 * fields: `openshift:4` is `openshift:4.16::el9` too. Source: Red Hat, security-data-guidelines.
 */
export function productCovers(pattern: string, product: string): boolean {
  return (
    product.startsWith(pattern) && (product.length === pattern.length || /[.:]/.test(product[pattern.length] ?? ''))
  );
}

/** Product and version, without the repository: fixes in one stream say nothing about another. */
export function productStream(product: string): string {
  return product.split(':', 2).join(':');
}

/** Major and minor release of a stream of the operating system; undefined for products that are installed on it. */
export function systemRelease(product: string): { major: string; minor?: string; main: boolean } | undefined {
  const [name = '', version = ''] = product.split(':', 2);
  const [, major, minor] = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(version) ?? [];
  if (major === undefined || !systems.test(name)) return undefined;
  return { major, main: name === 'enterprise_linux', ...(minor !== undefined && { minor }) };
}

/** The releases that a product is for: its own, that in its edition (`::el9`) or the package's version, else any. */
export function productReleases(product: string, packageVersion = ''): readonly string[] {
  const named = systemRelease(product)?.major ?? /:el(\d{1,2})\b/.exec(product)?.[1] ?? distTag(packageVersion);
  return named === undefined ? redHatReleases : redHatReleases.filter((release) => release === named);
}

function distTag(version: string): string | undefined {
  return /[.+]el(\d{1,2})(?!\d)/.exec(version)?.[1];
}
