import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFolders } from './database-folder.ts';
import { indexFile } from './index-file.ts';

/**
 * Names the state of the database: every import, update or installed bundle gives it another name.
 * Undefined where there is no database. What was read under a name asked for before is of that state or a newer one.
 */
export function databaseState(dataDirectory: string): string | undefined {
  try {
    const index = readFileSync(join(databaseFolders(dataDirectory).root, indexFile));
    return createHash('sha256').update(index).digest('hex');
  } catch {
    // Whatever is wrong with it is said by whoever opens the database.
    return undefined;
  }
}
