import { createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exportBundle, installBundle, withFetchedFile, type FetchOptions } from '#advisory';
import { openArtefact } from '#image';
import { printable, SeawallError } from '#model';
import { directoryOf } from './data-directory.ts';
import { messages } from './messages.en.ts';
import { warn, write, type World } from './world.ts';

const text = messages.db;

/** The type of bundles as artefacts in registries. */
const artifactType = 'application/vnd.seawall.bundle.v1';
const ociPrefix = 'oci:';
/** A hundred years: a date that every program can write. */
const maxDays = 36_500;

/** The flags of `db export`. */
export interface ExportFlags {
  key: string;
  days: string;
  sequence?: string;
  dataDir?: string;
  quiet?: boolean;
}

/** `db export`: writes the database as one signed file. */
export async function exportData(file: string, flags: ExportFlags, world: World): Promise<number> {
  const days = parseCount('--days', flags.days, maxDays);
  const sequence =
    flags.sequence === undefined ? undefined : parseCount('--sequence', flags.sequence, Number.MAX_SAFE_INTEGER);
  const report = await exportBundle(directoryOf(flags, world), file, {
    key: flags.key,
    now: new Date(),
    days,
    ...(sequence !== undefined && { sequence }),
  });
  if (flags.quiet === true) return 0;
  const size = (report.bytes / 1024 ** 2).toFixed(1);
  const line = text.exported(file, report.shards, size, report.sequence, report.expires);
  await write(world.stdout, `${printable(line)}\n`);
  return 0;
}

/** Installs a bundle that is a file here, and says what became of it. `from` is what the user called it. */
export async function installFrom(
  path: string,
  from: string,
  dataDirectory: string,
  { trustedKey, quiet = false }: { trustedKey?: string; quiet?: boolean },
  { stdout, stderr }: World,
): Promise<void> {
  const now = new Date();
  const report = await installBundle(dataDirectory, path, { now, ...(trustedKey !== undefined && { trustedKey }) });
  if (report.dropped.length > 0) await warn(stderr, text.bundleDropped(report.dropped.join(', ')));
  if (quiet) return;
  const { outcome, created, shards } = report;
  const line =
    outcome === 'installed' ? text.bundleInstalled(from, created, shards.length) : text.bundleUnchanged(from, created);
  await write(stdout, `${printable(line)}\n`);
}

/** True when `--from` names a bundle: a file, an artefact, or an address that ends in `.tar.zst`; else it is a mirror. */
export function isBundlePlace(from: string): boolean {
  if (from.startsWith(ociPrefix)) return true;
  return isAddress(from) ? new URL(from).pathname.endsWith('.tar.zst') : existsSync(from);
}

/** Brings a bundle here, from wherever it is, for as long as `use` runs. */
export async function withBundle<T>(
  place: string,
  dataDirectory: string,
  options: FetchOptions,
  use: (path: string) => Promise<T>,
): Promise<T> {
  if (place.startsWith(ociPrefix)) return withArtefact(place.slice(ociPrefix.length), dataDirectory, options, use);
  if (isAddress(place)) return withFetchedFile(dataDirectory, new URL(place), options, use);
  if (!statSync(place).isFile()) throw new SeawallError('cli/address', 'usage', text.badAddress(place));
  return use(place);
}

async function withArtefact<T>(
  reference: string,
  dataDirectory: string,
  { environment, signal, progress }: FetchOptions,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const artefact = await openArtefact(reference, artifactType, { environment: { ...environment }, signal });
  const folder = await mkdtemp(join(dataDirectory, '.bundle-'));
  try {
    let bytes = 0;
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of artefact.stream) {
        bytes += chunk.length;
        progress?.({ step: 'fetching', title: reference, bytes, total: artefact.size });
        yield chunk;
      }
    };
    const path = join(folder, 'bundle.tar.zst');
    await pipeline(counted, createWriteStream(path, { mode: 0o600 }));
    return await use(path);
  } finally {
    artefact.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place) && URL.canParse(place);
}

function parseCount(option: string, value: string, most: number): number {
  if (/^\d{1,15}$/.test(value) && Number(value) <= most) return Number(value);
  throw new SeawallError('cli/number', 'usage', text.badCount(option, value));
}
