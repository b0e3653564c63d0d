import { createReadStream, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { decompress, sniffCompression } from '#kit/stream';
import { fileReader, indexTar, TarError } from '#kit/tar';
import { imageError } from '../image-error.ts';
import { defaultLimits } from '../limits.ts';
import type { ImageSource, OpenedImage, OpenOptions } from '../source.ts';
import type { BlobStore } from './blob-store.ts';
import { FolderBlobs } from './folder-blobs.ts';
import { openDockerArchive } from './open-docker-archive.ts';
import { openLayout } from './open-layout.ts';
import { StreamBlobs } from './stream-blobs.ts';
import { TarBlobs } from './tar-blobs.ts';

/** `archive:FILE[:NAME]`: a docker or OCI archive, plain or compressed, told apart by content. */
export const archiveSource: ImageSource = {
  prefix: 'archive',
  async open(reference, options) {
    const { path, name } = splitName(reference);
    if (!statSync(path).isFile())
      throw imageError('malformed-image', `${path} is not a file; use oci: for a layout folder`);
    const store = await openArchive(path, options);
    return closingOnError(store, async () => {
      // A layout names compressed digests and the manifest's own; the older manifest.json beside it names neither.
      if (store.has('oci-layout') && store.has('index.json')) return openLayout(store, 'archive', name, options);
      if (store.has('manifest.json')) return openDockerArchive(store, name, options);
      throw imageError(
        'malformed-image',
        `${path} is not an image archive: it has neither manifest.json nor index.json`,
      );
    });
  },
};

/** `oci:FOLDER[:NAME]`: an OCI image layout folder. */
export const layoutSource: ImageSource = {
  prefix: 'oci',
  async open(reference, options) {
    const { path, name } = splitName(reference);
    const store = new FolderBlobs(path);
    if (!store.has('index.json'))
      throw imageError('malformed-image', `${path} is not an OCI image layout: it has no index.json`);
    return openLayout(store, 'oci', name, options);
  },
};

const tarLimits = {
  entries: 100_000,
  pathBytes: defaultLimits.pathBytes,
  collectBytes: defaultLimits.documentBytes,
  headerBytes: 1024 * 1024,
  totalBytes: Number.MAX_SAFE_INTEGER,
};

/** A path that exists is meant whole; else what follows its last colon is the name of an image inside. */
function splitName(reference: string): { path: string; name?: string } {
  if (exists(reference)) return { path: reference };
  for (let colon = reference.indexOf(':', 1); colon > 0; colon = reference.indexOf(':', colon + 1)) {
    const path = reference.slice(0, colon);
    if (exists(path)) return { path, name: reference.slice(colon + 1) };
  }
  throw imageError('image-not-found', `${reference}: no such file or folder`);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

async function openArchive(path: string, options: OpenOptions): Promise<BlobStore> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await readHead(file);
    const compression = sniffCompression(head);
    if (compression === 'xz' || compression === 'bzip2') {
      throw imageError(
        'unsupported-image',
        `unsupported: ${path} is compressed with ${compression}; decompress it, or use gzip or zstd`,
      );
    }
    if (compression === 'none') return new TarBlobs(path, file, await indexTar(fileReader(file), size, tarLimits));
  } catch (error) {
    await file.close();
    if (error instanceof TarError)
      throw imageError('malformed-image', `${path} is not a readable archive: ${error.message}`, error);
    throw error;
  }
  await file.close();
  return indexCompressed(path, options);
}

async function indexCompressed(path: string, { signal }: OpenOptions): Promise<BlobStore> {
  const { layerBytes, ratio, ratioFloor, documentBytes } = defaultLimits;
  const decompressed = () =>
    decompress(createReadStream(path, { highWaterMark: 256 * 1024, signal }), {
      outputBytes: layerBytes,
      ratio,
      ratioFloor,
    });
  try {
    return await StreamBlobs.index(path, decompressed, { ...tarLimits, documentBytes });
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw imageError(
      'malformed-image',
      `${path} is not a readable archive: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

async function readHead(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
  return buffer.subarray(0, bytesRead);
}

async function closingOnError(store: BlobStore, work: () => Promise<OpenedImage>): Promise<OpenedImage> {
  try {
    return await work();
  } catch (error) {
    await store.close();
    throw error;
  }
}
