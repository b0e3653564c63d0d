import { createHash, randomUUID } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { decompress, DecompressError } from '#kit/stream';
import { readTar, TarError, type TarItem } from '#kit/tar';
import { SeawallError } from '#model';
import type { BundleReport, InstallOptions } from '../bundler.ts';
import { type DatabaseFolders, makeDatabaseFolders } from '../store/database-folder.ts';
import { withImportLock } from '../store/import-lock.ts';
import {
  type DatabaseIndex,
  type InstalledBundle,
  readIndex,
  type ShardInfo,
  syncFolder,
  writeIndex,
} from '../store/index-file.ts';
import { ShardReader } from '../store/shard-reader.ts';
import { retireFiles, sweepShards } from '../store/sweep-shards.ts';
import { bundleError } from './bundle-error.ts';
import { signerOf, trustedKeys } from './bundle-keys.ts';
import {
  type BundleManifest,
  manifestName,
  maxManifestBytes,
  parseManifest,
  signatureName,
} from './bundle-manifest.ts';

const gibibyte = 1024 ** 3;
/** Shards are packed already: a bundle that grows more than this is none. */
const unpackLimits = { outputBytes: 64 * gibibyte, ratio: 50, ratioFloor: 2 * maxManifestBytes };
const tarLimits = {
  entries: 20_000,
  pathBytes: 200,
  collectBytes: maxManifestBytes,
  headerBytes: 4096,
  totalBytes: 64 * gibibyte,
};

/** See `installBundle`. */
export async function runInstall(dataDirectory: string, file: string, options: InstallOptions): Promise<BundleReport> {
  const keys = trustedKeys(options.trustedKey, join(dataDirectory, 'trusted-keys'));
  const folders = makeDatabaseFolders(dataDirectory);
  const members = readTar(decompress(createReadStream(file) as AsyncIterable<Buffer>, unpackLimits), tarLimits);
  try {
    const { bytes, signature } = await readStart(members);
    const signer = signerOf(bytes, signature, keys);
    if (signer === undefined) {
      throw bundleError('bundle-unsigned', 'the bundle is not signed by a key that is trusted here, or was changed');
    }
    const manifest = parseManifest(bytes);
    const sum = createHash('sha256').update(bytes).digest('hex');
    const bundle = { key: signer.id, sequence: manifest.sequence, manifest: sum, expires: manifest.expires };
    return await withImportLock(folders.root, options.lockWaitMs ?? 60_000, () =>
      installLocked(folders, members, manifest, bundle, options.now),
    );
  } catch (error) {
    throw explained(error);
  } finally {
    await members.return();
  }
}

/** The two members that come first. Nothing else is read before the signature has been verified. */
async function readStart(members: AsyncGenerator<TarItem>): Promise<{ bytes: Buffer; signature: Buffer }> {
  const collect = async (name: string, limit: number): Promise<Buffer> => {
    const next = await members.next();
    if (next.done === true || next.value.entry.path !== name || next.value.entry.size > limit) {
      throw bundleError('bundle-damaged', 'this is no bundle of vulnerability data, or it was cut off');
    }
    const parts: Buffer[] = [];
    for await (const part of next.value.body) parts.push(Buffer.from(part));
    return Buffer.concat(parts);
  };
  return { bytes: await collect(manifestName, maxManifestBytes), signature: await collect(signatureName, 1024) };
}

async function installLocked(
  folders: DatabaseFolders,
  members: AsyncGenerator<TarItem>,
  manifest: BundleManifest,
  bundle: InstalledBundle,
  now: Date,
): Promise<BundleReport> {
  const index = readIndex(folders.root);
  const { created, expires, sequence, shards } = manifest;
  const about = { created, expires, sequence, shards: [...shards.keys()] };
  if (Date.parse(expires) <= now.getTime()) {
    throw bundleError('bundle-expired', `the bundle of ${created} expired on ${expires}: get a newer one`);
  }
  const installed = index.bundles.find(({ key }) => key === bundle.key);
  if (installed !== undefined && isInstalled(installed, bundle)) return { ...about, outcome: 'unchanged', dropped: [] };
  sweepShards(folders.shards, index, now.toISOString());
  await storeShards(folders.shards, members, shards);
  const next: DatabaseIndex = {
    version: 1,
    shards: new Map([...index.shards, ...shards]),
    retired: [...index.retired],
    bundles: [...index.bundles.filter(({ key }) => key !== bundle.key), bundle],
  };
  syncFolder(folders.shards);
  retireFiles(next, index, now.toISOString());
  writeIndex(folders.root, next);
  return { ...about, outcome: 'installed', dropped: droppedSources(index.shards, shards) };
}

/** @throws SeawallError when it is older than what is installed, or another one of the same number */
function isInstalled(installed: InstalledBundle, bundle: InstalledBundle): boolean {
  if (bundle.sequence > installed.sequence) return false;
  if (bundle.sequence === installed.sequence && bundle.manifest === installed.manifest) return true;
  const what = bundle.sequence === installed.sequence ? 'another bundle of the same number' : 'an older bundle';
  const numbers = `it has sequence number ${bundle.sequence}, and ${installed.sequence} is installed`;
  throw bundleError('bundle-rolled-back', `${what} than the one installed, not taken: ${numbers}`);
}

/** Writes every shard that the manifest names under its digest; they count only once the index names them. */
async function storeShards(
  folder: string,
  members: AsyncGenerator<TarItem>,
  shards: ReadonlyMap<string, ShardInfo>,
): Promise<void> {
  const missing = new Map([...shards.values()].map(({ file, bytes }) => [file, bytes]));
  for (let next = await members.next(); next.done !== true; next = await members.next()) {
    const { entry, body } = next.value;
    const file = entry.path.replace(/^shards\//, '');
    if (missing.get(file) !== entry.size || entry.path === file) {
      throw bundleError('bundle-damaged', 'the bundle holds a file that its manifest does not name');
    }
    missing.delete(file);
    await storeShard(folder, file, body);
  }
  if (missing.size > 0) throw bundleError('bundle-damaged', `the bundle lacks ${missing.size} of its files`);
}

async function storeShard(folder: string, file: string, body: AsyncIterable<Buffer>): Promise<void> {
  const temporary = join(folder, `.new-${randomUUID()}`);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    for await (const part of body) {
      hash.update(part);
      for (let done = 0; done < part.length;) done += writeSync(descriptor, part, done);
    }
    fsyncSync(descriptor);
    if (hash.digest('hex') !== file) throw bundleError('bundle-damaged', 'a file of the bundle was changed');
    new ShardReader(temporary).close();
    renameSync(temporary, join(folder, file));
  } finally {
    closeSync(descriptor);
    rmSync(temporary, { force: true });
  }
}

/** What was in the replaced shards and is not in those of the bundle: an organisation's own advisories, for example. */
function droppedSources(before: ReadonlyMap<string, ShardInfo>, after: ReadonlyMap<string, ShardInfo>): string[] {
  const dropped = new Set<string>();
  for (const [shard, { sources }] of after) {
    const kept = new Set(sources.map(({ name }) => name));
    for (const { name } of before.get(shard)?.sources ?? []) if (!kept.has(name)) dropped.add(name);
  }
  return [...dropped].toSorted();
}

function explained(error: unknown): unknown {
  if (error instanceof TarError || error instanceof DecompressError) {
    return bundleError('bundle-damaged', 'the bundle is damaged or was cut off: get it again', error);
  }
  if (error instanceof SeawallError || !(error instanceof Error) || !('syscall' in error)) return error;
  const message = `cannot read the bundle or write the vulnerability database: ${error.message}; nothing was changed`;
  return new SeawallError('database-unwritable', 'no-verdict', message, { cause: error });
}
