import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseIndex } from './index-file.ts';

/** How long a replaced file stays for readers that still go by the old index: longer than any scan. */
const graceMs = 2 * 60 * 60 * 1000;

/** Notes which files the next index does not use any more. */
export function retireFiles(next: DatabaseIndex, before: DatabaseIndex, now: string): void {
  const used = new Set([...next.shards.values()].map(({ file }) => file));
  const replaced = [...before.shards.values()].map(({ file }) => file).filter((file) => !used.has(file));
  next.retired = [
    ...next.retired.filter(({ file, since }) => !used.has(file) && !isOver(since, now)),
    ...replaced.map((file) => ({ file, since: now })),
  ];
}

/**
 * Deletes shard files that nobody needs: left by a killed import, or replaced long enough ago.
 * Only under the import lock: a running import has files that no index names yet.
 */
export function sweepShards(folder: string, index: DatabaseIndex, now: string): void {
  const wanted = new Set([...index.shards.values()].map(({ file }) => file));
  for (const { file, since } of index.retired) if (!isOver(since, now)) wanted.add(file);
  for (const name of readdirSync(folder)) {
    if (!wanted.has(name)) rmSync(join(folder, name), { force: true });
  }
}

/** A clock that was set back keeps files longer, never shorter. */
function isOver(since: string, now: string): boolean {
  return Date.parse(now) - Date.parse(since) > graceMs;
}
