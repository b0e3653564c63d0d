import type { HttpClientOptions, HttpClock } from '#kit/http';
import { shardOfName } from './ecosystems.ts';
import { databaseFolders } from './store/database-folder.ts';
import { readIndex } from './store/index-file.ts';
import { isDetailShard, lifecycleShard } from './store/keys.ts';
import { wantedShards } from './store/wanted-shards.ts';
import { planUpdate, upstreams } from './update/upstreams.ts';
import type { ImportProgress, ImportReport } from './importer.ts';

/** What an update is about to do. */
export interface UpdatePlan {
  /** Files to fetch, and those that the server says have not changed. */
  files: number;
  unchanged: number;
  /** Bytes of the files whose size the server tells, and how many tell none. */
  bytes: number;
  unsized: number;
  /** Expected time, import included, by the speed of the last update. */
  seconds: number;
  /** Shards that no upstream has. */
  without: string[];
}

/** What became of one source. */
export interface UnitResult {
  title: string;
  shards: string[];
  /** True for what belongs to no ecosystem: it comes along, and does not decide whether an update succeeded. */
  beside: boolean;
  outcome: 'updated' | 'unchanged' | 'failed';
  /** Why it failed, one line. */
  why?: string;
  bytes: number;
}

export interface UpdateReport {
  units: UnitResult[];
  without: string[];
  /** Absent when nothing had to be imported. */
  import?: ImportReport;
}

export type UpdateProgress = ImportProgress | { step: 'fetching'; title: string; bytes: number; total?: number };

export interface UpdateOptions {
  now: Date;
  /** A mirror that serves the same paths, instead of the upstreams. */
  from?: URL;
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  announce?: (plan: UpdatePlan) => void;
  progress?: (progress: UpdateProgress) => void;
  /** Passed in by tests. */
  clock?: HttpClock;
  timeouts?: HttpClientOptions['timeouts'];
  retry?: HttpClientOptions['retry'];
}

/**
 * Fetches the public sources of some shards, and of what `keysToUpdate` gives besides, and imports them. A source that fails leaves the others, and what the
 * database has of it, as they are. This is the only place of Seawall that fetches advisories.
 * @throws SeawallError (no-verdict) when the database cannot be read or written, or another update runs
 */
export async function updateData(
  dataDirectory: string,
  shards: readonly string[],
  options: UpdateOptions,
): Promise<UpdateReport> {
  const { runUpdate } = await import('./update/run-update.ts');
  return runUpdate(dataDirectory, shards, options);
}

/** The shards that the database has, and those that scans asked for and did not find. */
export function knownShards(dataDirectory: string): string[] {
  const { shards } = readIndex(databaseFolders(dataDirectory).root);
  const held = [...shards.keys()].filter((shard) => !isDetailShard(shard) && shard !== lifecycleShard);
  return [...new Set([...held, ...wantedShards(dataDirectory)])].toSorted();
}

/**
 * The hosts that `updateData` would fetch some shards from, or that of the mirror; none where no public source has any.
 * A mirror's address that is none is left for `updateData` to refuse.
 */
export function fetchHosts(shards: readonly string[], mirror = ''): string[] {
  const origins = planUpdate(shards).units.map(({ upstream }) => (mirror === '' ? upstream.origin : mirror));
  return [...new Set(origins.map((origin) => (URL.canParse(origin) ? new URL(origin).host : origin)))];
}

/**
 * What an update fetches: the shards that are named, else those that are known; and with any of them everything that
 * belongs to no ecosystem, such as which CVEs are exploited. That may also be named alone, by the id of its upstream.
 * Empty when nothing is named or known. @throws SeawallError (usage) for a name that means nothing
 */
export function keysToUpdate(dataDirectory: string, names: readonly string[] | undefined): string[] {
  const besides = upstreams.filter(({ brings }) => brings !== undefined);
  const ids = besides.map(({ id }) => id);
  const keyOf = (name: string): string => ids.find((id) => id === name.trim().toLowerCase()) ?? shardOfName(name);
  const held = heldSources(dataDirectory);
  const known = (): string[] => [
    ...knownShards(dataDirectory),
    ...besides.filter(({ brings }) => held.has(brings ?? '')).map(({ id }) => id),
  ];
  const keys = names?.map(keyOf) ?? known();
  return keys.every((key) => ids.includes(key)) ? keys : [...new Set([...keys, ...ids])];
}

function heldSources(dataDirectory: string): Set<string> {
  const { shards } = readIndex(databaseFolders(dataDirectory).root);
  return new Set([...shards.values()].flatMap(({ sources }) => sources.map(({ name }) => name)));
}

/** A file to fetch as it is, such as a bundle on a web server. */
export type FetchOptions = Pick<UpdateOptions, 'environment' | 'signal' | 'progress' | 'clock' | 'timeouts' | 'retry'>;

/**
 * Fetches one file into the data directory, as `updateData` fetches sources, hands it to `use`, and removes it.
 * @throws SeawallError when it cannot be had, and what `use` throws
 */
export async function withFetchedFile<T>(
  dataDirectory: string,
  url: URL,
  options: FetchOptions,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const { fetchFileFor } = await import('./update/fetch-file.ts');
  return fetchFileFor(dataDirectory, url, options, use);
}
