import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import type { Feed } from '../feeds/feed.ts';
import { collect } from '../feeds/collect.fixture.ts';
import type { AdvisoryDatabase } from '../store/database.ts';

/** A database in memory that holds what feeds read from texts, or from objects as JSON. */
export async function memoryDatabase(
  ...files: readonly (readonly [Feed, object | string])[]
): Promise<AdvisoryDatabase> {
  const rows = new Map<string, AdvisoryRow[]>();
  const advisories = new Map<string, AdvisoryRecord[]>();
  const details = new Map<string, AdvisoryRecord[]>();
  const shards = new Set<string>();
  for (const [feed, document] of files) {
    const found = await collect(feed, typeof document === 'string' ? document : JSON.stringify(document));
    for (const [shard, name, row] of found.rows) {
      shards.add(shard);
      append(rows, `${shard} ${name}`, row);
    }
    for (const [shard, record] of found.advisories) append(advisories, `${shard} ${record.id}`, record);
    for (const [cve, record] of found.details) append(details, cve, record);
  }
  return {
    shards: [...shards].toSorted(),
    sources: (shard) => [{ shard, source: 'test', records: 1, imported: '2026-01-01T00:00:00Z', starter: false }],
    rows: (shard, name) => rows.get(`${shard} ${name}`) ?? [],
    advisories: (shard, id) => advisories.get(`${shard} ${id}`) ?? [],
    details: (cve) => details.get(cve) ?? [],
    close() {},
  };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
