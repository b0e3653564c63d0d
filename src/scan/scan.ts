import { applyVex, knownShards, noteWantedShards, shardsFor, type VexStatement } from '#advisory';
import type { OpenOptions } from '#image';
import { version, type Package, type RangedPackage, type ScanResult } from '#model';
import { applyExceptions, decide, type Exception, type GateOptions } from '#policy';
import { imageNames } from './image-names.ts';
import { matchInventory, nothingMatched } from './match-inventory.ts';
import { nameJars } from './name-jars.ts';
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
  const inventory = await inventoryWithCache(reference, options, started);
  if (options.javaIndex !== undefined) inventory.packages = await nameJars(inventory.packages, options.javaIndex);
  const matched = options.kinds.has('vuln')
    ? await matchInventory(inventory, { ...options, shards: await prepareData(inventory, options), now: started })
    : nothingMatched;
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
  const shown = { ...item };
  delete shown.neededIn;
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

async function inventoryWithCache(reference: string, options: ScanOptions, now: Date): Promise<Inventory> {
  const cache = options.cache ? new ScanCache(options.dataDirectory, now.getTime()) : undefined;
  try {
    const inventory = await takeInventory(reference, { ...options, cache, spoolFolder: options.dataDirectory });
    cache?.sweep();
    if (cache?.trouble !== undefined) inventory.subject.notes.push(cache.trouble);
    return inventory;
  } finally {
    cache?.close();
  }
}
