import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeawallError } from '#model';

/** One source inside a shard: what rows point to by its place in `ShardInfo.sources`. */
export interface ShardSource {
  /** Such as `debian-tracker`, or `osv npm/all.zip`. */
  name: string;
  /** RFC 3339, UTC. */
  imported: string;
  /** Date of the newest record, where records carry one. */
  newest?: string;
  /** Rows of packages, or records of a detail shard. */
  records: number;
}

/** One shard as the index knows it. */
export interface ShardInfo {
  file: string;
  bytes: number;
  sources: ShardSource[];
}

/** The newest bundle of one key that was installed. */
export interface InstalledBundle {
  /** Id of the key. */
  key: string;
  sequence: number;
  /** SHA-256 of its manifest. */
  manifest: string;
  expires: string;
}

/** The one file that tells which shard files make up the database. */
export interface DatabaseIndex {
  version: 1;
  shards: Map<string, ShardInfo>;
  /** Files of older generations that readers may still want, with the time they were replaced. */
  retired: { file: string; since: string }[];
  /** At most one for each key that bundles were signed with. */
  bundles: InstalledBundle[];
}

/** Its name in the folder of the database. */
export const indexFile = 'index.json';

/**
 * The index of a database folder; an empty one when there is none yet.
 * @throws SeawallError (no-verdict) when it is damaged or of a newer Seawall
 */
export function readIndex(folder: string): DatabaseIndex {
  let text: string;
  try {
    text = readFileSync(join(folder, indexFile), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      return { version: 1, shards: new Map(), retired: [], bundles: [] };
    throw new SeawallError('database-unreadable', 'no-verdict', `cannot read ${join(folder, indexFile)}`, { cause });
  }
  return parseIndex(text, folder);
}

function parseIndex(text: string, folder: string): DatabaseIndex {
  let cause: unknown;
  try {
    const raw = JSON.parse(text) as {
      version: number;
      shards: [string, ShardInfo][];
      retired: DatabaseIndex['retired'];
      bundles?: InstalledBundle[];
    };
    const usable = raw.shards.every(([, { file, sources }]) => isShardName(file) && Array.isArray(sources));
    if (raw.version === 1 && usable && Array.isArray(raw.retired)) {
      return { version: 1, shards: new Map(raw.shards), retired: raw.retired, bundles: raw.bundles ?? [] };
    }
  } catch (error) {
    cause = error;
  }
  const advice = `the vulnerability database in ${folder} is damaged or of a newer Seawall: delete it and import again`;
  throw new SeawallError('database-damaged', 'no-verdict', advice, { cause });
}

/** True for the names that shard files have, so that a damaged index never leads out of its folder. */
function isShardName(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

/** Replaces the index in one step; readers see the old one or the new one. */
export function writeIndex(folder: string, index: DatabaseIndex): void {
  // One name for all: only the holder of the import lock writes, and the next one overwrites what a killed one left.
  const temporary = join(folder, 'index.json.new');
  const text = JSON.stringify({ ...index, shards: [...index.shards] });
  try {
    const descriptor = openSync(temporary, 'w', 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, join(folder, indexFile));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Makes renames in a folder survive a power cut. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
