import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFolders } from './database-folder.ts';
import { indexFile } from './index-file.ts';

const fileName = 'declined';

/**
 * True when somebody was asked whether to fetch data and did not want it, and nothing was imported since: whoever brought
 * data after that may be asked again.
 */
export function declinedFetch(dataDirectory: string): boolean {
  const { root } = databaseFolders(dataDirectory);
  const declined = modified(join(root, fileName));
  return declined !== undefined && declined >= (modified(join(root, indexFile)) ?? 0);
}

/** Remembers that data was not wanted. A data directory that cannot be written remembers nothing. */
export function noteDeclinedFetch(dataDirectory: string): void {
  const { root } = databaseFolders(dataDirectory);
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    writeFileSync(join(root, fileName), '', { mode: 0o600 });
  } catch {
    // See above: a scan never fails for this.
  }
}

/** In ms since 1970; undefined when there is no such file. */
function modified(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
