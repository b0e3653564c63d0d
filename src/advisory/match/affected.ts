import type { AdvisoryRow, VersionRange } from '../advisory-row.ts';
import { inRange } from '../in-range.ts';
import type { Ordering } from '../version/ordering.ts';
import type { PackageKnowledge, Statement, Vulnerability } from './package-knowledge.ts';
import { decisiveRows, isForInstalled } from './product-rows.ts';
import type { InstalledProducts } from './red-hat-products.ts';

/** What of a package decides whether rows apply to it. */
export interface Candidate {
  version: string;
  /** The rpm module stream it is built from, `name:stream`, or the kind of build that it is of. */
  module?: string;
  /** Absent where it is unknown or the package is for any. */
  arch?: string;
  /** The vendor's products that it may be a part of, where rows are about some only. */
  installed?: InstalledProducts;
}

/** A vulnerability that a version has, with what says so. */
export interface Hit {
  vulnerability: Vulnerability;
  statement: Statement;
  /** The range that holds the version; absent when the version is named by itself. */
  range?: VersionRange;
}

/** Every vulnerability of the candidate, in no particular order. */
export function affectedBy(knowledge: PackageKnowledge, candidate: Candidate, ordering: Ordering): Hit[] {
  const hits: Hit[] = [];
  const take = (vulnerability: Vulnerability): void => {
    const hit = hitOf(vulnerability, candidate, ordering);
    if (hit !== undefined) hits.push(hit);
  };
  // Rows without a module never apply to a package of one: streams have version numbers of their own.
  if (candidate.module === undefined) {
    for (const vulnerability of knowledge.always) hits.push(plainHit(vulnerability));
    for (const { fixed, vulnerabilities } of knowledge.below) {
      if (ordering.compare(candidate.version, fixed) >= 0) break;
      for (const vulnerability of vulnerabilities) hits.push(plainHit(vulnerability));
    }
  }
  for (const vulnerability of knowledge.other) take(vulnerability);
  return hits;
}

/** For vulnerabilities with one statement of one range, which `packageKnowledge` has set apart. */
function plainHit(vulnerability: Vulnerability): Hit {
  const [statement] = vulnerability.statements;
  const range = statement?.row.ranges[0];
  if (statement === undefined || range === undefined) throw new Error('a plain vulnerability has one range');
  return { vulnerability, statement, range };
}

/** The hit with the latest fix: an earlier fix was not enough when a later notice names the vulnerability again. */
function hitOf(vulnerability: Vulnerability, candidate: Candidate, ordering: Ordering): Hit | undefined {
  let best: Hit | undefined;
  const applying = vulnerability.statements.filter(({ row }) => appliesTo(row, candidate));
  for (const statement of decisiveRows(applying, candidate.version, candidate.installed)) {
    const range = statement.row.ranges.find((item) => inRange(candidate.version, item, ordering));
    if (range === undefined && !isNamed(candidate.version, statement.row, ordering)) continue;
    const hit: Hit = range === undefined ? { vulnerability, statement } : { vulnerability, statement, range };
    if (best === undefined || isLater(range?.fixed, best.range?.fixed, ordering)) best = hit;
  }
  return best;
}

function appliesTo(row: AdvisoryRow, candidate: Candidate): boolean {
  if (row.arches !== undefined && candidate.arch !== undefined && !row.arches.includes(candidate.arch)) return false;
  if (!isForInstalled(row, candidate.installed)) return false;
  if (row.modules === undefined) return candidate.module === undefined;
  return candidate.module !== undefined && row.modules.includes(candidate.module);
}

/** True when the row names the version, in whatever way it writes it: `1.0` is `1.0.0` where the ecosystem says so. */
function isNamed(version: string, { versions }: AdvisoryRow, ordering: Ordering): boolean {
  if (versions === undefined) return false;
  if (versions.includes(version)) return true;
  return versions.some((named) => ordering.compare(named, version) === 0 || ordering.standsFor?.(named, version));
}

function isLater(fixed: string | undefined, than: string | undefined, ordering: Ordering): boolean {
  if (fixed === undefined || than === undefined) return fixed !== undefined;
  return ordering.compare(fixed, than) > 0;
}
