import type { DataSource } from '#model';
import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import type { AdvisoryDatabase } from '../store/database.ts';
import { readStarterShard, type StarterShard, starterShardKeys } from './starter-shard.ts';

/**
 * The database with starter data in the place of every shard that it lacks, and of no other. A shard's file is read when
 * the first package asks for it.
 * @throws SeawallError (no-verdict) when the folder is there and cannot be read
 */
export function starterDatabase(database: AdvisoryDatabase, folder: string): AdvisoryDatabase {
  const real = new Set(database.shards);
  const starter = new Set(starterShardKeys(folder).filter((shard) => !real.has(shard)));
  return starter.size === 0 ? database : new StarterDatabase(database, folder, starter);
}

class StarterDatabase implements AdvisoryDatabase {
  readonly shards: readonly string[];
  readonly starterShards: ReadonlySet<string>;
  private readonly database: AdvisoryDatabase;
  private readonly folder: string;
  private readonly loaded = new Map<string, StarterShard>();

  constructor(database: AdvisoryDatabase, folder: string, starterShards: ReadonlySet<string>) {
    this.database = database;
    this.folder = folder;
    this.starterShards = starterShards;
    this.shards = [...database.shards, ...starterShards].toSorted();
  }

  sources(shard: string): DataSource[] {
    return this.starterShards.has(shard) ? [this.shard(shard).source] : this.database.sources(shard);
  }

  rows(shard: string, packageName: string): AdvisoryRow[] {
    if (!this.starterShards.has(shard)) return this.database.rows(shard, packageName);
    return this.shard(shard).rows.get(packageName) ?? [];
  }

  advisories(shard: string, id: string): AdvisoryRecord[] {
    if (!this.starterShards.has(shard)) return this.database.advisories(shard, id);
    return this.shard(shard).advisories.get(id) ?? [];
  }

  details(cve: string): AdvisoryRecord[] {
    return this.database.details(cve);
  }

  close(): void {
    this.database.close();
  }

  private shard(shard: string): StarterShard {
    let known = this.loaded.get(shard);
    if (known === undefined) this.loaded.set(shard, (known = readStarterShard(this.folder, shard)));
    return known;
  }
}
