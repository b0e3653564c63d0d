import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { compareVersions, databaseStatus, importPaths, isBundle, type ImportReport } from '#advisory';
import { printable, SeawallError } from '#model';
import { installFrom } from './bundles.ts';
import { directoryOf } from './data-directory.ts';
import { describeImport } from './describe-import.ts';
import { messages } from './messages.en.ts';
import { Progress } from './progress.ts';
import { warn, write, type World } from './world.ts';

const text = messages.db;

/** `db status`: every source of every shard, and how old it is. */
export async function showStatus(flags: { dataDir?: string }, world: World): Promise<number> {
  const status = databaseStatus(directoryOf(flags, world));
  const summary = printable(text.summary(status.folder, Math.ceil(status.bytes / 1024 ** 2), status.details));
  if (status.sources.length === 0) {
    await write(world.stdout, `${printable(text.empty(status.folder))}\n`);
    if (status.details > 0) await write(world.stdout, `${summary}\n`);
    return 0;
  }
  const rows = status.sources.map(({ shard, source, records, imported, newest }) => [
    shard,
    source,
    String(records),
    newest?.slice(0, 10) ?? '-',
    imported.slice(0, 10),
  ]);
  await write(world.stdout, columns([text.columns, ...rows]));
  await write(world.stdout, `${summary}\n`);
  return 0;
}

/** The flags of `db import`. */
export interface ImportFlags {
  trustedKey?: string;
  dataDir?: string;
  quiet?: boolean;
}

/** `db import`: imports what is recognised, names what is not; 0 if anything was imported. Bundles come first. */
export async function importData(given: readonly string[], flags: ImportFlags, world: World): Promise<number> {
  const bundles = given.filter((path) => isBundle(path));
  for (const path of bundles) await installFrom(path, path, directoryOf(flags, world), flags, world);
  const paths = given.filter((path) => !bundles.includes(path));
  return paths.length === 0 ? 0 : importFiles(paths, flags, world);
}

async function importFiles(paths: readonly string[], flags: ImportFlags, world: World): Promise<number> {
  const progress = new Progress(world.stderr, flags.quiet === true);
  const report = await importPaths(directoryOf(flags, world), paths, {
    now: new Date(),
    progress: (step) => progress.show(describeImport(step)),
  });
  progress.clear();
  for (const { path, reason } of report.skipped) await warn(world.stderr, text.skipped(path, reason));
  if (report.imported.length === 0) throw new SeawallError('cli/nothing-imported', 'usage', text.nothingImported);
  if (flags.quiet !== true) await showImport(report, world);
  return 0;
}

async function showImport({ imported, shards }: ImportReport, { stdout, stderr }: World): Promise<void> {
  for (const { path, feed, records, rows, problems, problemCount } of imported) {
    await write(stdout, `${printable(text.imported(path, feed, records, rows))}\n`);
    for (const problem of problems) await warn(stderr, `${path}: ${problem}`);
    if (problemCount > problems.length) await warn(stderr, text.moreProblems(path, problemCount - problems.length));
  }
  await write(stdout, `${text.shardsWritten(shards.length)}\n`);
}

/** `db compare ECOSYSTEM A B`, or `-` for tab-separated pairs on standard input, one answer a line. */
export async function compare(ecosystem: string, versions: readonly string[], world: World): Promise<number> {
  const [a, b] = versions;
  if (a === '-' && b === undefined) return comparePairs(ecosystem, world);
  if (a === undefined || b === undefined || versions.length > 2)
    throw new SeawallError('cli/compare', 'usage', text.needsTwo);
  const order = compareVersions(ecosystem, a, b);
  await write(world.stdout, `${order}\n`);
  if (order === '?') throw new SeawallError('cli/version', 'usage', text.invalid(a, b, ecosystem));
  return 0;
}

async function comparePairs(ecosystem: string, { stdin, stdout }: World): Promise<number> {
  // An unknown ecosystem is an error before the first line is read.
  compareVersions(ecosystem, '1', '1');
  let pending = '';
  for await (const line of createInterface({ input: Readable.from(stdin), crlfDelay: Number.POSITIVE_INFINITY })) {
    const [a, b] = line.split('\t');
    pending += `${a === undefined || b === undefined ? '?' : compareVersions(ecosystem, a, b)}\n`;
    if (pending.length < 16_384) continue;
    await write(stdout, pending);
    pending = '';
  }
  await write(stdout, pending);
  return 0;
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
