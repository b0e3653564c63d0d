import type { Distribution } from '#model';
import { redHatRepositories, systemRelease } from '../red-hat-product.ts';
import type { AdvisoryDatabase } from '../store/database.ts';
import type { UncheckedTally } from './unchecked-tally.ts';

/** The products of Red Hat that an image is made of. */
export interface InstalledProducts {
  products: readonly string[];
  /** True when its system is an extended stream: fixes of the main one count where its own has none. */
  extended: boolean;
}

/**
 * The products that an image is made of, by the repositories (content sets) that its build recorded, and
 * always the main repositories of the release.
 */
export function installedProducts(
  database: AdvisoryDatabase,
  shard: string,
  { versionId }: Distribution,
  contentSets: readonly string[],
  unchecked: UncheckedTally,
): InstalledProducts {
  const release = shard.slice(shard.indexOf(':') + 1);
  if (contentSets.length > 0 && !database.shards.includes(redHatRepositories)) {
    unchecked.add('repositories beside the main ones', `the vulnerability database has no ${redHatRepositories}`);
    return { products: mainProducts(release), extended: false };
  }
  const products = new Set<string>();
  for (const contentSet of contentSets) {
    const rows = database.rows(redHatRepositories, contentSet);
    if (rows.length === 0) unchecked.add(`packages of ${contentSet}`, 'Red Hat does not list that repository');
    for (const row of rows) for (const product of row.products ?? []) products.add(product);
  }
  const own = [...products].filter((product) => isOwnMinor(product, versionId));
  const systems = own.flatMap((product) => systemRelease(product) ?? []).filter(({ major }) => major === release);
  // A manifest may leave out what a base image brought; and a stream is extended from a minor release of the main one, and
  // keeps the fixes that this had until then.
  const extended = systems.length > 0 && !systems.some(({ main }) => main);
  return { products: [...new Set([...own, ...mainProducts(release)])], extended };
}

/** Minor releases of the main stream replace each other, and their packages with them. */
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
