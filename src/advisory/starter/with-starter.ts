import type { AdvisoryDatabase } from '../store/database.ts';

/**
 * The database, with starter data in the place of the shards that it lacks, where one of those is `wanted`: reading starter
 * data takes what importing takes, which most scans need not load.
 * @throws SeawallError (no-verdict) when the folder is there and cannot be read
 */
export async function withStarter(
  database: AdvisoryDatabase,
  folder: string,
  wanted: Iterable<string>,
): Promise<AdvisoryDatabase> {
  const held = new Set(database.shards);
  if ([...wanted].every((shard) => held.has(shard))) return database;
  const { starterDatabase } = await import('./starter-database.ts');
  return starterDatabase(database, folder);
}
