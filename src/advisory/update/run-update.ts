import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createHttpClient, type HttpClient, systemClock } from '#kit/http';
import { SeawallError } from '#model';
import { importUnits } from '../import-paths.ts';
import { type DatabaseFolders, makeDatabaseFolders } from '../store/database-folder.ts';
import { type DatabaseIndex, readIndex } from '../store/index-file.ts';
import type { UnitResult, UpdateOptions, UpdatePlan, UpdateReport } from '../updater.ts';
import { addressOf, download } from './download.ts';
import { conditionOf, readUpdateState, type UpdateState, type Validators, writeUpdateState } from './update-state.ts';
import { withUpdateLock } from './update-lock.ts';
import { planUpdate, type UpdateUnit } from './upstreams.ts';

/** Bytes a second, import included, that are expected before there was an update to learn from. */
const firstRate = 2_000_000;

/** One file of a unit, on its way. */
interface UpdateFile {
  url: URL;
  path: string;
  known: Validators | undefined;
  /** What the server says in advance: bytes to come where it tells, or that there is nothing new. */
  ahead: { bytes?: number; unchanged?: true };
  /** Set when it was fetched. */
  validators?: Validators;
}

interface UnitWork {
  unit: UpdateUnit;
  files: UpdateFile[];
  result: UnitResult;
}

/** See `updateData`. */
export async function runUpdate(
  dataDirectory: string,
  shards: readonly string[],
  options: UpdateOptions,
): Promise<UpdateReport> {
  const folders = makeDatabaseFolders(dataDirectory);
  return withUpdateLock(folders, (downloads) => updateLocked(dataDirectory, folders, downloads, shards, options));
}

async function updateLocked(
  dataDirectory: string,
  folders: DatabaseFolders,
  downloads: string,
  shards: readonly string[],
  options: UpdateOptions,
): Promise<UpdateReport> {
  const { environment, clock = systemClock, timeouts = {}, retry = {} } = options;
  const http = createHttpClient({ environment, clock, timeouts, retry });
  // A size that is not told is no reason to wait.
  const once = createHttpClient({ environment, clock, timeouts, retry: { attempts: 1 } });
  try {
    const state = readUpdateState(folders.root);
    const { units, without } = planUpdate(shards);
    const index = readIndex(folders.root);
    const work: UnitWork[] = [];
    for (const unit of units) {
      const named = await nameLatest(unit, http, options);
      work.push('unit' in named ? named : workOf(named, folders, index, state, options));
    }
    for (const { files } of work) for (const file of files) await lookAhead(once, file, options);
    options.announce?.(planOf(work, without, state));
    const started = clock.now();
    const bytes = await fetchAll(work, http, options);
    const report = await importAll(dataDirectory, work, without, options);
    remember(folders, state, work, options.now, bytes / Math.max(0.001, (clock.now() - started) / 1000));
    removeFetched(downloads);
    return report;
  } finally {
    http.close();
    once.close();
  }
}

/** A list of mirrors, an index of a repository. */
const maxNaming = 256 * 1024;

/** The unit as its upstream names its files now, or what became of it when that cannot be had. */
async function nameLatest(unit: UpdateUnit, http: HttpClient, options: UpdateOptions): Promise<UpdateUnit | UnitWork> {
  const { upstream, shards, place } = unit;
  if (upstream.latest === undefined) return unit;
  try {
    const latest = await upstream.latest((path) => readSmall(urlOf(unit, path, options), http, options), place);
    return { ...unit, paths: unit.paths.map((path) => path.replace('{latest}', latest)) };
  } catch (error) {
    if (!(error instanceof SeawallError)) throw error;
    const { title, brings } = upstream;
    const outcome = 'failed' as const;
    const result = { title, shards, beside: brings !== undefined, outcome, why: error.message, bytes: 0 };
    return { unit, files: [], result };
  }
}

async function readSmall(url: URL, http: HttpClient, { signal }: UpdateOptions): Promise<string> {
  const response = await http.request({ url, signal });
  if (response.status === 200) return response.text(maxNaming);
  response.discard();
  const what = `${addressOf(url)}: the server answered HTTP ${response.status}`;
  throw new SeawallError('update-refused', 'no-verdict', what);
}

/** A path at the upstream, or at the mirror that is given instead. */
function urlOf({ upstream }: UpdateUnit, path: string, { from }: UpdateOptions): URL {
  const url = new URL(from ?? upstream.origin);
  url.pathname = url.pathname.replace(/\/$/, '') + path;
  return url;
}

function workOf(
  unit: UpdateUnit,
  folders: DatabaseFolders,
  index: DatabaseIndex,
  state: UpdateState,
  options: UpdateOptions,
): UnitWork {
  const files = unit.paths.map((path) => {
    const url = urlOf(unit, path, options);
    const fetched = state.files.get(addressOf(url));
    const known = fetched !== undefined && isInDatabase(fetched.imported, unit, index) ? fetched : undefined;
    const place = join(folders.root, 'downloads', unit.upstream.id, ...path.split('/').map(decodeURIComponent));
    return { url, path: place, known, ahead: {} };
  });
  const { upstream, shards } = unit;
  const beside = upstream.brings !== undefined;
  return { unit, files, result: { title: upstream.title, shards, beside, outcome: 'unchanged', bytes: 0 } };
}

/** What was fetched counts as known only while the database holds what that import brought. */
function isInDatabase(imported: string, { ecosystem, upstream }: UpdateUnit, index: DatabaseIndex): boolean {
  for (const [shard, { sources }] of index.shards) {
    const own =
      ecosystem === undefined
        ? sources.filter(({ name }) => name === upstream.brings)
        : baseOf(shard) === ecosystem
          ? sources
          : [];
    if (own.some((source) => source.imported === imported)) return true;
  }
  return false;
}

function baseOf(shard: string): string {
  return shard.split(':', 1)[0] ?? shard;
}

/** Asks for the size. What fails here fails again, and is said, when the file is fetched. */
async function lookAhead(http: HttpClient, file: UpdateFile, { signal }: UpdateOptions): Promise<void> {
  const known = file.known ?? {};
  try {
    const response = await http.request({ url: file.url, method: 'HEAD', headers: conditionOf(known), signal });
    response.discard();
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    if (response.status === 304 && file.known !== undefined) file.ahead = { unchanged: true };
    else if (response.status === 200 && Number.isSafeInteger(length)) file.ahead = { bytes: length };
  } catch (error) {
    if (!(error instanceof SeawallError)) throw error;
  }
}

function planOf(work: readonly UnitWork[], without: string[], state: UpdateState): UpdatePlan {
  const files = work.flatMap((item) => item.files);
  const bytes = files.reduce((sum, { ahead }) => sum + (ahead.bytes ?? 0), 0);
  return {
    files: files.filter(({ ahead }) => ahead.unchanged !== true).length,
    unchanged: files.filter(({ ahead }) => ahead.unchanged === true).length,
    bytes,
    unsized: files.filter(({ ahead }) => ahead.unchanged !== true && ahead.bytes === undefined).length,
    seconds: Math.ceil(bytes / (state.rate ?? firstRate)),
    without,
  };
}

/** One file after the other: upstreams are public goods, and the line is mostly the bound. Gives the bytes fetched. */
async function fetchAll(work: readonly UnitWork[], http: HttpClient, options: UpdateOptions): Promise<number> {
  for (const { unit, files, result } of work) {
    try {
      for (const file of files) result.bytes += await fetchFile(file, unit, http, options);
    } catch (error) {
      if (!(error instanceof SeawallError)) throw error;
      result.outcome = 'failed';
      result.why = error.message;
    }
  }
  return work.reduce((sum, { result }) => sum + result.bytes, 0);
}

async function fetchFile(
  file: UpdateFile,
  { upstream }: UpdateUnit,
  http: HttpClient,
  { signal, clock = systemClock, from, progress }: UpdateOptions,
): Promise<number> {
  if (file.ahead.unchanged === true) return 0;
  const { url, path, known } = file;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const came = (bytes: number, total: number | undefined): void =>
    progress?.({ step: 'fetching', title: upstream.title, bytes, ...(total !== undefined && { total }) });
  const checksumBeside = from !== undefined;
  const result = await download({ http, clock, signal, url, path, known, checksumBeside, progress: came });
  if (result.kind === 'unchanged') return 0;
  file.validators = result.validators;
  return result.bytes;
}

/** All units in one import: readers change over once. Files of units that failed to come whole are left out. */
async function importAll(
  dataDirectory: string,
  work: readonly UnitWork[],
  without: string[],
  { now, progress }: UpdateOptions,
): Promise<UpdateReport> {
  const ready = work.filter(
    ({ result, files }) => result.outcome !== 'failed' && files.some((file) => file.validators),
  );
  const units = ready.map(({ unit, files }) => ({
    paths: files.filter((file) => file.validators !== undefined).map(({ path }) => path),
    whole: true,
    keeps: (shard: string) => baseOf(shard) === unit.ecosystem,
  }));
  const report =
    units.length === 0 ? undefined : await importUnits(dataDirectory, units, { now, ...(progress && { progress }) });
  const taken = new Set(report?.imported.map(({ path }) => path));
  for (const [at, { result }] of ready.entries()) {
    const paths = units[at]?.paths ?? [];
    result.outcome = paths.every((path) => taken.has(path)) ? 'updated' : 'failed';
    const skipped = report?.skipped.find(({ path }) => paths.some((own) => path.startsWith(own)));
    if (result.outcome === 'failed') result.why = skipped?.reason ?? 'holds nothing that can be used';
  }
  return { units: work.map(({ result }) => result), without, ...(report !== undefined && { import: report }) };
}

function remember(
  { root }: DatabaseFolders,
  state: UpdateState,
  work: readonly UnitWork[],
  now: Date,
  rate: number,
): void {
  let fetched = false;
  for (const { files, result } of work) {
    if (result.outcome !== 'updated') continue;
    for (const { url, validators } of files) {
      if (validators === undefined) continue;
      fetched = true;
      state.files.set(addressOf(url), { ...validators, imported: now.toISOString() });
    }
  }
  if (fetched) writeUpdateState(root, { ...state, rate });
}

/** Whole files have been imported or refused; parts stay for the next attempt. */
function removeFetched(downloads: string): void {
  for (const entry of readdirSync(downloads, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath === downloads || /\.part(?:\.json)?$/.test(entry.name)) continue;
    rmSync(join(entry.parentPath, entry.name), { force: true });
  }
}
