import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SeawallError } from '#model';

/** Folders of the database below a data directory. */
export interface DatabaseFolders {
  /** Holds the index and the lock. */
  root: string;
  shards: string;
  /** Temporary files of the import that holds the lock. */
  spool: string;
}

/** Where the database of a data directory is. */
export function databaseFolders(dataDirectory: string): DatabaseFolders {
  const root = join(dataDirectory, 'db');
  return { root, shards: join(root, 'shards'), spool: join(root, 'spool') };
}

/** Makes the folders for writing. @throws SeawallError (no-verdict) when the place is not writable */
export function makeDatabaseFolders(dataDirectory: string): DatabaseFolders {
  const folders = databaseFolders(dataDirectory);
  try {
    mkdirSync(folders.shards, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new SeawallError('database-unwritable', 'no-verdict', `cannot write to ${folders.root}`, { cause });
  }
  return folders;
}
