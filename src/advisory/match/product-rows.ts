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
 * more than that there is none, and a package more than its source. In an extended stream its own fixes say more than those
 * of the main stream, and of those the ones that were made for its minor release more than others.
 */
export function decisiveRows<T extends { row: AdvisoryRow }>(
  statements: readonly T[],
  version: string,
  installed: InstalledProducts | undefined,
): readonly T[] {
  if (installed === undefined || statements.length < 2) return statements;
  const ranked = statements.map((statement) => ({
    statement,
    row: statement.row,
    rank: rankOf(statement.row, installed.extended ? minorOf(version) : undefined),
    products: installedOf(statement.row.products ?? [], installed),
  }));
  const counts = (one: Ranked): boolean =>
    one.products.some((product) => !ranked.some((other) => overrules(other, one.rank, product, installed.extended)));
  return ranked.filter((one) => one.row.products === undefined || counts(one)).map(({ statement }) => statement);
}

interface Ranked {
  rank: number;
  /** Those that are installed. */
  products: readonly string[];
}

/** Whether a row decides in place of one of some rank that is about a product: one row may be about several. */
function overrules({ rank, products }: Ranked, thanRank: number, product: string, extended: boolean): boolean {
  if (extended && rank >= fixRank && products.some((own) => isExtensionOf(own, product))) return true;
  return rank > thanRank && products.some((own) => productCovers(productStream(product), own));
}

function isExtensionOf(own: string, wider: string): boolean {
  const system = systemRelease(own);
  const main = systemRelease(wider);
  return system?.main === false && main?.main === true && main.major === system.major;
}

const fixRank = 2;

function rankOf({ of, ranges }: AdvisoryRow, minor: string | undefined): number {
  if (of === 'source') return 0;
  const fixed = ranges.find((range) => range.fixed !== undefined)?.fixed;
  if (fixed === undefined) return 1;
  return minor !== undefined && minor === minorOf(fixed) ? fixRank + 1 : fixRank;
}

/** The minor release that a package was built for after its general availability: `9_2` of `1.0-23.el9_2.4`. */
function minorOf(version: string): string | undefined {
  return /\.el(\d{1,2}_\d{1,2})(?!\d)/.exec(version)?.[1];
}
