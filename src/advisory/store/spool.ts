import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

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

/** Lines sorted by shard into temporary files, so that an import needs memory for one shard only. */
export class Spool {
  private readonly folder: string;
  private readonly shards = new Map<string, Entry>();
  private buffer = Buffer.alloc(0);

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
    entry.parts.push(`${line.key}\t${line.file}\t${line.json}\n`);
    entry.length += line.key.length + line.json.length + 8;
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

  /** The lines of one shard in the order they came; to be read to the end before those of another. */
  *lines(shard: string): Generator<SpoolLine> {
    const entry = this.shards.get(shard);
    if (entry === undefined) return;
    appendFileSync(entry.path, entry.parts.join(''), { mode: 0o600 });
    entry.parts = [];
    entry.length = 0;
    const bytes = this.read(entry.path);
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf(0x0a, at);
      const line = bytes.toString('utf8', at, end);
      const first = line.indexOf('\t');
      const second = line.indexOf('\t', first + 1);
      yield { key: line.slice(0, first), file: Number(line.slice(first + 1, second)), json: line.slice(second + 1) };
      at = end + 1;
    }
  }

  /** One buffer for all shards, one after the other: garbage of this size would double the memory of an import. */
  private read(path: string): Buffer {
    const descriptor = openSync(path, 'r');
    try {
      const { size } = fstatSync(descriptor);
      if (this.buffer.length < size)
        this.buffer = Buffer.allocUnsafe(Math.max(...this.names().map((shard) => this.size(shard)), size));
      let length = 0;
      while (length < size) {
        const count = readSync(descriptor, this.buffer, length, size - length, length);
        if (count === 0) break;
        length += count;
      }
      return this.buffer.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
