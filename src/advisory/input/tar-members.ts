import { readTar, TarError, type TarItem, type TarLimits } from '#kit/tar';
import { SeawallError } from '#model';
import { maxUnpackedTar, type Packing, unpackedChunks } from './decompress.ts';
import { headLength, type InputFile } from './input-file.ts';
import type { FoundFile } from './walk-paths.ts';

/** Of one member: as much as any feed takes of one file. */
const maxMember = 64 * 1024 * 1024;

const limits: TarLimits = {
  entries: 2_000_000,
  pathBytes: 4096,
  collectBytes: maxMember,
  headerBytes: 1024 * 1024,
  totalBytes: maxUnpackedTar,
};

/** True for content that begins as a tar does (POSIX ustar and GNU, which share the magic at 257). */
export function isTar(head: Buffer): boolean {
  return head.toString('latin1', 257, 262) === 'ustar';
}

/** Every regular file of a tar, plain or packed, one at a time. Never throws for what is in it. */
export async function* openTarMembers(found: FoundFile, packing: Packing): AsyncGenerator<InputFile> {
  try {
    for await (const { entry, body } of readTar(unpackedChunks(found.path, packing, maxUnpackedTar), limits)) {
      if (entry.type !== 'file') continue;
      const path = `${found.path}!${entry.path}`;
      if (entry.size > maxMember) {
        yield { path, skip: `larger than ${maxMember} bytes` };
        continue;
      }
      const content = await contentOf(body);
      yield { path, container: found.container, head: content.subarray(0, headLength), chunks: once(content) };
    }
  } catch (error) {
    if (!(error instanceof TarError) && !(error instanceof SeawallError)) throw error;
    yield { path: found.path, skip: error.message, broken: true };
  }
}

async function contentOf(body: TarItem['body']): Promise<Buffer> {
  const parts: Buffer[] = [];
  // Pieces are views of the stream's buffers, which are read over.
  for await (const piece of body) parts.push(Buffer.from(piece));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}
