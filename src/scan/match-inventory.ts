import {
  matchPackages,
  openDatabase,
  shardsFor,
  starterFolder,
  withStarter,
  type AdvisoryDatabase,
  type MatchResult,
} from '#advisory';
import {
  isOperatingSystemType,
  type DataSource,
  type Finding,
  type MaskedPackage,
  type NotChecked,
  type Package,
  type ScanResult,
  type SuppressedFinding,
} from '#model';
import { isOutsideGate, type GateOptions } from '#policy';
import { staleData } from './stale-data.ts';
import type { Inventory } from './take-inventory.ts';

/** What the vulnerability data says about an inventory. */
export type Matched = Pick<ScanResult, 'data' | 'findings' | 'suppressed' | 'notChecked'>;

/** What a match needs beside the inventory. */
export interface MatchOptions {
  /** Holds the vulnerability data. */
  dataDirectory: string;
  gate: GateOptions;
  /** The shards that can judge the packages, see `shardsFor`. */
  shards: readonly string[];
}

/** Of a scan that was not asked for vulnerabilities. */
export const nothingMatched: Matched = {
  data: { sources: [], starter: false },
  findings: [],
  suppressed: [],
  notChecked: [],
};

/**
 * Matches everything that a subject is made of. What an operating-system package owns is the distribution's to judge: where
 * its data was there to ask, findings of the same files by their own ecosystem are suppressed, not doubled.
 */
export async function matchInventory(
  inventory: Inventory,
  { dataDirectory, gate, shards }: MatchOptions,
): Promise<Matched> {
  const { packages, masked, subject, repositories } = inventory;
  const hidden = masked.map((item) => item.package);
  const wanted = [...shards, ...shardsFor(hidden, subject.os, repositories)];
  const database = await withStarter(openDatabase(dataDirectory), starterFolder(), wanted);
  const groups = Object.groupBy(packages, (item) => groupOf(item, gate));
  const match = matcher(inventory, database);
  const missing = ({ notChecked, sources: used, asked }: MatchResult) => [
    ...notChecked,
    ...staleData(used, inventory.created, asked),
  ];
  const system = match(groups.system);
  const own = match(groups.own);
  const owned = match(groups.owned);
  const outside = match(groups.outside);
  // What little the starter data knows of a distribution is no judgement of its vendor's.
  const vendorDecides = system.sources.some(({ starter }) => !starter);
  const results = [system, own, outside, ...(vendorDecides ? [] : [owned])];
  const sources = distinctSources(results);
  return {
    data: { sources, starter: sources.some(({ starter }) => starter) },
    findings: results.flatMap(({ findings }) => findings),
    suppressed: [
      ...(vendorDecides ? ownedFindings(owned.findings, packages) : []),
      ...maskedFindings(match(hidden).findings, masked),
    ],
    notChecked: [
      ...results.flatMap((result) => (result === outside ? outsideGate(missing(result)) : missing(result))),
      ...emptyInventory(inventory),
    ],
  };
}

type Group = 'system' | 'own' | 'owned' | 'outside';

function groupOf(item: Package, { declared = false }: GateOptions): Group {
  if (isOperatingSystemType(item.type)) return 'system';
  if (isOutsideGate(item, declared)) return 'outside';
  return item.ownedBy === undefined ? 'own' : 'owned';
}

function matcher({ subject, repositories }: Inventory, database: AdvisoryDatabase) {
  return (list: readonly Package[] = []): MatchResult => matchPackages(list, subject.os, repositories, database);
}

function outsideGate(entries: readonly NotChecked[]): NotChecked[] {
  return entries.map((entry) => ({ ...entry, outsideGate: true }));
}

function distinctSources(results: readonly MatchResult[]): DataSource[] {
  const byName = new Map<string, DataSource>();
  for (const { sources } of results)
    for (const source of sources) byName.set(`${source.shard} ${source.source}`, source);
  return [...byName.values()].toSorted((a, b) => (a.shard < b.shard ? -1 : a.shard > b.shard ? 1 : 0));
}

function ownedFindings(findings: readonly Finding[], packages: readonly Package[]): SuppressedFinding[] {
  const owners = new Map(packages.map(({ purl, ownedBy }) => [purl, ownedBy]));
  return findings.map((finding) => {
    const owner = owners.get(finding.package?.purl ?? '');
    return { finding, reason: `part of ${owner ?? 'an operating-system package'}, on which the distribution decides` };
  });
}

/** A vulnerability in a file that only a lower layer still holds is not gone: it ships with the image, out of sight. */
function maskedFindings(findings: readonly Finding[], masked: readonly MaskedPackage[]): SuppressedFinding[] {
  const reasons = new Map(masked.map((item) => [item.package.purl, item.reason]));
  return findings.map((finding) => ({
    finding,
    reason: `masked: ${reasons.get(finding.package?.purl ?? '') ?? 'hidden by a later layer'}`,
  }));
}

/** An image in which nothing was recognised has no verdict: static binaries and odd systems are not clean. */
function emptyInventory({ packages, subject }: Inventory): NotChecked[] {
  if (packages.length > 0) return [];
  const why =
    subject.os === undefined ? 'no operating system and no packages were recognised' : 'no packages were recognised';
  return [{ what: 'the files of the image', why, count: 1 }];
}
