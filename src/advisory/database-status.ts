import type { DataSource } from '#model';
import { databaseFolders } from './store/database-folder.ts';
import { readIndex } from './store/index-file.ts';
import { isDetailShard } from './store/keys.ts';

/** What `db status` tells. */
export interface DatabaseStatus {
  folder: string;
  /** Bytes of the files in use. */
  bytes: number;
  /** Every source of every shard about packages, sorted by shard. */
  sources: DataSource[];
  /** Records about CVEs as such, of all years. */
  details: number;
}

/** Describes the database of a data directory. @throws SeawallError (no-verdict) when it is damaged */
export function databaseStatus(dataDirectory: string): DatabaseStatus {
  const folders = databaseFolders(dataDirectory);
  const { shards } = readIndex(folders.root);
  const status: DatabaseStatus = { folder: folders.root, bytes: 0, sources: [], details: 0 };
  for (const [shard, info] of [...shards].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    status.bytes += info.bytes;
    for (const { name, imported, newest, records } of info.sources) {
      if (isDetailShard(shard)) status.details += records;
      else {
        const dates = { imported, ...(newest !== undefined && { newest }) };
        status.sources.push({ shard, source: name, records, ...dates, starter: false });
      }
    }
  }
  return status;
}
