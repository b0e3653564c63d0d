import { closeSync, openSync, readSync } from 'node:fs';
import { bufferReclaimer, fileAccess } from '#kit/stream';
import { openZip, ZipError } from '#kit/zip';
import { type Packing, packingOf, unpackedChunks } from './decompress.ts';
import { headLength, type InputFile } from './input-file.ts';
import { isTar, openTarMembers } from './tar-members.ts';
import type { FoundFile } from './walk-paths.ts';

/** The content of one file on disk: itself, unpacked, or every member of a zip or tar. Never throws for what is in it. */
export async function* openInput(found: FoundFile): AsyncGenerator<InputFile> {
  if (found.skip !== undefined) {
    yield { path: found.path, skip: found.skip };
    return;
  }
  let packing: Packing;
  try {
    packing = packingOf(firstBytes(found.path));
  } catch (error) {
    yield { path: found.path, skip: messageOf(error) };
    return;
  }
  if (packing === 'zip') {
    yield* openMembers(found);
    return;
  }
  const file = await openStream(found, unpackedChunks(found.path, packing));
  if (!('head' in file) || !isTar(file.head)) {
    yield file;
    return;
  }
  await file.chunks[Symbol.asyncIterator]().return?.();
  yield* openTarMembers(found, packing);
}

function firstBytes(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(4);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, 4, 0));
  } finally {
    closeSync(descriptor);
  }
}

async function openStream(found: FoundFile, chunks: AsyncGenerator<Buffer>): Promise<InputFile> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    while (size < headLength) {
      const next = await chunks.next();
      if (next.done === true) break;
      parts.push(Buffer.from(next.value));
      size += next.value.length;
    }
  } catch (error) {
    return { path: found.path, skip: messageOf(error) };
  }
  const start = Buffer.concat(parts, size);
  const container = found.folder ?? found.container;
  return { path: found.path, container, head: start.subarray(0, headLength), chunks: joined(start, chunks) };
}

async function* joined(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* openMembers(found: FoundFile): AsyncGenerator<InputFile> {
  const file = fileAccess(found.path);
  try {
    const zip = openZip(file);
    const reclaim = bufferReclaimer('major');
    for (const name of zip.unsafe) yield { path: `${found.path}!${name}`, skip: 'unsafe name inside the zip' };
    for (const entry of zip.entries) {
      if (entry.name.endsWith('/')) continue;
      const path = `${found.path}!${entry.name}`;
      try {
        const content = zip.read(entry);
        yield { path, container: found.container, head: content.subarray(0, headLength), chunks: once(content) };
        reclaim(content.length);
      } catch (error) {
        if (!(error instanceof ZipError)) throw error;
        yield { path, skip: error.message };
      }
    }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    yield { path: found.path, skip: error.message };
  } finally {
    file.close();
  }
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'cannot be read';
}
