import { join } from 'node:path';
import type { AdvisoryRecord } from '../advisory-row.ts';
import { openInput } from '../input/open-input.ts';
import { walkPaths } from '../input/walk-paths.ts';
import { collect, type Collected } from './collect.fixture.ts';
import type { Feed } from './feed.ts';

/** The folder of real advisories, which are no part of the repository; empty when there is none. */
export const realAdvisories = process.env['SEAWALL_ADVISORIES'] ?? '';

/** What a feed makes of every file in a real one, which may be packed. @throws Error for one that it does not recognise */
export async function collectReal(feed: Feed, name: string): Promise<Collected[]> {
  const found: Collected[] = [];
  for await (const { path } of walkPaths([join(realAdvisories, name)])) {
    for await (const file of openInput({ path, container: path })) {
      if ('skip' in file) throw new Error(`${file.path}: ${file.skip}`);
      if (!feed.recognise(file.head)) throw new Error(`${file.path} is not recognised`);
      found.push(await collect(feed, file.chunks));
    }
  }
  return found;
}

/** The details of all files, by CVE. */
export function detailsOf(found: readonly Collected[]): Map<string, AdvisoryRecord> {
  return new Map(found.flatMap(({ details }) => details));
}
