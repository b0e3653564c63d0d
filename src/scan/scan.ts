import type { OpenOptions } from '#image';
import { version, type ScanResult } from '#model';
import { decide, type GateOptions } from '#policy';
import { matchInventory, nothingMatched } from './match-inventory.ts';
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
  const matched = options.kinds.has('vuln')
    ? matchInventory(inventory, options.dataDirectory, options.gate, started)
    : nothingMatched;
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
  const { sources } = result.data;
  // Where there is other data too, what only the starter data knows is among what was not checked.
  const starter = sources.length > 0 && sources.every((source) => source.starter);
  return { ...result, decision: decide({ ...result, starter }, options.gate) };
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
