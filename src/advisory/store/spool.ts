import { appendFileSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bufferReclaimer } from '#kit/stream';
import { numberedLine, readNumberedLine, textLines } from './text-lines.ts';

/** One line on its way to a shard. */
export interface SpoolLine {
  key: string;
  /** Number of the import file that it came from: a file that fails half way is left out by it. */
  file: number;
  json: string;
}

interface Entry {
  path: string;
  /** Lines that are not in the file yet. */
  parts: string[];
  length: number;
  /** Numbers of the import files that have lines here. */
  files: Set<number>;
}

const flushLength = 64 * 1024;
/** What is left behind for a character of a line. */
const garbageFactor = 4;

/** Lines sorted by shard into temporary files, so that an import needs memory for a part of one shard only. */
export class Spool {
  private readonly folder: string;
  private readonly shards = new Map<string, Entry>();
  /** What made the lines is garbage by then, and V8 would let it grow to the size of a large file. */
  private readonly reclaim = bufferReclaimer('major');

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  add(shard: string, line: SpoolLine): void {
    let entry = this.shards.get(shard);
    if (entry === undefined) {
      entry = { path: join(this.folder, String(this.shards.size)), parts: [], length: 0, files: new Set() };
      this.shards.set(shard, entry);
    }
    entry.files.add(line.file);
    entry.parts.push(numberedLine(line.key, line.file, line.json));
    const length = line.key.length + line.json.length + 8;
    this.reclaim(length * garbageFactor);
    entry.length += length;
    if (entry.length < flushLength) return;
    appendFileSync(entry.path, entry.parts.join(''), { mode: 0o600 });
    entry.parts = [];
    entry.length = 0;
  }

  names(): string[] {
    return [...this.shards.keys()];
  }

  /** Numbers of the import files that have lines in a shard. */
  files(shard: string): ReadonlySet<number> {
    return this.shards.get(shard)?.files ?? new Set();
  }

  /** Bytes of the lines of a shard, about. */
  size(shard: string): number {
    const { path, length } = this.shards.get(shard) ?? { path: '', length: 0 };
    return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) + 2 * length;
  }

  /** The lines of one shard in the order they came. */
  *lines(shard: string): Generator<SpoolLine> {
    const entry = this.shards.get(shard);
    if (entry === undefined) return;
    appendFileSync(entry.path, entry.parts.join(''), { mode: 0o600 });
    entry.parts = [];
    entry.length = 0;
    for (const line of textLines(entry.path)) {
      const { key, number, json } = readNumberedLine(line);
      yield { key, file: number, json };
    }
  }

  /** Beginning of the paths of temporary files that sorting a shard may take. */
  runs(shard: string): string {
    return `${this.shards.get(shard)?.path ?? join(this.folder, 'none')}.run`;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
