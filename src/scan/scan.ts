import {
  applyVex,
  databaseState,
  knownShards,
  lifecycleFindings,
  noteWantedShards,
  openLifecycle,
  shardsFor,
  type VexStatement,
} from '#advisory';
import type { OpenOptions } from '#image';
import { version, type Package, type RangedPackage, type ScanResult } from '#model';
import { applyExceptions, decide, type Exception, type GateOptions } from '#policy';
import { imageNames } from './image-names.ts';
import { MatchCache } from './match-cache.ts';
import { matchInventory, nothingMatched, type Matched, type MatchOptions } from './match-inventory.ts';
import { nameJars } from './name-jars.ts';
import { outdatedData } from './outdated-data.ts';
import type { Progress } from './read-layers.ts';
import { ScanCache } from './scan-cache.ts';
import { takeInventory, type Inventory } from './take-inventory.ts';

/** What `--only` can name; `packages` alone is a pure SBOM. Secrets, malware, configuration and licences come later. */
export const scanKinds = ['packages', 'vuln'] as const;
export type ScanKind = (typeof scanKinds)[number];

export interface ScanOptions extends OpenOptions {
  kinds: ReadonlySet<ScanKind>;
  /** Holds the vulnerability data and the cache. */
  dataDirectory: string;
  cache: boolean;
  /** Globs of paths whose files are left out. */
  skipPaths: readonly string[];
  /** An index of SHA-1 checksums that names jars which do not tell their group. */
  javaIndex?: string;
  gate: GateOptions;
  /** What vendors say of vulnerabilities in their products. */
  vex?: readonly VexStatement[];
  /** What shall not count, in the order in which it is asked. */
  exceptions?: readonly Exception[];
  /** Data that was imported more than so many days ago is a finding. */
  maxDataAge?: number;
  progress: Progress;
  /** Called between reading the subject and matching it, with the shards that can judge it: may bring them. */
  prepareData?: (shards: readonly string[]) => Promise<void>;
  now: () => Date;
}

/**
 * Scans one subject: opens it, lists its packages, matches them with the vulnerability data, asks the gate.
 * @throws SeawallError when there is no subject to speak of
 */
export async function scan(reference: string, options: ScanOptions): Promise<ScanResult> {
  const started = options.now();
  const cache = options.cache ? new ScanCache(options.dataDirectory, started.getTime()) : undefined;
  try {
    const inventory = await takeInventory(reference, { ...options, cache, spoolFolder: options.dataDirectory });
    const matched = await matchAll(inventory, options, cache, started);
    cache?.sweep();
    if (cache?.trouble !== undefined) inventory.subject.notes.push(cache.trouble);
    return conclude(inventory, matched, options, started);
  } finally {
    cache?.close();
  }
}

/** What the vulnerability data says, how old it is, and what has ended by the day of the scan. */
async function matchAll(
  inventory: Inventory,
  options: ScanOptions,
  cache: ScanCache | undefined,
  now: Date,
): Promise<Matched> {
  if (options.javaIndex !== undefined) inventory.packages = await nameJars(inventory.packages, options.javaIndex);
  if (!options.kinds.has('vuln')) return nothingMatched;
  const { subject, packages } = inventory;
  const matched = await matchOnce(inventory, { ...options, shards: await prepareData(inventory, options) }, cache);
  const old = outdatedData(matched.data.sources, options.maxDataAge, now);
  const ended = lifecycleFindings(subject.os, packages, openLifecycle(options.dataDirectory), now);
  return { ...matched, findings: [...old, ...ended, ...matched.findings] };
}

/** Matches an inventory, unless that was done before and nothing has changed. */
async function matchOnce(
  inventory: Inventory,
  options: ScanOptions & MatchOptions,
  cache: ScanCache | undefined,
): Promise<Matched> {
  const known = matchCacheFor(inventory, options, cache);
  let matched = known?.find();
  if (matched === undefined) {
    matched = await matchInventory(inventory, options);
    known?.keep(matched);
  }
  return matched;
}

/** Where the match of this inventory may be known; nowhere when its layers are not proven, or more than they decides about it. */
function matchCacheFor(
  { provenAs, created }: Inventory,
  { dataDirectory, gate, javaIndex }: ScanOptions,
  cache: ScanCache | undefined,
): MatchCache | undefined {
  if (cache === undefined || provenAs === undefined || javaIndex !== undefined) return undefined;
  const database = databaseState(dataDirectory);
  if (database === undefined) return undefined;
  return new MatchCache(cache, provenAs, { database, declared: gate.declared ?? false, created });
}

/** What is to be said of it all: what vendors and the user except, and the gate's answer. */
function conclude(inventory: Inventory, matched: Matched, options: ScanOptions, started: Date): ScanResult {
  const { subject, packages, masked, problems } = inventory;
  const context = { today: started.toISOString().slice(0, 10), images: imageNames(subject) };
  const vexed = applyVex(matched.findings, options.vex ?? [], { subject, packages });
  const { findings, suppressed } = applyExceptions(vexed.findings, options.exceptions ?? [], context);
  const result = {
    schemaVersion: '1' as const,
    tool: { name: 'seawall' as const, version },
    scannedAt: started.toISOString(),
    subject,
    complete: problems.length === 0,
    problems,
    packages: packages.map(asShown),
    masked,
    ...matched,
    findings,
    suppressed: [...suppressed, ...vexed.suppressed, ...matched.suppressed],
  };
  const { sources } = result.data;
  // Where there is other data too, what only the starter data knows is among what was not checked.
  const starter = sources.length > 0 && sources.every((source) => source.starter);
  return { ...result, decision: decide({ ...result, starter }, options.gate) };
}

/** Ranges are what fixes are worked out from; in a result of 3,000 packages they would only be long. */
function asShown(item: RangedPackage): Package {
  if (item.neededIn === undefined) return item;
  const { neededIn: _, ...shown } = item;
  return shown;
}

/** The shards that can judge the packages. What is missing is noted, so that the next `db update` knows what is scanned here. */
async function prepareData({ packages, subject, repositories }: Inventory, options: ScanOptions): Promise<string[]> {
  const shards = shardsFor(packages, subject.os, repositories);
  await options.prepareData?.(shards);
  const held = new Set(knownShards(options.dataDirectory));
  const missing = shards.filter((shard) => !held.has(shard));
  if (missing.length > 0) noteWantedShards(options.dataDirectory, missing);
  return shards;
}
