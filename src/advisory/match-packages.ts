import {
  isOperatingSystemType,
  type DataSource,
  type Distribution,
  type Finding,
  type NotChecked,
  type Package,
  type RangedPackage,
} from '#model';
import { advisoryName, type Ecosystem, ecosystemOfPurlType } from './ecosystems.ts';
import { affectedBy, type Candidate } from './match/affected.ts';
import { chooseShard, type ShardChoice } from './match/choose-shard.ts';
import { makeFinding, matchedAs, subjectOf } from './match/make-finding.ts';
import { packageKnowledge } from './match/package-knowledge.ts';
import { type InstalledProducts, installedProducts } from './match/red-hat-products.ts';
import { UncheckedTally } from './match/unchecked-tally.ts';
import type { AdvisoryDatabase } from './store/database.ts';
import { redHatRepositories } from './red-hat-product.ts';
import { orderingOf } from './version/orderings.ts';

/** What the database says about a list of packages. */
export interface MatchResult {
  findings: Finding[];
  /** Packages that no verdict was given on, by reason. */
  notChecked: NotChecked[];
  /** The data that the verdict rests on. */
  sources: DataSource[];
  /** How many packages each shard of the database was asked about. */
  asked: ReadonlyMap<string, number>;
}

/**
 * Matches packages against the database: operating-system packages against the data of their distribution's release,
 * others against that of their ecosystem. Reads from the database and nothing else.
 * @param repositories what the image installs from: release branches that apk's repositories file names, such as `3.17`
 *   or `edge`; the content sets of Red Hat's builds
 * @throws SeawallError (no-verdict) when a file of the database is damaged or gone
 */
export function matchPackages(
  packages: readonly RangedPackage[],
  distribution: Distribution | undefined,
  repositories: readonly string[] | undefined,
  database: AdvisoryDatabase,
): MatchResult {
  const choice = chooseShard(distribution, repositories);
  const unchecked = new UncheckedTally();
  const asked = new Map<string, number>();
  const findings = new Map<string, Finding>();
  const shards = new Set(database.shards);
  let installed: InstalledProducts | undefined;
  for (const item of packages) {
    const target = targetOf(item, choice, shards, database.starterShards);
    if ('why' in target) {
      unchecked.add(target.what, target.why);
      continue;
    }
    if (target.ecosystem.shard === 'redhat' && distribution !== undefined)
      installed ??= installedProducts(database, target.shard, distribution, repositories ?? [], unchecked);
    asked.set(target.shard, (asked.get(target.shard) ?? 0) + 1);
    const problem = matchOne(database, item, { ...target, installed }, findings) ?? starterOnly(database, target.shard);
    if (problem !== undefined) unchecked.add(`packages of ${target.shard}`, problem);
  }
  return {
    findings: [...findings.values()],
    notChecked: unchecked.list(),
    sources: [...asked.keys()].toSorted().flatMap((shard) => database.sources(shard)),
    asked,
  };
}

/** The shards that could judge a list of packages, whether the database has them or not; sorted. */
export function shardsFor(
  packages: readonly Package[],
  distribution: Distribution | undefined,
  repositories: readonly string[] | undefined,
): string[] {
  const choice = chooseShard(distribution, repositories);
  const shards = new Set<string>();
  for (const { type, name } of packages) {
    if (!isOperatingSystemType(type)) shards.add(ecosystemOfPurlType(type, name)?.shard ?? '');
    else if (choice.ecosystem !== undefined && choice.ecosystem.purlType === type) shards.add(choice.shard);
  }
  shards.delete('');
  return [...shards].toSorted();
}

/** The starter data knows some vulnerabilities of some packages: finding none in it is no verdict. Source: contract. */
function starterOnly({ starterShards }: AdvisoryDatabase, shard: string): string | undefined {
  return starterShards?.has(shard) === true ? 'only the starter data that comes with seawall is there' : undefined;
}

interface Target {
  ecosystem: Ecosystem;
  shard: string;
}

function targetOf(
  item: Package,
  choice: ShardChoice,
  shards: ReadonlySet<string>,
  starterShards: ReadonlySet<string> = new Set(),
): Target | { what: string; why: string } {
  if (!isOperatingSystemType(item.type)) return languageTarget(item, shards);
  if (choice.ecosystem === undefined) return choice;
  const { ecosystem, shard, release } = choice;
  if (ecosystem.purlType !== item.type) {
    return { what: `${item.type} packages`, why: `${ecosystem.osv} has no vulnerability data about them` };
  }
  if (shards.has(shard)) return { ecosystem, shard };
  const name = [ecosystem.osv, release].filter(Boolean).join(' ');
  return { what: `packages of ${name}`, why: noReleaseData(ecosystem, shard, shards.difference(starterShards)) };
}

function noReleaseData(ecosystem: Ecosystem, shard: string, shards: ReadonlySet<string>): string {
  const others = [...shards]
    .filter((key) => key.startsWith(`${ecosystem.shard}:`) && key !== redHatRepositories)
    .map((key) => key.split(':')[1]);
  return others.length === 0
    ? `the vulnerability database has no data for ${ecosystem.osv}`
    : `the vulnerability database has no data for ${shard}, only for ${others.join(', ')}`;
}

function languageTarget(item: Package, shards: ReadonlySet<string>): Target | { what: string; why: string } {
  const what = `${item.type} packages`;
  const ecosystem = ecosystemOfPurlType(item.type, item.name);
  if (ecosystem === undefined) return { what, why: 'Seawall has no vulnerability source for them' };
  if (shards.has(ecosystem.shard)) return { ecosystem, shard: ecosystem.shard };
  return { what, why: `the vulnerability database has no data for ${ecosystem.osv}` };
}

/** Adds the findings of one package; returns why it could not be checked. */
function matchOne(
  database: AdvisoryDatabase,
  item: Package,
  { ecosystem, shard, installed }: Target & { installed: InstalledProducts | undefined },
  findings: Map<string, Finding>,
): string | undefined {
  const ordering = orderingOf(ecosystem.ordering ?? '');
  if (ordering === undefined) throw new Error(`no ordering ${ecosystem.ordering ?? ''}`);
  if (isUnpublished(item)) return undefined;
  const vendor = item.properties?.['vendor'];
  if (ecosystem.vendor !== undefined && vendor !== undefined && vendor !== ecosystem.vendor)
    return `its vendor is not ${ecosystem.vendor}`;
  const matched = matchedAs(item, ecosystem);
  if (!ordering.valid(matched.version)) return `its version is not a valid ${ordering.id} version`;
  const candidate = candidateOf(item, ecosystem, ecosystem.advised?.(matched.version) ?? matched.version);
  if (candidate === undefined) return 'it is built from a module, and the stream is not recorded';
  const name = advisoryName(ecosystem, matched.name);
  const source = ecosystem.names === 'either' ? item.source?.name : undefined;
  const knowledge = packageKnowledge(database, shard, name, ecosystem, ordering, source);
  const hits = affectedBy(knowledge, { ...candidate, ...(installed !== undefined && { installed }) }, ordering);
  if (hits.length === 0) return undefined;
  const subject = subjectOf(item, ecosystem);
  for (const hit of hits) addFinding(findings, makeFinding(database, ecosystem, subject, hit));
  return undefined;
}

/** A program of one's own, built from a working copy or a folder: no advisory speaks of what was never published. */
function isUnpublished({ type, version, properties }: Package): boolean {
  if (type === 'golang') return version === '' && properties?.['go.main'] === 'true';
  return type === 'cargo' && properties?.['source'] === 'local';
}

/** Undefined for a package of a module stream that is not known. */
function candidateOf(item: Package, ecosystem: Ecosystem, version: string): Candidate | undefined {
  if (item.type !== 'rpm') return { version };
  const arch = item.arch === undefined || item.arch === 'noarch' ? {} : { arch: item.arch };
  const build = ecosystem.build?.(version);
  if (build !== undefined) return { version, module: build, ...arch };
  const label = item.properties?.['modularitylabel'];
  if (label !== undefined && label !== '') return { version, module: label.split(':').slice(0, 2).join(':'), ...arch };
  return /\.module[_+]el/.test(version) ? undefined : { version, ...arch };
}

/** One package installed twice in one version (two architectures) is one finding with both places. */
function addFinding(findings: Map<string, Finding>, finding: Finding): void {
  const first = findings.get(finding.id);
  if (first === undefined) {
    findings.set(finding.id, finding);
    return;
  }
  const key = `${finding.id} ${finding.package?.version ?? ''}`;
  const known = first.package?.version === finding.package?.version ? first : findings.get(key);
  if (known?.package === undefined || finding.package === undefined) findings.set(key, finding);
  else known.package = { ...known.package, locations: [...known.package.locations, ...finding.package.locations] };
}
