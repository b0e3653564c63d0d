import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FeedSink } from '../feeds/feed.ts';
import { commitImport, type CommitSummary } from './commit-import.ts';
import type { DatabaseFolders } from './database-folder.ts';
import { detailShardOf, keyOf, lifecycleShard } from './keys.ts';
import { Spool } from './spool.ts';

/** One file being imported. */
export interface FileTally {
  source?: string;
  replaces?: 'touched' | 'all';
  records: number;
  rows: number;
  newest?: string;
  /** The first few things left out, and how many there were. */
  problems: string[];
  problemCount: number;
  failed: boolean;
}

const keptProblems = 10;

/** Gathers the rows of any number of files, then makes them the database in one step. */
export class ImportSession {
  private readonly folders: DatabaseFolders;
  private readonly spool: Spool;
  private readonly files: FileTally[] = [];

  constructor(folders: DatabaseFolders) {
    this.folders = folders;
    this.spool = new Spool(join(folders.spool, randomUUID()));
  }

  /**
   * Begins a file: its sink, and what it has put there so far. Set `failed` to leave the file out.
   * Rows for shards that `keeps` does not want are dropped; what is known about a CVE as such is always kept.
   */
  begin(keeps: (shard: string) => boolean = () => true): { sink: FeedSink; tally: FileTally } {
    const file = this.files.length;
    const tally: FileTally = { records: 0, rows: 0, problems: [], problemCount: 0, failed: false };
    this.files.push(tally);
    const add = (shard: string, key: string, record: object): void => {
      this.spool.add(shard, { key, file, json: JSON.stringify(record) });
    };
    const sink: FeedSink = {
      source(name, replaces) {
        tally.source = name;
        tally.replaces = replaces;
      },
      row(shard, packageName, row) {
        if (!keeps(shard)) return;
        tally.rows++;
        add(shard, keyOf.package(packageName), row);
      },
      advisory(shard, record) {
        if (keeps(shard)) add(shard, keyOf.advisory(record.id), record);
      },
      detail(cve, record) {
        const shard = detailShardOf(cve);
        if (shard !== undefined) add(shard, keyOf.detail(cve), record);
      },
      lifecycle: (kind, distribution, record) => add(lifecycleShard, keyOf.lifecycle(kind, distribution), record),
      problem(where, what) {
        tally.problemCount++;
        if (tally.problems.length < keptProblems) tally.problems.push(`${where}: ${what}`);
      },
      counted(modified) {
        tally.records++;
        if (modified !== undefined && modified > (tally.newest ?? '')) tally.newest = modified;
      },
    };
    return { sink, tally };
  }

  /** How many files have begun: what comes from now on has this number or a higher one. */
  get begun(): number {
    return this.files.length;
  }

  /**
   * Ends files that were read to their end: their tally becomes part of an earlier one of the same source in `settled`, where
   * there is one. An archive may have hundreds of thousands of files.
   * @param since the number of the first file that may have this tally
   */
  settle(tally: FileTally, settled: Map<string, FileTally>, since = 0): void {
    const { source = '', newest = '' } = tally;
    const first = settled.get(source);
    if (first === undefined) {
      settled.set(source, tally);
      return;
    }
    if (newest > (first.newest ?? '')) first.newest = newest;
    for (let file = since; file < this.files.length; file++) if (this.files[file] === tally) this.files[file] = first;
  }

  /** Writes the shards that changed and then the index. `now` is RFC 3339. */
  commit(now: string, progress: (done: number, total: number) => void): CommitSummary {
    return commitImport({ folders: this.folders, spool: this.spool, files: this.files, now, progress });
  }

  /** Removes the temporary files; the database is untouched unless `commit` has run. */
  end(): void {
    this.spool.remove();
  }
}
