import { matchPackages, openDatabase } from '#advisory';
import type { OpenOptions } from '#image';
import {
  version,
  type Finding,
  type MaskedPackage,
  type NotChecked,
  type Package,
  type ScanResult,
  type SuppressedFinding,
} from '#model';
import { decide, type GateOptions } from '#policy';
import type { Progress } from './read-layers.ts';
import { ScanCache } from './scan-cache.ts';
import { staleData } from './stale-data.ts';
import { takeInventory, type Inventory } from './take-inventory.ts';

/** What `--only` can name; `packages` alone is a pure SBOM. Secrets, malware, configuration and licences come later. */
export const scanKinds = ['packages', 'vuln'] as const;
export type ScanKind = (typeof scanKinds)[number];

export interface ScanOptions extends OpenOptions {
  kinds: ReadonlySet<ScanKind>;
  /** Holds the vulnerability data and the cache. */
  dataDirectory: string;
  cache: boolean;
  gate: GateOptions;
  progress: Progress;
  now: () => Date;
}

/**
 * Scans one subject: opens it, lists its packages, matches them with the vulnerability data, asks the gate.
 * @throws SeawallError when there is no subject to speak of
 */
export async function scan(reference: string, options: ScanOptions): Promise<ScanResult> {
  const started = options.now();
  const inventory = await inventoryWithCache(reference, options, started);
  const matched = options.kinds.has('vuln') ? matchInventory(inventory, options.dataDirectory) : nothingMatched;
  const { subject, packages, masked, problems } = inventory;
  const result = {
    schemaVersion: '1' as const,
    tool: { name: 'seawall' as const, version },
    scannedAt: started.toISOString(),
    subject,
    complete: problems.length === 0,
    problems,
    packages,
    masked,
    ...matched,
  };
  return { ...result, decision: decide({ ...result, starter: result.data.starter }, options.gate) };
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

type Matched = Pick<ScanResult, 'data' | 'findings' | 'suppressed' | 'notChecked'>;

const nothingMatched: Matched = { data: { sources: [], starter: false }, findings: [], suppressed: [], notChecked: [] };

function matchInventory(inventory: Inventory, dataDirectory: string): Matched {
  const database = openDatabase(dataDirectory);
  const { subject, packages, masked, repositories } = inventory;
  const match = (list: readonly Package[]) => matchPackages([...list], subject.os, repositories, database);
  const { findings, notChecked, sources } = match(packages);
  return {
    data: { sources, starter: sources.some(({ starter }) => starter) },
    findings,
    suppressed: maskedFindings(match(masked.map((item) => item.package)).findings, masked),
    notChecked: [
      ...notChecked,
      ...staleData(sources, inventory.created, packages.length),
      ...emptyInventory(inventory),
    ],
  };
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
