import type { Distribution } from '#model';
import { productCovers, productStream, redHatRepositories, systemRelease } from '../red-hat-product.ts';
import type { AdvisoryDatabase } from '../store/database.ts';
import type { UncheckedTally } from './unchecked-tally.ts';

/**
 * The products that an image is made of, by the repositories (content sets) that its build recorded. Where none are
 * recorded or known: the main repositories of the release.
 */
export function installedProducts(
  database: AdvisoryDatabase,
  release: string,
  { versionId }: Distribution,
  contentSets: readonly string[],
  unchecked: UncheckedTally,
): string[] {
  if (contentSets.length > 0 && !database.shards.includes(redHatRepositories)) {
    unchecked.add('repositories beside the main ones', `the vulnerability database has no ${redHatRepositories}`);
    return mainProducts(release);
  }
  const products = new Set<string>();
  for (const contentSet of contentSets) {
    const rows = database.rows(redHatRepositories, contentSet);
    if (rows.length === 0) unchecked.add(`packages of ${contentSet}`, 'Red Hat does not list that repository');
    for (const row of rows) for (const product of row.products ?? []) products.add(product);
  }
  const own = [...products].filter((product) => isOwnMinor(product, versionId));
  if (!own.some((product) => systemRelease(product)?.major === release)) own.push(...mainProducts(release));
  // Red Hat names a release as a whole where something is not fixed, its streams too. Source: security-data-guidelines.
  if (!own.some((product) => systemRelease(product)?.main === true)) own.push(`enterprise_linux:${release}`);
  return own;
}

/** Later minor releases of the main stream replace the earlier ones, and its packages with them. */
const minors = Array.from({ length: 11 }, (_, minor) => `.${minor}`);

/** Base system, applications, and what they are built with. */
function mainProducts(release: string): string[] {
  if (release === '7') return ['enterprise_linux:7::server'];
  const versions = Number(release) < 10 ? [''] : ['', ...minors];
  return versions.flatMap((minor) =>
    ['baseos', 'appstream', 'crb'].map((repository) => `enterprise_linux:${release}${minor}::${repository}`),
  );
}

/** One repository serves the extended streams of several minor releases: of them, only the image's own counts. */
function isOwnMinor(product: string, versionId = ''): boolean {
  const system = systemRelease(product);
  if (system?.minor === undefined || system.main || !versionId.includes('.')) return true;
  return versionId === `${system.major}.${system.minor}`;
}

/** True when a row for some products is about an image that has others. */
export function isInstalled(patterns: readonly string[], installed: readonly string[]): boolean {
  return patterns.some((pattern) => installed.some((product) => productCovers(pattern, product)));
}

/** True when a statement about one product decides what another one says of a wider or the same stream. */
export function decidesFor(own: readonly string[], other: readonly string[], installed: readonly string[]): boolean {
  const here = (patterns: readonly string[]) => patterns.filter((pattern) => isInstalled([pattern], installed));
  return here(own).some((product) => here(other).some((wider) => isWithin(product, wider, installed)));
}

function isWithin(product: string, wider: string, installed: readonly string[]): boolean {
  if (productCovers(productStream(wider), product)) return true;
  // A release as a whole, said for an image that has nothing but its extended streams.
  const system = systemRelease(product);
  return system !== undefined && wider === `enterprise_linux:${system.major}` && installed.includes(wider);
}
