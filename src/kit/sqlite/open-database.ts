import { DatabaseSync } from 'node:sqlite';

/** One step of a schema: SQL that runs once, in order. The number of steps done is SQLite's `user_version`. */
export type Migration = string;

/**
 * Opens (or creates) a database that several processes may use at once: write-ahead log, a busy time-out of 5 s.
 * Missing migrations run in one transaction.
 * @throws Error of node:sqlite when the file is no database, cannot be written, or is newer than the migrations
 */
export function openDatabase(path: string, migrations: readonly Migration[]): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA trusted_schema = OFF');
    if (versionOf(database) !== migrations.length) migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function migrate(database: DatabaseSync, migrations: readonly Migration[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const done = versionOf(database);
    if (done > migrations.length)
      throw new Error(`schema version ${done} is newer than this program's ${migrations.length}`);
    for (const migration of migrations.slice(done)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
