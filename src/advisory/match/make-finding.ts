import {
  type Finding,
  type FindingEvidence,
  type FindingPackage,
  fingerprint,
  type Package,
  type RangedPackage,
} from '#model';
import type { VersionRange } from '../advisory-row.ts';
import type { Ecosystem } from '../ecosystems.ts';
import type { AdvisoryDatabase } from '../store/database.ts';
import type { Hit } from './affected.ts';
import { describeVulnerability } from './describe-vulnerability.ts';
import { fixAdvice, type Raised } from './fix-advice.ts';
import type { Vulnerability } from './package-knowledge.ts';

/** A package as the matcher sees it: what does not depend on the vulnerability is worked out once. */
export interface Subject extends Raised {
  /** The name and version that advisories speak of: of its source, or its own. */
  name: string;
  version: string;
  /** Where it is, when copies in several places are several findings. */
  path?: string;
  /** Same for all packages whose findings differ in nothing but the locations. */
  key: string;
}

/** The name and version that advisories of the ecosystem speak of: those of the package, or of what it was built from. */
export function matchedAs(item: Package, ecosystem: Ecosystem): { name: string; version: string } {
  return (ecosystem.names === 'source' ? item.source : undefined) ?? item;
}

/** Works out the subject of a package. */
export function subjectOf(item: RangedPackage, ecosystem: Ecosystem): Subject {
  const matched = matchedAs(item, ecosystem);
  const path = ecosystem.kind === 'language' ? item.locations[0]?.path : undefined;
  const { name, version, purl, type, locations, source, scope, dev, neededIn } = item;
  const shown: FindingPackage = { name, version, purl, type, locations, scope };
  if (source !== undefined) shown.source = source;
  if (dev !== undefined) shown.dev = dev;
  const brought = item.path === undefined || item.path.length < 2 ? undefined : item.path.slice(0, -1);
  const ranges = neededIn?.flatMap(({ range, by, direct }) => [range, by, direct ?? '']) ?? [];
  const key = [purl, name, matched.name, matched.version, path ?? '', ...(brought ?? []), ...ranges].join('\0');
  return {
    name: matched.name,
    version: matched.version,
    shown,
    key,
    ...(path !== undefined && { path }),
    ...(brought !== undefined && { brought }),
    ...(neededIn !== undefined && { neededIn }),
  };
}

const maxRemembered = 100_000;
let memory = new WeakMap<Vulnerability, Map<string, Finding>>();
let remembered = 0;

/**
 * One finding: this vulnerability in this package, why, and what fixes it.
 * Remembered by vulnerability and package, since a fleet's images share most of both.
 */
export function makeFinding(database: AdvisoryDatabase, ecosystem: Ecosystem, subject: Subject, hit: Hit): Finding {
  const { vulnerability, statement } = hit;
  const { statements } = vulnerability;
  const key = statements.length === 1 ? subject.key : `${subject.key}\0${statements.indexOf(statement)}`;
  let known = memory.get(vulnerability);
  if (known === undefined) memory.set(vulnerability, (known = new Map()));
  let finding = known.get(key);
  if (finding === undefined) {
    if (remembered++ > maxRemembered) {
      memory = new WeakMap();
      remembered = 0;
    }
    finding = newFinding(database, ecosystem, subject, hit);
    known.set(key, finding);
  }
  return { ...finding, package: subject.shown };
}

function newFinding(database: AdvisoryDatabase, ecosystem: Ecosystem, subject: Subject, hit: Hit): Finding {
  const { vulnerability, statement, range } = hit;
  const { row } = statement;
  const { shown, path } = subject;
  const description = describeVulnerability(database, ecosystem, vulnerability, statement);
  const fixed = row.subscribersOnly === true ? undefined : range?.fixed;
  return {
    id: fingerprint({
      kind: 'vulnerability',
      ruleId: vulnerability.id,
      purl: shown.purl,
      ...(path !== undefined && { path }),
    }),
    kind: 'vulnerability',
    ruleId: vulnerability.id,
    aliases: description.aliases,
    title: description.title ?? `${vulnerability.id} in ${subject.name}`,
    severity: description.severity,
    package: shown,
    ...(fixed !== undefined && { fix: { version: fixed, advice: fixAdvice(subject, fixed) } }),
    status: row.status ?? (fixed === undefined ? 'affected' : 'fixed'),
    why: why(subject, range, row.vendorState),
    evidence: evidence(subject, hit),
    references: description.references,
    ...(description.published !== undefined && { published: description.published }),
    ...(description.exploited !== undefined && { exploited: description.exploited }),
    ...(description.exploits !== undefined && { exploits: description.exploits }),
    ...(description.epss !== undefined && { epss: description.epss }),
  };
}

function why({ name, version }: Subject, range: VersionRange | undefined, state: string | undefined): string {
  const note = state === undefined ? '' : ` (${state})`;
  if (range === undefined) return `${name} ${version} is named as affected${note}`;
  if (range.fixed !== undefined) return `${name} ${version} is older than the fixed version ${range.fixed}${note}`;
  if (range.lastAffected !== undefined) {
    return `${name} ${version} is not newer than the last affected version ${range.lastAffected}${note}`;
  }
  return `${name} ${version} is affected and no fixed version is known${note}`;
}

function evidence({ name, version }: Subject, { statement: { row }, range }: Hit): FindingEvidence {
  return {
    source: row.source,
    advisory: row.notice ?? row.id,
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
