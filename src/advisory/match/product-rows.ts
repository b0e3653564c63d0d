import type { AdvisoryRow } from '../advisory-row.ts';
import { productCovers, productStream, systemRelease } from '../red-hat-product.ts';
import type { InstalledProducts } from './red-hat-products.ts';

/** True when a row is about a product that is installed, or does not depend on products. */
export function isForInstalled({ products }: AdvisoryRow, installed: InstalledProducts | undefined): boolean {
  return products === undefined || installedOf(products, installed).length > 0;
}

function installedOf(patterns: readonly string[], installed: InstalledProducts | undefined): string[] {
  return patterns.filter((pattern) => installed?.products.some((product) => productCovers(pattern, product)));
}

/**
 * The rows about one vulnerability that count, of those that apply to a package. Within one stream of products a fix says
 * more than that there is none, a package more than its source, and a fix made for the package's minor release more than
 * those of others. In an extended stream its own fixes say more than those of the main stream.
 */
export function decisiveRows<T extends { row: AdvisoryRow }>(
  statements: readonly T[],
  version: string,
  installed: InstalledProducts | undefined,
): readonly T[] {
  if (installed === undefined || statements.length < 2) return statements;
  const ranked = statements.map((statement) => ({
    statement,
    rank: rankOf(statement.row, version),
    products: installedOf(statement.row.products ?? [], installed),
  }));
  return ranked
    .filter((one) => !ranked.some((other) => overrules(other, one, installed.extended)))
    .map(({ statement }) => statement);
}

interface Ranked {
  rank: number;
  /** Those that are installed. */
  products: readonly string[];
}

function overrules(other: Ranked, one: Ranked, extended: boolean): boolean {
  const both = (holds: (own: string, wider: string) => boolean): boolean =>
    other.products.some((own) => one.products.some((wider) => holds(own, wider)));
  if (extended && other.rank >= fixRank && both(isExtensionOf)) return true;
  return other.rank > one.rank && both((own, wider) => productCovers(productStream(wider), own));
}

function isExtensionOf(own: string, wider: string): boolean {
  const system = systemRelease(own);
  const main = systemRelease(wider);
  return system?.main === false && main?.main === true && main.major === system.major;
}

const fixRank = 2;

function rankOf({ of, ranges }: AdvisoryRow, version: string): number {
  if (of === 'source') return 0;
  const fixed = ranges.find((range) => range.fixed !== undefined)?.fixed;
  if (fixed === undefined) return 1;
  const minor = minorOf(version);
  return minor !== undefined && minor === minorOf(fixed) ? fixRank + 1 : fixRank;
}

/** The minor release that a package was built for after its general availability: `9_2` of `1.0-23.el9_2.4`. */
function minorOf(version: string): string | undefined {
  return /\.el(\d{1,2}_\d{1,2})(?!\d)/.exec(version)?.[1];
}
