import { join } from 'node:path';
import type { DataSource } from '#model';
import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import { databaseFolders } from './database-folder.ts';
import { type DatabaseIndex, readIndex } from './index-file.ts';
import { detailShardOf, isDetailShard, keyOf, lifecycleShard } from './keys.ts';
import { ShardReader } from './shard-reader.ts';

/** Vulnerability knowledge for the matcher: one consistent state, however many imports run meanwhile. */
export interface AdvisoryDatabase {
  /** Keys of the shards with data about packages, such as `debian:12`, sorted. */
  readonly shards: readonly string[];
  /** Those of them that only the starter data has: what is found there counts, what is not found says nothing. */
  readonly starterShards?: ReadonlySet<string>;
  /** What a shard was made from; empty when there is no such shard. */
  sources(shard: string): DataSource[];
  /** What every source says about a package. @throws SeawallError (no-verdict) when a file is damaged or gone */
  rows(shard: string, packageName: string): AdvisoryRow[];
  /** The records that rows of this shard point to by their id. */
  advisories(shard: string, id: string): AdvisoryRecord[];
  /** What is known about a CVE in general. */
  details(cve: string): AdvisoryRecord[];
  close(): void;
}

/**
 * Opens the database of a data directory by reading its index; shards are opened when they are asked for.
 * A data directory without a database gives an empty one.
 * @throws SeawallError (no-verdict) when the index is damaged
 */
export function openDatabase(dataDirectory: string): AdvisoryDatabase {
  const folders = databaseFolders(dataDirectory);
  return new FileDatabase(folders.shards, readIndex(folders.root));
}

class FileDatabase implements AdvisoryDatabase {
  readonly shards: readonly string[];
  private readonly folder: string;
  private readonly index: DatabaseIndex;
  private readonly readers = new Map<string, ShardReader>();
  /** Notices that rows of many packages point to. */
  private readonly notices = new Map<string, AdvisoryRecord[]>();

  constructor(folder: string, index: DatabaseIndex) {
    this.folder = folder;
    this.index = index;
    this.shards = [...index.shards.keys()]
      .filter((shard) => !isDetailShard(shard) && shard !== lifecycleShard)
      .toSorted();
  }

  sources(shard: string): DataSource[] {
    const sources = this.index.shards.get(shard)?.sources ?? [];
    return sources.map(({ name, imported, newest, records }) => ({
      shard,
      source: name,
      records,
      imported,
      ...(newest !== undefined && { newest }),
      starter: false,
    }));
  }

  rows(shard: string, packageName: string): AdvisoryRow[] {
    return this.records<AdvisoryRow>(shard, keyOf.package(packageName));
  }

  advisories(shard: string, id: string): AdvisoryRecord[] {
    const key = `${shard}\0${id}`;
    let known = this.notices.get(key);
    if (known === undefined) {
      known = this.records<AdvisoryRecord>(shard, keyOf.advisory(id));
      this.notices.set(key, known);
    }
    return known;
  }

  details(cve: string): AdvisoryRecord[] {
    const shard = detailShardOf(cve);
    return shard === undefined ? [] : this.records<AdvisoryRecord>(shard, keyOf.detail(cve));
  }

  close(): void {
    for (const reader of this.readers.values()) reader.close();
    this.readers.clear();
    this.notices.clear();
  }

  private records<T>(shard: string, key: string): T[] {
    const json = this.reader(shard)?.get(key);
    if (json === undefined) return [];
    return (JSON.parse(json) as [number, T][]).map(([, record]) => record);
  }

  private reader(shard: string): ShardReader | undefined {
    const open = this.readers.get(shard);
    if (open !== undefined) return open;
    const info = this.index.shards.get(shard);
    if (info === undefined) return undefined;
    const reader = new ShardReader(join(this.folder, info.file));
    this.readers.set(shard, reader);
    return reader;
  }
}
