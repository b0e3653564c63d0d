import { type Finding, type FindingEvidence, type FindingPackage, fingerprint, type Package } from '#model';
import type { VersionRange } from '../advisory-row.ts';
import type { Ecosystem } from '../ecosystems.ts';
import type { AdvisoryDatabase } from '../store/database.ts';
import type { Hit } from './affected.ts';
import { describeVulnerability } from './describe-vulnerability.ts';

/** The name and version of a package that advisories speak of: of its source, or its own. */
export interface MatchedName {
  name: string;
  version: string;
}

/** One finding: this vulnerability in this package, why, and what fixes it. */
export function makeFinding(
  database: AdvisoryDatabase,
  ecosystem: Ecosystem,
  item: Package,
  matched: MatchedName,
  hit: Hit,
): Finding {
  const { vulnerability, statement, range } = hit;
  const { row } = statement;
  const description = describeVulnerability(database, ecosystem, vulnerability, statement);
  const fixed = range?.fixed;
  const path = ecosystem.kind === 'language' ? item.locations[0]?.path : undefined;
  return {
    id: fingerprint({
      kind: 'vulnerability',
      ruleId: vulnerability.id,
      purl: item.purl,
      ...(path !== undefined && { path }),
    }),
    kind: 'vulnerability',
    ruleId: vulnerability.id,
    aliases: description.aliases,
    title: description.title ?? `${vulnerability.id} in ${matched.name}`,
    severity: description.severity,
    package: findingPackage(item),
    ...(fixed !== undefined && { fix: { version: fixed, advice: `Upgrade ${item.name} to ${fixed} or newer.` } }),
    status: row.status ?? (fixed === undefined ? 'affected' : 'fixed'),
    why: why(matched, range, row.vendorState),
    evidence: evidence(matched, hit),
    references: description.references,
    ...(description.published !== undefined && { published: description.published }),
  };
}

function findingPackage(item: Package): FindingPackage {
  const { name, version, purl, type, locations, source, scope, dev } = item;
  return {
    name,
    version,
    purl,
    type,
    locations,
    scope,
    ...(source !== undefined && { source }),
    ...(dev !== undefined && { dev }),
  };
}

function why({ name, version }: MatchedName, range: VersionRange | undefined, state: string | undefined): string {
  const note = state === undefined ? '' : ` (${state})`;
  if (range === undefined) return `${name} ${version} is named as affected${note}`;
  if (range.fixed !== undefined) return `${name} ${version} is older than the fixed version ${range.fixed}${note}`;
  if (range.lastAffected !== undefined) {
    return `${name} ${version} is not newer than the last affected version ${range.lastAffected}${note}`;
  }
  return `${name} ${version} is affected and no fixed version is known${note}`;
}

function evidence({ name, version }: MatchedName, { statement: { row }, range }: Hit): FindingEvidence {
  return {
    source: row.source,
    advisory: row.id,
    matchedName: name,
    matchedVersion: version,
    range: rangeText(range, version),
    ...(row.vendorState !== undefined && { vendorState: row.vendorState }),
  };
}

function rangeText(range: VersionRange | undefined, version: string): string {
  if (range === undefined) return `= ${version}`;
  const parts = [
    range.introduced === undefined ? '' : `>= ${range.introduced}`,
    range.fixed === undefined ? '' : `< ${range.fixed}`,
    range.fixed === undefined && range.lastAffected !== undefined ? `<= ${range.lastAffected}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'all versions' : parts.join(', ');
}
