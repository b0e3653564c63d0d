import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeawallError, type DataSource } from '#model';
import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import { readOsvRecord } from '../feeds/osv.ts';

/** Who says it, in findings: not the publisher of the ids. */
const publisher = 'starter data';

/** What the starter data says about one ecosystem, or one release of a distribution. */
export interface StarterShard {
  /** By package name. */
  rows: ReadonlyMap<string, AdvisoryRow[]>;
  /** By the id that rows point to. */
  advisories: ReadonlyMap<string, AdvisoryRecord[]>;
  source: DataSource;
  /** What in the file is not understood: nothing, or the tests fail. */
  problems: readonly string[];
}

/** Keys of the shards that the folder has a file for; none when there is no folder. A colon is `_` in a file's name. */
export function starterShardKeys(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable(folder, cause);
  }
  const files = names.filter((name) => name.endsWith('.json'));
  return files.map((name) => name.slice(0, -'.json'.length).replace('_', ':')).toSorted();
}

/**
 * Reads the file of one shard: an array of OSV records.
 * @throws SeawallError (no-verdict) when it cannot be read
 */
export function readStarterShard(folder: string, shard: string): StarterShard {
  const rows = new Map<string, AdvisoryRow[]>();
  const advisories = new Map<string, AdvisoryRecord[]>();
  const problems: string[] = [];
  let records = 0;
  let newest = '';
  for (const record of recordsOf(join(folder, `${shard.replace(':', '_')}.json`))) {
    readOsvRecord(record, {
      row: (_, name, row) => append(rows, name, { ...row, source: publisher }),
      advisory: (_, notice) => append(advisories, notice.id, { ...notice, source: publisher }),
      detail() {},
      problem: (where, what) => void problems.push(`${where}: ${what}`),
      counted(modified = '') {
        records++;
        if (modified > newest) newest = modified;
      },
    });
  }
  const source: DataSource = { shard, source: publisher, records, imported: newest, newest, starter: true };
  return { rows, advisories, source, problems };
}

function recordsOf(path: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(parsed)) return parsed;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw unreadable(path);
}

function unreadable(path: string, cause?: unknown): SeawallError {
  const message = `the starter data that comes with seawall cannot be read: ${path}; install seawall again`;
  return new SeawallError('starter-unreadable', 'no-verdict', message, { cause });
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
