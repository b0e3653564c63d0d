import { keysToUpdate, updateData, type UpdatePlan, type UpdateProgress, type UpdateReport } from '#advisory';
import { printable, SeawallError } from '#model';
import { installFrom, isBundlePlace, withBundle } from './bundles.ts';
import { directoryOf } from './data-directory.ts';
import { describeImport } from './describe-import.ts';
import { messages } from './messages.en.ts';
import { parseSeconds } from './options.ts';
import { Progress } from './progress.ts';
import { warn, write, type World } from './world.ts';

const text = messages.db;

/** The flags of `db update`. */
export interface UpdateFlags {
  for?: string;
  from?: string;
  trustedKey?: string;
  timeout: string;
  dataDir?: string;
  quiet?: boolean;
}

/** `db update`: 0 when anything was updated or all is as it was, 3 when nothing could be had. */
export async function updateDatabase(flags: UpdateFlags, world: World): Promise<number> {
  const signal = AbortSignal.timeout(parseSeconds('--timeout', flags.timeout) * 1000);
  if (flags.from !== undefined && isBundlePlace(flags.from)) return updateFromBundle(flags.from, flags, signal, world);
  const from = flags.from === undefined ? undefined : parseMirror(flags.from);
  const dataDirectory = directoryOf(flags, world);
  const keys = keysToUpdate(dataDirectory, flags.for?.split(','));
  if (keys.length === 0) throw new SeawallError('cli/nothing-known', 'usage', text.nothingKnown);
  const report = await update(dataDirectory, keys, { from, signal, quiet: flags.quiet === true }, world);
  await showUpdate(report, flags.quiet === true, world);
  if (somethingHad(report)) return 0;
  throw new SeawallError('cli/nothing-had', 'no-verdict', text.nothingHad);
}

/** What belongs to no ecosystem counts only where nothing else was asked for. */
function somethingHad({ units, without }: UpdateReport): boolean {
  const shards = units.filter(({ beside }) => !beside);
  const asked = shards.length > 0 || without.length > 0 ? shards : units;
  return asked.some(({ outcome }) => outcome !== 'failed');
}

async function updateFromBundle(place: string, flags: UpdateFlags, signal: AbortSignal, world: World): Promise<number> {
  if (flags.for !== undefined) throw new SeawallError('cli/for-bundle', 'usage', text.forBundle);
  const progress = new Progress(world.stderr, flags.quiet === true);
  const options = {
    environment: world.environment,
    signal,
    progress: (step: UpdateProgress) => progress.show(describe(step)),
  };
  const dataDirectory = directoryOf(flags, world);
  try {
    await withBundle(place, dataDirectory, options, (path) => {
      progress.clear();
      return installFrom(path, place, dataDirectory, flags, world);
    });
  } finally {
    progress.clear();
  }
  return 0;
}

/** Fetches with a progress line, and says beforehand how much it is. */
export async function update(
  dataDirectory: string,
  shards: readonly string[],
  { from, signal, quiet }: { from?: URL | undefined; signal: AbortSignal; quiet: boolean },
  { environment, stderr }: World,
): Promise<UpdateReport> {
  const progress = new Progress(stderr, quiet);
  try {
    return await updateData(dataDirectory, shards, {
      now: new Date(),
      ...(from !== undefined && { from }),
      environment,
      signal,
      announce: (plan) => (quiet ? undefined : void announce(plan, stderr)),
      progress: (step) => progress.show(describe(step)),
    });
  } finally {
    progress.clear();
  }
}

/** On standard error: a scan's standard output is its result. */
async function announce({ files, bytes, unsized, seconds }: UpdatePlan, stderr: World['stderr']): Promise<void> {
  if (files > 0) await write(stderr, `${text.plan(files, mebibytes(bytes), unsized, seconds)}\n`);
}

async function showUpdate(
  { units, without, import: imported }: UpdateReport,
  quiet: boolean,
  world: World,
): Promise<void> {
  const { stdout, stderr } = world;
  for (const shard of without) await warn(stderr, text.noSource(shard));
  for (const { title, shards, outcome, why, bytes } of units) {
    const names = shards.join(', ');
    if (outcome === 'failed') await warn(stderr, text.notUpdated(title, names, why ?? ''));
    else if (!quiet) {
      const line = outcome === 'updated' ? text.updated(title, names, mebibytes(bytes)) : text.unchanged(title, names);
      await write(stdout, `${printable(line)}\n`);
    }
  }
  if (imported !== undefined && imported.imported.length > 0 && !quiet) {
    await write(stdout, `${text.shardsWritten(imported.shards.length)}\n`);
  }
}

/** The address of a mirror. @throws SeawallError */
export function parseMirror(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url;
  throw new SeawallError('cli/address', 'usage', text.badAddress(given));
}

function describe(step: UpdateProgress): string {
  if (step.step !== 'fetching') return describeImport(step);
  return text.fetching(step.title, mebibytes(step.bytes), step.total === undefined ? undefined : mebibytes(step.total));
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
