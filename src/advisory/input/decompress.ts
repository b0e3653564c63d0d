import { createReadStream } from 'node:fs';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { bunzip2 } from '#kit/bzip2';
import { SeawallError } from '#model';

/** What a file is packed in, by its first bytes. */
export type Packing = 'gzip' | 'zstd' | 'bzip2' | 'zip' | 'none';

const chunkSize = 256 * 1024;
/** No real feed comes near it; a compressed bomb does. */
const maxUnpacked = 8 * 1024 ** 3;
/** A tar holds a feed of many files, of which one is held at a time: Red Hat's has some ten gigabytes. */
export const maxUnpackedTar = 64 * 1024 ** 3;

/** Tells the packing from the first four bytes. */
export function packingOf(head: Buffer): Packing {
  if (head.length < 4) return 'none';
  const magic = head.readUInt32BE(0);
  if (magic >>> 16 === 0x1f8b) return 'gzip';
  if (magic === 0x28b52ffd) return 'zstd';
  if (magic > 0x425a6830 && magic <= 0x425a6839) return 'bzip2';
  return magic === 0x504b0304 || magic === 0x504b0506 ? 'zip' : 'none';
}

/**
 * The content of a plain, gzip, zstd or bzip2 file as a stream of chunks.
 * @param maxBytes of the content, 8 GiB if not given
 * @throws SeawallError while it is read, when the data is damaged or unpacks to more than that
 */
export async function* unpackedChunks(
  path: string,
  packing: Packing,
  maxBytes: number = maxUnpacked,
): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: chunkSize });
  const unpack = unpacker(packing);
  // The error also ends the iteration below, where it is reported.
  const stream: Readable = unpack === undefined ? source : pipeline(source, unpack, () => {});
  const chunks = stream as AsyncIterable<Buffer>;
  let size = 0;
  try {
    for await (const chunk of packing === 'bzip2' ? bunzip2(chunks) : chunks) {
      size += chunk.length;
      if (size > maxBytes) throw new SeawallError('feed-too-large', 'usage', `unpacks to more than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof SeawallError) throw cause;
    const detail = cause instanceof Error ? cause.message : 'unknown';
    throw new SeawallError('damaged-file', 'usage', `cannot be unpacked or read: ${detail}`, { cause });
  } finally {
    source.destroy();
    stream.destroy();
  }
}

function unpacker(packing: Packing): Transform | undefined {
  if (packing === 'gzip') return createGunzip({ chunkSize });
  return packing === 'zstd' ? createZstdDecompress({ chunkSize }) : undefined;
}
