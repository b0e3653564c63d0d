import { rmSync } from 'node:fs';
import { SeawallError } from '#model';
import type { Feed, FeedFile } from './feeds/feed.ts';
import { feeds } from './feeds/feeds.ts';
import type { ImportedFile, ImportOptions, ImportReport } from './importer.ts';
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
  const folders = makeDatabaseFolders(dataDirectory);
  options.progress?.({ step: 'waiting' });
  return withImportLock(folders.root, options.lockWaitMs ?? 60_000, () => importLocked(folders, paths, options));
}

async function importLocked(
  folders: DatabaseFolders,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  // What a killed import left behind; the lock says that no other is at work.
  rmSync(folders.spool, { recursive: true, force: true });
  const session = new ImportSession(folders);
  const report: ImportReport = { imported: [], skipped: [], shards: [], removed: [] };
  try {
    const byContainer = new Map<string, ImportedFile>();
    for await (const found of walkPaths(paths)) {
      const skippedBefore = report.skipped.length;
      let read = 0;
      for await (const file of openInput(found)) read += await importFile(session, file, report, byContainer, options);
      if (read === 0) foldSkipped(report, found.path, skippedBefore);
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

/** An archive with nothing in it for us is one skipped file, not thousands. */
function foldSkipped(report: ImportReport, path: string, from: number): void {
  const members = report.skipped.slice(from);
  if (members.length < 2 || members.some(({ reason }) => reason !== unknownForm)) return;
  report.skipped.splice(from, members.length, { path, reason: `none of its ${members.length} files is ${formName}` });
}

const formName = 'a form of vulnerability data that is known';
const unknownForm = `not ${formName}`;

/** Reads one file into the session; returns how many were taken, 1 or 0. */
async function importFile(
  session: ImportSession,
  file: InputFile,
  report: ImportReport,
  byContainer: Map<string, ImportedFile>,
  options: ImportOptions,
): Promise<number> {
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
  const { sink, tally } = session.begin();
  try {
    await feed.read(file, sink);
  } catch (error) {
    if (!(error instanceof SeawallError)) throw error;
    tally.failed = true;
    report.skipped.push({ path: file.path, reason: `${feed.title}: ${error.message}` });
    return 0;
  }
  addToReport(report, byContainer, feed, file, tally);
  options.progress?.({ step: 'reading', path: file.path, rows: tally.rows });
  return 1;
}

function addToReport(
  report: ImportReport,
  byContainer: Map<string, ImportedFile>,
  feed: Feed,
  file: FeedFile,
  tally: FileTally,
): void {
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
