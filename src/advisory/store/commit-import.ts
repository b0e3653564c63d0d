import { join } from 'node:path';
import { collectGarbage } from '#kit/stream';
import type { DatabaseFolders } from './database-folder.ts';
import type { FileTally } from './import-session.ts';
import {
  type DatabaseIndex,
  readIndex,
  type ShardInfo,
  type ShardSource,
  syncFolder,
  writeIndex,
} from './index-file.ts';
import { rebuildShard } from './rebuild-shard.ts';
import { ShardReader } from './shard-reader.ts';
import type { SourcedJson } from './sort-records.ts';
import type { Spool } from './spool.ts';
import { retireFiles, sweepShards } from './sweep-shards.ts';

/** Everything that a commit needs; only called under the import lock. */
export interface CommitInput {
  folders: DatabaseFolders;
  spool: Spool;
  files: readonly FileTally[];
  now: string;
  progress: (done: number, total: number) => void;
}

/** What changed. */
export interface CommitSummary {
  shards: string[];
  removed: string[];
}

/** Bytes of added lines, of one large shard or of several, from which on it pays to collect garbage first. */
const collectEvery = 8 * 1024 * 1024;

/** Rebuilds every shard that the import touches, then replaces the index: the only moment at which readers change over. */
export function commitImport(input: CommitInput): CommitSummary {
  const { folders, files } = input;
  const index = readIndex(folders.root);
  sweepShards(folders.shards, index, input.now);
  const good = files.filter(({ failed, source }) => !failed && source !== undefined);
  const replacedEverywhere = new Set(good.filter(({ replaces }) => replaces === 'all').map(({ source }) => source));
  const summary: CommitSummary = { shards: [], removed: [] };
  const next: DatabaseIndex = { ...index, shards: new Map(index.shards), retired: [...index.retired] };
  const affected = affectedShards(input, index, replacedEverywhere);
  let added = 0;
  for (const [done, shard] of affected.entries()) {
    input.progress(done, affected.length);
    // What came before is garbage by now, and a shard in memory would come on top of it.
    added += input.spool.size(shard);
    if (added > collectEvery) {
      added = 0;
      collectGarbage('major');
    }
    const old = index.shards.get(shard);
    const info = rebuild(input, shard, old, replacedEverywhere);
    if (info === undefined) next.shards.delete(shard);
    else next.shards.set(shard, info);
    (info === undefined ? summary.removed : summary.shards).push(shard);
  }
  syncFolder(folders.shards);
  retireFiles(next, index, input.now);
  writeIndex(folders.root, next);
  return summary;
}

/** Shards that get rows from a file that was read to its end, or lose those of a source replaced everywhere. */
function affectedShards(
  { spool, files }: CommitInput,
  index: DatabaseIndex,
  replacedEverywhere: ReadonlySet<string | undefined>,
): string[] {
  const shards = new Set(
    spool.names().filter((shard) => [...spool.files(shard)].some((file) => files[file]?.failed === false)),
  );
  for (const [shard, { sources }] of index.shards) {
    if (sources.some(({ name }) => replacedEverywhere.has(name))) shards.add(shard);
  }
  return [...shards].toSorted();
}

function rebuild(
  { folders, spool, files, now }: CommitInput,
  shard: string,
  old: ShardInfo | undefined,
  replacedEverywhere: ReadonlySet<string | undefined>,
): ShardInfo | undefined {
  const incoming = new Map<string, ShardSource>();
  for (const file of spool.files(shard)) addSource(incoming, files[file], now);
  const keptSources = (old?.sources ?? []).filter(({ name }) => !incoming.has(name) && !replacedEverywhere.has(name));
  const sources = [...keptSources, ...incoming.values()];
  const numbers = new Map(sources.map(({ name }, number) => [name, number]));
  const renumber = new Map<number, number>();
  for (const [number, { name }] of (old?.sources ?? []).entries()) {
    const kept = keptSources.some((source) => source.name === name) ? numbers.get(name) : undefined;
    if (kept !== undefined) renumber.set(number, kept);
  }
  const reader = old === undefined || renumber.size === 0 ? undefined : new ShardReader(join(folders.shards, old.file));
  try {
    return rebuildShard({
      folder: folders.shards,
      ...(reader !== undefined && { old: { reader, renumber } }),
      added: addedRecords(spool, shard, files, numbers),
      spool: spool.runs(shard),
      sources,
    });
  } finally {
    reader?.close();
  }
}

function addSource(incoming: Map<string, ShardSource>, tally: FileTally | undefined, now: string): void {
  const name = tally?.source;
  if (tally === undefined || tally.failed || name === undefined) return;
  const source = incoming.get(name) ?? { name, imported: now, records: 0 };
  if (tally.newest !== undefined && tally.newest > (source.newest ?? '')) source.newest = tally.newest;
  incoming.set(name, source);
}

function* addedRecords(
  spool: Spool,
  shard: string,
  files: readonly FileTally[],
  numbers: ReadonlyMap<string, number>,
): Generator<SourcedJson> {
  for (const { key, file, json } of spool.lines(shard)) {
    const tally = files[file];
    const source = numbers.get(tally?.source ?? '');
    if (tally !== undefined && !tally.failed && source !== undefined) yield { key, source, json };
  }
}
