import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { SeawallError } from '#model';
import { databaseFolders } from '../store/database-folder.ts';
import { readIndex, type ShardInfo } from '../store/index-file.ts';
import type { ExportOptions, ExportReport } from '../bundler.ts';
import { bundleError } from './bundle-error.ts';
import { signingKey, signManifest } from './bundle-keys.ts';
import { type BundleManifest, formatManifest, manifestName, signatureName } from './bundle-manifest.ts';
import { tarEnd, tarMember, tarPadding } from './tar-member.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** See `exportBundle`. */
export async function writeBundle(dataDirectory: string, file: string, options: ExportOptions): Promise<ExportReport> {
  const { key: keyFile, now, days, sequence = Math.floor(now.getTime() / 1000) } = options;
  const key = signingKey(keyFile);
  const folders = databaseFolders(dataDirectory);
  const { shards } = readIndex(folders.root);
  if (shards.size === 0)
    throw bundleError('bundle-empty', `no vulnerability data in ${folders.root}: nothing to export`);
  const expires = new Date(now.getTime() + days * dayMs).toISOString();
  const sorted = new Map([...shards].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const manifest: BundleManifest = { created: now.toISOString(), expires, sequence, shards: sorted };
  const bytes = formatManifest(manifest);
  const members = tarOf(bytes, signManifest(bytes, key), folders.shards, [...sorted.values()]);
  const written = await writeInOneStep(file, members);
  return { shards: sorted.size, bytes: written, sequence, expires };
}

async function* tarOf(
  manifest: Buffer,
  signature: Buffer,
  folder: string,
  shards: readonly ShardInfo[],
): AsyncGenerator<Buffer> {
  yield* member(manifestName, manifest);
  yield* member(signatureName, signature);
  // Two shards with the same content are one file.
  const files = new Map(shards.map(({ file, bytes }) => [file, bytes]));
  for (const [file, bytes] of files) {
    yield tarMember(`shards/${file}`, bytes);
    let length = 0;
    for await (const chunk of createReadStream(join(folder, file)) as AsyncIterable<Buffer>) {
      length += chunk.length;
      yield chunk;
    }
    if (length !== bytes) {
      throw new SeawallError('database-damaged', 'no-verdict', `${join(folder, file)}: not as long as the index says`);
    }
    yield tarPadding(bytes);
  }
  yield tarEnd;
}

function* member(name: string, content: Buffer): Generator<Buffer> {
  yield tarMember(name, content.length);
  yield content;
  yield tarPadding(content.length);
}

async function writeInOneStep(file: string, content: AsyncIterable<Buffer>): Promise<number> {
  const temporary = `${file}.${process.pid}.new`;
  // The shards are packed already; what is left to gain is in the manifest.
  const pack = createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 },
  });
  try {
    await pipeline(Readable.from(content), pack, createWriteStream(temporary, { mode: 0o644 }));
    const handle = await open(temporary, 'r');
    try {
      await handle.sync();
      const { size } = await handle.stat();
      await rename(temporary, file);
      return size;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    rmSync(temporary, { force: true });
    if (cause instanceof SeawallError) throw cause;
    const why = cause instanceof Error ? cause.message : 'unknown error';
    throw new SeawallError('bundle-unwritable', 'usage', `cannot write the bundle ${file}: ${why}`, { cause });
  }
}
