import type { ShardInfo, ShardSource } from './index-file.ts';
import type { ShardReader } from './shard-reader.ts';
import { type ShardLine, writeShard } from './shard-writer.ts';
import { mergeRecords, sortRecords, type SourcedJson } from './sort-records.ts';

/** The JSON text of one line: pairs of source number and record. */
type Pair = readonly [source: number, record: { id: string; source: string; modified?: string }];

/** What goes into the new file of a shard. */
export interface RebuildInput {
  folder: string;
  /** The shard as it is, and the numbers that its sources get; a source without one is replaced. */
  old?: { reader: ShardReader; renumber: ReadonlyMap<number, number> };
  added: Iterable<SourcedJson>;
  /** Beginning of the paths of temporary files, where there is much to sort. */
  spool: string;
  sources: ShardSource[];
}

/** Writes the new file of a shard: kept rows of the old one and the added ones. Undefined when nothing is left. */
export function rebuildShard(input: RebuildInput): ShardInfo | undefined {
  const records = mergeRecords([keptRecords(input), sortRecords(input.added, input.spool)]);
  const first = records.next();
  if (first.done === true) return undefined;
  const counts = new Map<number, number>();
  const { file, bytes } = writeShard(input.folder, mergedLines(first.value, records, counts));
  const sources = input.sources.map((source, number) => ({ ...source, records: counts.get(number) ?? 0 }));
  return { file, bytes, sources };
}

/** In the order of their keys, as shards have them. */
function* keptRecords({ old }: RebuildInput): Generator<SourcedJson> {
  if (old === undefined || old.renumber.size === 0) return;
  for (const { key, json } of old.reader.lines()) {
    for (const [source, record] of JSON.parse(json) as Pair[]) {
      const number = old.renumber.get(source);
      if (number !== undefined) yield { key, source: number, json: JSON.stringify(record) };
    }
  }
}

/** One line for each key; of the records, only those of one key are in memory. */
function* mergedLines(
  first: SourcedJson,
  others: Iterable<SourcedJson>,
  counts: Map<number, number>,
): Generator<ShardLine> {
  let group = [first];
  for (const record of others) {
    if (record.key !== group[0]?.key) {
      yield lineOf(group, counts);
      group = [];
    }
    group.push(record);
  }
  yield lineOf(group, counts);
}

function lineOf(group: readonly SourcedJson[], counts: Map<number, number>): ShardLine {
  const key = group[0]?.key ?? '';
  const kept = group.length === 1 ? group : withoutDuplicates(group);
  // Records that rows point to are not counted: a source is as large as what it says about packages or CVEs.
  if (!key.startsWith('a:')) {
    for (const { source } of kept) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return { key, json: `[${kept.map(({ source, json }) => `[${source},${json}]`).join(',')}]` };
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
