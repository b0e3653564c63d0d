import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { openDatabase } from '#kit/sqlite';

const migrations = [
  `CREATE TABLE layer (digest TEXT PRIMARY KEY, used_day INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE facts (digest TEXT NOT NULL, analyser TEXT NOT NULL, facts BLOB NOT NULL, PRIMARY KEY (digest, analyser)) WITHOUT ROWID;
   CREATE TABLE verified (identity TEXT PRIMARY KEY, digest TEXT NOT NULL, used_day INTEGER NOT NULL) WITHOUT ROWID;`,
];

/** What the cache may take on disk, in bytes of stored facts, before layers that were not used for longest go. */
const sizeLimit = 1024 * 1024 * 1024;
const decompressedLimit = 512 * 1024 * 1024;
const dayMilliseconds = 86_400_000;

/**
 * The facts of layers, by layer digest × versions of the analysers, and the digests of files that were verified earlier.
 * One SQLite file that many processes share. A cache only: whatever is wrong with it, it is made anew.
 */
export class FactsCache {
  readonly #database: DatabaseSync;
  readonly #today: number;

  private constructor(database: DatabaseSync, now: number) {
    this.#database = database;
    this.#today = Math.floor(now / dayMilliseconds);
  }

  /** Opens the cache in `folder`; a damaged one is replaced. `now` is in ms since 1970, UTC. @throws when it cannot be written */
  static open(folder: string, now: number): FactsCache {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'facts.db');
    try {
      return new FactsCache(openDatabase(path, migrations), now);
    } catch {
      for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true });
      return new FactsCache(openDatabase(path, migrations), now);
    }
  }

  /** What is stored of a layer, or of an image, under a key that names the version of what made it. */
  facts(digest: string, key: string): string | undefined {
    const row = this.#database.prepare('SELECT facts FROM facts WHERE digest = ? AND analyser = ?').get(digest, key);
    const blob = row?.['facts'];
    if (!(blob instanceof Uint8Array)) return undefined;
    this.#touch(digest);
    return unpack(blob);
  }

  /** Stores it. `digest` must have been computed from the bytes, never claimed by an archive. */
  keep(digest: string, key: string, facts: string): void {
    const packed = pack(facts);
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#database.prepare('INSERT OR REPLACE INTO layer VALUES (?, ?)').run(digest, this.#today);
      this.#database.prepare('INSERT OR REPLACE INTO facts VALUES (?, ?, ?)').run(digest, key, packed);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The digest that the bytes of this identity were found to have, see `fileIdentity`. */
  verifiedDigest(identity: string): string | undefined {
    const digest = this.#database.prepare('SELECT digest FROM verified WHERE identity = ?').get(identity)?.['digest'];
    return typeof digest === 'string' ? digest : undefined;
  }

  rememberDigest(identity: string, digest: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO verified VALUES (?, ?, ?)').run(identity, digest, this.#today);
  }

  /** Drops what was not used for longest until the stored facts fit the limit (bytes). Cheap when they do. */
  sweep(limit = sizeLimit): void {
    const pages = this.#database
      .prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
      .get();
    if (Number(pages?.['bytes'] ?? 0) <= limit) return;
    this.#database.exec(`
      DELETE FROM layer WHERE digest IN (SELECT digest FROM layer ORDER BY used_day LIMIT (SELECT (count(*) + 1) / 2 FROM layer));
      DELETE FROM facts WHERE digest NOT IN (SELECT digest FROM layer);
      DELETE FROM verified WHERE used_day < ${this.#today - 90};
      VACUUM`);
  }

  close(): void {
    this.#database.close();
  }

  #touch(digest: string): void {
    this.#database
      .prepare('UPDATE layer SET used_day = ? WHERE digest = ? AND used_day < ?')
      .run(this.#today, digest, this.#today);
  }
}

/** Most of what is kept is never read: that it is small matters less than the time it takes. */
const quickly = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

function pack(text: string): Uint8Array {
  return zstdCompressSync(Buffer.from(text), quickly);
}

function unpack(blob: Uint8Array): string {
  return zstdDecompressSync(blob, { maxOutputLength: decompressedLimit }).toString('utf8');
}
