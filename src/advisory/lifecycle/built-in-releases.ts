import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SeawallError } from '#model';
import type { ReleaseLifecycle } from './release-lifecycle.ts';

/** The table that comes with the program, for distributions that publish their dates in no form to import. */
export function builtInFile(): string {
  const root = import.meta.filename.endsWith('.ts') ? '../../..' : '..';
  return resolve(import.meta.dirname, root, 'data/lifecycle.csv');
}

/** The releases of that table, by os-release id. @throws SeawallError (no-verdict) when it cannot be read */
export function builtInReleases(file = builtInFile()): ReadonlyMap<string, ReleaseLifecycle[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const message = `the dates of releases that come with seawall cannot be read: ${file}; install seawall again`;
    throw new SeawallError('lifecycle-unreadable', 'no-verdict', message, { cause });
  }
  const found = new Map<string, ReleaseLifecycle[]>();
  for (const line of text.trimEnd().split('\n').slice(1)) {
    const [distribution = '', id = '', supportEnds = '', endOfLife = '', source = ''] = line.split(',');
    found.set(distribution, [...(found.get(distribution) ?? []), { id, source, supportEnds, endOfLife }]);
  }
  return found;
}
