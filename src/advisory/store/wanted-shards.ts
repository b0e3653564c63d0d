import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFolders } from './database-folder.ts';

const fileName = 'wanted.json';
/** More than there are releases and ecosystems that anybody scans. */
const maxShards = 200;

/** Shards that scans asked for and did not find, sorted. */
export function wantedShards(dataDirectory: string): string[] {
  try {
    const list = JSON.parse(readFileSync(join(databaseFolders(dataDirectory).root, fileName), 'utf8')) as unknown;
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string').slice(0, maxShards) : [];
  } catch {
    // None yet; and a damaged note is no more than a note that is missing.
    return [];
  }
}

/**
 * Remembers shards that a scan asked for, for the next `db update`. Two scans at once may lose one another's note, and a
 * data directory that cannot be written keeps none: the next scan notes it again.
 */
export function noteWantedShards(dataDirectory: string, shards: readonly string[]): void {
  const known = wantedShards(dataDirectory);
  const all = [...new Set([...known, ...shards])].toSorted().slice(0, maxShards);
  if (all.length === known.length) return;
  const { root } = databaseFolders(dataDirectory);
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    const temporary = join(root, `${fileName}.${process.pid}`);
    writeFileSync(temporary, JSON.stringify(all), { mode: 0o600 });
    renameSync(temporary, join(root, fileName));
  } catch {
    // See above: a scan never fails for this.
  }
}
