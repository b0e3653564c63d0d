import { writeFile } from 'node:fs/promises';
import { compareVersions } from '#advisory';
import { parsePlatform } from '#image';
import { SeawallError, severities, type PackageType, type ScanResult } from '#model';
import { exitCode } from '#policy';
import { formats, type RenderOptions } from '#report';
import { scan, scanKinds, type ScanOptions } from '#scan';
import type { ScanFlags } from './commands/scan.ts';
import { directoryOf } from './data-directory.ts';
import { readVex } from './vex.ts';
import { readExceptions, sayExpired, sayUnused } from './exceptions.ts';
import { messages } from './messages.en.ts';
import { parseChoice, parseDays, parseList, parseSeconds } from './options.ts';
import { Progress } from './progress.ts';
import { isTerminal, warn, write, type World } from './world.ts';

const text = messages.scan;
const formatIds = formats.map(({ id }) => id);

/** Runs `scan image`: scans, prints, writes the files asked for. Gives the exit code of the contract. */
export async function scanImage(reference: string, flags: ScanFlags, world: World): Promise<number> {
  // Everything that a user can get wrong is checked before any work is done.
  const outputs = [
    parseChoice('--format', flags.format, formatIds),
    ...flags.output.map((given) => parseOutput(given)),
  ];
  const progress = new Progress(world.stderr, flags.quiet === true);
  const options = scanOptions(flags, world, progress);
  const shown = renderOptions(flags, world);
  const exceptions = await readExceptions(reference, flags, world);
  const vex = await readVex(flags, world);
  let result: ScanResult;
  try {
    result = await scan(reference, { ...options, exceptions, vex });
  } finally {
    progress.clear();
  }
  for (const output of outputs) {
    if (typeof output === 'string') await print(result, output, shown, world);
    else await writeOutput(result, output, shown);
  }
  const [first] = result.problems;
  if (first !== undefined && flags.quiet !== true) {
    await warn(world.stderr, text.partial(result.problems.length, `${first.where}: ${first.what}`));
  }
  if (flags.quiet !== true) await sayExpired(exceptions, result, world);
  if (flags.debug === true) await sayUnused(exceptions, result, world);
  return exitCode(result);
}

function scanOptions(flags: ScanFlags, world: World, progress: Progress): ScanOptions {
  const { environment } = world;
  const signal = AbortSignal.timeout(parseSeconds('--timeout', flags.timeout) * 1000);
  const dataDirectory = directoryOf(flags, world);
  return {
    kinds: new Set(flags.only === undefined ? scanKinds : parseList('--only', flags.only, scanKinds)),
    ...(flags.platform !== undefined && { platform: parsePlatform(flags.platform) }),
    skipPaths: flags.skipPath,
    ...(flags.maxDataAge !== undefined && { maxDataAge: parseDays('--max-data-age', flags.maxDataAge) }),
    ...(flags.javaIndex !== undefined && { javaIndex: flags.javaIndex }),
    dataDirectory,
    cache: flags.cache,
    gate: {
      ...(flags.failOn !== undefined && { failOn: parseChoice('--fail-on', flags.failOn, severities) }),
      onlyFixable: flags.onlyFixable === true,
      declared: flags.declared === true,
      allowPartial: flags.allowPartial === true,
      failOnPartial: flags.failOnPartial === true,
    },
    signal,
    environment,
    prepareData: async (shards) => {
      progress.clear();
      if (await isToFetch(dataDirectory, shards, flags, signal, world))
        await updateFirst(dataDirectory, shards, flags, signal, world);
    },
    progress: ({ layersDone, layersTotal }) => progress.show(text.layers(layersDone, layersTotal)),
    now: () => new Date(),
  };
}

/** With `--update`, or when somebody at a terminal says so. */
async function isToFetch(
  dataDirectory: string,
  shards: readonly string[],
  { update = false, quiet = false }: ScanFlags,
  signal: AbortSignal,
  world: World,
): Promise<boolean> {
  if (update || quiet || !isTerminal(world.stderr) || !isTerminal(world.stdin)) return update;
  const { wantsData } = await import('./ask-for-data.ts');
  return wantsData(dataDirectory, shards, signal, world);
}

/** A source that cannot be had is said, and the scan goes on with what there is. */
async function updateFirst(
  dataDirectory: string,
  shards: readonly string[],
  { quiet = false }: ScanFlags,
  signal: AbortSignal,
  world: World,
): Promise<void> {
  const { parseMirror, update } = await import('./update-data.ts');
  const mirror = world.environment['SEAWALL_FROM'] ?? '';
  try {
    const { units } = await update(
      dataDirectory,
      shards,
      { ...(mirror !== '' && { from: parseMirror(mirror) }), signal, quiet },
      world,
    );
    for (const { title, why } of units)
      if (why !== undefined) await warn(world.stderr, text.notUpdated(`${title}: ${why}`));
  } catch (error) {
    if (!(error instanceof SeawallError)) throw error;
    await warn(world.stderr, text.notUpdated(error.message));
  }
}

function renderOptions(flags: ScanFlags, { stdout, environment }: World): RenderOptions {
  const terminal = isTerminal(stdout);
  return {
    width: terminal ? Math.max(stdout.columns, 40) : 80,
    colour: terminal && (environment['NO_COLOR'] ?? '') === '',
    ...(flags.severity !== undefined && { severities: parseList('--severity', flags.severity, severities) }),
    fixableOnly: flags.onlyFixable === true,
    showSuppressed: flags.showSuppressed === true,
    compareVersions: compareAs,
    workflow: workflowOf(environment),
  };
}

/** The run of GitHub Actions that we are a step of. */
function workflowOf(environment: World['environment']): NonNullable<RenderOptions['workflow']> {
  const names = { sha: 'SHA', ref: 'REF', name: 'WORKFLOW', job: 'JOB', run: 'RUN_ID' };
  const found = Object.entries(names).map(([field, name]) => [field, environment[`GITHUB_${name}`] ?? '']);
  return Object.fromEntries(found.filter(([, value]) => value !== ''));
}

/** The order of two versions of a package type; undefined where there is none. */
function compareAs(type: PackageType, a: string, b: string): number | undefined {
  const order = compareVersions(type, a, b);
  return order === '?' ? undefined : '<=>'.indexOf(order) - 1;
}

interface FileOutput {
  format: string;
  file: string;
}

function parseOutput(given: string): FileOutput {
  const equals = given.indexOf('=');
  if (equals < 1 || equals === given.length - 1) throw new SeawallError('cli/output', 'usage', text.badOutput(given));
  return { format: parseChoice('--output', given.slice(0, equals), formatIds), file: given.slice(equals + 1) };
}

async function print(result: ScanResult, format: string, shown: RenderOptions, { stdout }: World): Promise<void> {
  for (const part of await render(result, format, shown)) await write(stdout, part);
}

async function writeOutput(result: ScanResult, { format, file }: FileOutput, shown: RenderOptions): Promise<void> {
  try {
    await writeFile(file, await render(result, format, { ...shown, colour: false }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SeawallError('cli/output', 'usage', text.cannotWrite(file, why), { cause: error });
  }
}

/** The text in pieces: results of 100,000 findings are longer than one string should be. */
async function render(result: ScanResult, format: string, shown: RenderOptions): Promise<Iterable<string>> {
  const entry = formats.find(({ id }) => id === format);
  if (entry === undefined) throw new TypeError(`no format ${format}`);
  return (await entry.load()).render(result, shown);
}
