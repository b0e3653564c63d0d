import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SeawallError } from '#model';
import type { DatabaseFolders } from '../store/database-folder.ts';
import { withImportLock } from '../store/import-lock.ts';

/**
 * Runs `work` with the folder for downloads while no other process fetches into it. Its own lock: an import from files
 * need not wait for a slow line. @throws SeawallError (no-verdict) at once when another update runs
 */
export async function withUpdateLock<T>(folders: DatabaseFolders, work: (downloads: string) => Promise<T>): Promise<T> {
  const downloads = join(folders.root, 'downloads');
  mkdirSync(downloads, { recursive: true, mode: 0o700 });
  let begun = false;
  try {
    return await withImportLock(downloads, 0, () => {
      begun = true;
      return work(downloads);
    });
  } catch (cause) {
    if (begun || !(cause instanceof SeawallError) || cause.code !== 'database-locked') throw cause;
    throw new SeawallError('update-locked', 'no-verdict', 'another update of this database is running', { cause });
  }
}
