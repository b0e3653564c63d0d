import type { ShardInfo, ShardSource } from './index-file.ts';
import { compareKeys } from './shard-file.ts';
import type { ShardReader } from './shard-reader.ts';
import { type ShardLine, writeShard } from './shard-writer.ts';

/** A record on its way into a shard: which source says it, and its JSON. */
export interface SourcedJson {
  key: string;
  source: number;
  json: string;
}

/** The JSON text of one line: pairs of source number and record. */
type Pair = readonly [source: number, record: { id: string; source: string; modified?: string }];

/** What goes into the new file of a shard. */
export interface RebuildInput {
  folder: string;
  /** The shard as it is, and the numbers that its sources get; a source without one is replaced. */
  old?: { reader: ShardReader; renumber: ReadonlyMap<number, number> };
  added: Iterable<SourcedJson>;
  sources: ShardSource[];
}

/** Writes the new file of a shard: kept rows of the old one and the added ones. Undefined when nothing is left. */
export function rebuildShard(input: RebuildInput): ShardInfo | undefined {
  const records = [...keptRecords(input), ...input.added];
  if (records.length === 0) return undefined;
  // The sort is stable: of equal records, the one imported later stays behind the others.
  records.sort((a, b) => compareKeys(a.key, b.key));
  const counts = new Map<number, number>();
  const { file, bytes } = writeShard(input.folder, mergedLines(records, counts));
  const sources = input.sources.map((source, number) => ({ ...source, records: counts.get(number) ?? 0 }));
  return { file, bytes, sources };
}

function* keptRecords({ old }: RebuildInput): Generator<SourcedJson> {
  if (old === undefined || old.renumber.size === 0) return;
  for (const { key, json } of old.reader.lines()) {
    for (const [source, record] of JSON.parse(json) as Pair[]) {
      const number = old.renumber.get(source);
      if (number !== undefined) yield { key, source: number, json: JSON.stringify(record) };
    }
  }
}

function* mergedLines(records: readonly SourcedJson[], counts: Map<number, number>): Generator<ShardLine> {
  for (let from = 0; from < records.length;) {
    const key = records[from]?.key ?? '';
    let end = from + 1;
    while (end < records.length && records[end]?.key === key) end++;
    const kept = end - from === 1 ? records.slice(from, end) : withoutDuplicates(records.slice(from, end));
    // Records that rows point to are not counted: a source is as large as what it says about packages or CVEs.
    if (!key.startsWith('a:')) {
      for (const { source } of kept) counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    yield { key, json: `[${kept.map(({ source, json }) => `[${source},${json}]`).join(',')}]` };
    from = end;
  }
}

/** Equal records once; where several imports hold the same id of the same publisher, only those of the newest. */
function withoutDuplicates(records: readonly SourcedJson[]): SourcedJson[] {
  const unique = [...new Map(records.map((record) => [record.json, record])).values()];
  if (unique.every(({ source }) => source === unique[0]?.source)) return unique;
  const newest = new Map<string, { modified: string; source: number }>();
  const parsed = unique.map((record) => ({ record, ...identity(record.json) }));
  for (const { record, id, modified } of parsed) {
    const best = newest.get(id);
    if (best === undefined || modified >= best.modified) newest.set(id, { modified, source: record.source });
  }
  return parsed.filter(({ record, id }) => newest.get(id)?.source === record.source).map(({ record }) => record);
}

function identity(json: string): { id: string; modified: string } {
  const record = JSON.parse(json) as Pair[1];
  return { id: `${record.source}\0${record.id}`, modified: record.modified ?? '' };
}
