import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import type { Feed } from './feed.ts';

/** Everything that a feed put into its sink. */
export interface Collected {
  source?: string;
  replaces?: string;
  rows: [shard: string, name: string, row: AdvisoryRow][];
  advisories: [shard: string, record: AdvisoryRecord][];
  details: [cve: string, record: AdvisoryRecord][];
  lifecycle: [kind: string, distribution: string, record: object][];
  problems: string[];
  records: number;
  newest?: string;
}

/** Runs a feed over a text, given in pieces of `chunk` bytes, or over chunks as they come. */
export async function collect(
  feed: Feed,
  text: string | AsyncIterable<Buffer>,
  chunk = 1000,
  path = 'fixture',
): Promise<Collected> {
  const found: Collected = { rows: [], advisories: [], details: [], lifecycle: [], problems: [], records: 0 };
  await feed.read(
    { path, container: 'folder/fixture', chunks: typeof text === 'string' ? pieces(Buffer.from(text), chunk) : text },
    {
      source: (name, replaces) => void Object.assign(found, { source: name, replaces }),
      row: (shard, name, row) => void found.rows.push([shard, name, row]),
      advisory: (shard, record) => void found.advisories.push([shard, record]),
      detail: (cve, record) => void found.details.push([cve, record]),
      lifecycle: (kind: string, distribution: string, record: object) =>
        void found.lifecycle.push([kind, distribution, record]),
      problem: (where, what) => void found.problems.push(`${where}: ${what}`),
      counted(modified) {
        found.records++;
        if (modified !== undefined && modified > (found.newest ?? '')) found.newest = modified;
      },
    },
  );
  return found;
}

/** The bytes in pieces, as streams deliver them. */
export async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
