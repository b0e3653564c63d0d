import { rmSync } from 'node:fs';
import { SeawallError } from '#model';
import type { Feed, FeedFile } from './feeds/feed.ts';
import { feeds } from './feeds/feeds.ts';
import type { ImportedFile, ImportOptions, ImportReport, ImportUnit } from './importer.ts';
import type { InputFile } from './input/input-file.ts';
import { openInput } from './input/open-input.ts';
import { walkPaths } from './input/walk-paths.ts';
import { type DatabaseFolders, makeDatabaseFolders } from './store/database-folder.ts';
import { withImportLock } from './store/import-lock.ts';
import { type FileTally, ImportSession } from './store/import-session.ts';

/**
 * Imports everything below the paths that a feed recognises, in one step: readers see all of it or nothing.
 * Rows of the same source from an earlier import are replaced; other sources stay.
 * @throws SeawallError: usage for a path that does not exist, no-verdict when the database cannot be locked or written
 */
export async function importPaths(
  dataDirectory: string,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  return importUnits(dataDirectory, [{ paths }], options);
}

/** As `importPaths`, for several units, of which one that cannot be used leaves the others alone. */
export async function importUnits(
  dataDirectory: string,
  units: readonly ImportUnit[],
  options: ImportOptions,
): Promise<ImportReport> {
  const folders = makeDatabaseFolders(dataDirectory);
  options.progress?.({ step: 'waiting' });
  return withImportLock(folders.root, options.lockWaitMs ?? 60_000, () => importLocked(folders, units, options));
}

async function importLocked(
  folders: DatabaseFolders,
  units: readonly ImportUnit[],
  options: ImportOptions,
): Promise<ImportReport> {
  // What a killed import left behind; the lock says that no other is at work.
  rmSync(folders.spool, { recursive: true, force: true });
  const session = new ImportSession(folders);
  const report: ImportReport = { imported: [], skipped: [], shards: [], removed: [] };
  try {
    for (const unit of units) {
      const { imported, skipped } = await importUnit(session, unit, options);
      report.imported.push(...imported);
      report.skipped.push(...skipped);
    }
    if (report.imported.length > 0) {
      const progress = (done: number, total: number): void => options.progress?.({ step: 'writing', done, total });
      Object.assign(report, session.commit(options.now.toISOString(), progress));
    }
    return report;
  } catch (cause) {
    if (cause instanceof SeawallError || !(cause instanceof Error) || !('syscall' in cause)) throw cause;
    const message = `cannot write the vulnerability database: ${cause.message}; nothing was changed`;
    throw new SeawallError('database-unwritable', 'no-verdict', message, { cause });
  } finally {
    session.end();
    rmSync(folders.spool, { recursive: true, force: true });
  }
}

/** What is being read, and what came of it so far. */
interface UnitReading {
  session: ImportSession;
  unit: ImportUnit;
  options: ImportOptions;
  report: ImportReport;
  byContainer: Map<string, ImportedFile>;
  /** By source, what was read to its end of the present file or archive. */
  settled: Map<string, FileTally>;
}

async function importUnit(session: ImportSession, unit: ImportUnit, options: ImportOptions): Promise<ImportReport> {
  const report: ImportReport = { imported: [], skipped: [], shards: [], removed: [] };
  const reading: UnitReading = { session, unit, options, report, byContainer: new Map(), settled: new Map() };
  const all = new Map<string, FileTally>();
  let complete = true;
  for await (const found of walkPaths(unit.paths)) {
    const skippedBefore = report.skipped.length;
    const begunBefore = session.begun;
    reading.settled = new Map();
    let read = 0;
    let broken = false;
    for await (const file of openInput(found)) {
      broken ||= 'skip' in file && file.broken === true;
      read += await importFile(reading, file);
    }
    if (broken) {
      read = 0;
      leaveOut(reading, found.path);
    } else for (const tally of reading.settled.values()) session.settle(tally, all, begunBefore);
    if (read === 0) foldSkipped(report, found.path, skippedBefore);
    complete &&= read > 0;
  }
  if (unit.whole !== true || complete) return report;
  for (const tally of all.values()) tally.failed = true;
  const left = report.imported.map(({ path }) => ({ path, reason: 'left out with what it belongs to' }));
  return { ...report, imported: [], skipped: [...report.skipped, ...left] };
}

/** Takes back what was read of an archive that turned out to be damaged: a part of it would pass for all. */
function leaveOut({ report, byContainer, settled }: UnitReading, path: string): void {
  for (const tally of settled.values()) tally.failed = true;
  report.imported = report.imported.filter((entry) => entry.path !== path);
  for (const [label, entry] of byContainer) if (entry.path === path) byContainer.delete(label);
}

/** An archive with nothing in it for us is one skipped file, not thousands. */
function foldSkipped(report: ImportReport, path: string, from: number): void {
  const members = report.skipped.slice(from);
  if (members.length < 2 || members.some(({ reason }) => reason !== unknownForm)) return;
  report.skipped.splice(from, members.length, { path, reason: `none of its ${members.length} files is ${formName}` });
}

const formName = 'a form of vulnerability data that is known';
const unknownForm = `not ${formName}`;

/** Reads one file into the session; returns how many were taken, 1 or 0. */
async function importFile(reading: UnitReading, file: InputFile): Promise<number> {
  const { session, unit, options, report } = reading;
  if ('skip' in file) {
    report.skipped.push({ path: file.path, reason: file.skip });
    return 0;
  }
  const feed = feeds.find((candidate) => candidate.recognise(file.head));
  if (feed === undefined) {
    await file.chunks[Symbol.asyncIterator]().return?.();
    report.skipped.push({ path: file.path, reason: unknownForm });
    return 0;
  }
  const number = session.begun;
  const { sink, tally } = session.begin(unit.keeps);
  try {
    await feed.read(file, sink);
  } catch (error) {
    if (!(error instanceof SeawallError)) throw error;
    tally.failed = true;
    report.skipped.push({ path: file.path, reason: `${feed.title}: ${error.message}` });
    return 0;
  }
  addToReport(reading, feed, file, tally);
  session.settle(tally, reading.settled, number);
  options.progress?.({ step: 'reading', path: file.path, rows: tally.rows });
  return 1;
}

function addToReport({ report, byContainer }: UnitReading, feed: Feed, file: FeedFile, tally: FileTally): void {
  // One entry per container and feed: five thousand single records of a zip are one thing to a reader.
  const path = file.path.includes('!') ? file.path.slice(0, file.path.indexOf('!')) : file.path;
  const label = `${feed.id}\0${file.container}`;
  let entry = byContainer.get(label);
  if (entry === undefined) {
    entry = { path, feed: feed.id, files: 0, records: 0, rows: 0, problems: [], problemCount: 0 };
    byContainer.set(label, entry);
    report.imported.push(entry);
  }
  entry.files++;
  entry.records += tally.records;
  entry.rows += tally.rows;
  entry.problems = [...entry.problems, ...tally.problems].slice(0, 10);
  entry.problemCount += tally.problemCount;
}
