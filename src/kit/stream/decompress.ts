import type { Transform } from 'node:stream';
import { constants, createGunzip, createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import { DecompressError } from './decompress-error.ts';
import { peek } from './peek.ts';
import { sniffBytes, sniffCompression } from './sniff-compression.ts';
import { zstdFrames } from './zstd-frames.ts';
import type { FramePiece } from './zstd-frames.ts';

/** How much output a hostile compressed stream may cause. */
export interface DecompressLimits {
  /** Most bytes of output. */
  outputBytes: number;
  /** Most bytes of output for a byte of input; gzip reaches 1032, zstd far more. */
  ratio: number;
  /** Output up to which the ratio does not count, because small files of zeros are harmless and common. */
  ratioFloor: number;
}

/** A larger output buffer than Node's 16 KiB makes gunzip 1.6 times as fast; beyond this it stops gaining. */
const chunkSize = 256 * 1024;
/** 128 MiB, the largest window that the zstd command itself reads unless told otherwise. */
const zstdOptions = { params: { [constants.ZSTD_d_windowLogMax]: 27 } };
/** Frames of zstd:chunked layers, one for each file and header: quicker at once than through a stream of their own. */
const smallFrame = { compressed: 64 * 1024, plain: 1024 * 1024 };

/**
 * The content of a gzip or zstd stream, told by its first bytes; one that is neither passes unchanged.
 * All gzip members and zstd frames are read. After the last gzip member only zeros may follow, as tools pad with them.
 * The source is read to its end, so that a hash of it is complete, and given back when the caller stops early.
 * Errors of the source pass through as they are.
 * @throws DecompressError in the iteration
 */
export async function* decompress(
  source: AsyncIterable<Buffer>,
  limits: DecompressLimits,
): AsyncGenerator<Buffer, void, void> {
  const meter = new Meter(limits);
  const { head, stream } = await peek(meter.input(source), sniffBytes);
  const compression = sniffCompression(head);
  switch (compression) {
    case 'gzip':
      yield* meter.output(run(createGunzip({ chunkSize }), stream));
      return;
    case 'zstd':
      yield* meter.output(unzstd(stream));
      return;
    case 'none':
      yield* meter.output(stream);
      return;
    case 'xz':
    case 'bzip2':
      await stream.return();
      throw new DecompressError('unsupported', `compressed with ${compression}, which is not supported`);
  }
}

/** Counts both sides and stops a bomb. */
class Meter {
  readonly #limits: DecompressLimits;
  #in = 0;
  #out = 0;

  constructor(limits: DecompressLimits) {
    this.#limits = limits;
  }

  async *input(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
    for await (const chunk of source) {
      this.#in += chunk.length;
      yield chunk;
    }
  }

  async *output(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
    const { outputBytes, ratio, ratioFloor } = this.#limits;
    for await (const chunk of source) {
      this.#out += chunk.length;
      if (this.#out > outputBytes) {
        throw new DecompressError('too-large', `more than ${outputBytes} bytes when decompressed`);
      }
      if (this.#out > ratioFloor && this.#out > this.#in * ratio) {
        throw new DecompressError('ratio', `more than ${ratio} times as long when decompressed`);
      }
      yield chunk;
    }
  }
}

/** Frame after frame. */
async function* unzstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  const pieces = zstdFrames(source);
  try {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      const whole = unzstdSmall(next.value);
      if (whole !== undefined) yield whole;
      else yield* run(createZstdDecompress({ chunkSize, ...zstdOptions }), restOfFrame(next.value, pieces));
    }
  } finally {
    // Not awaited: a source that gives nothing must not hold up a reader that wants no more.
    pieces.return().catch(() => {});
  }
}

/** The content of a piece that is a whole small frame, else undefined. */
function unzstdSmall({ bytes, isFirst, isLast }: FramePiece): Buffer | undefined {
  if (!isFirst || !isLast || bytes.length > smallFrame.compressed) return undefined;
  try {
    return zstdDecompressSync(bytes, { ...zstdOptions, maxOutputLength: smallFrame.plain });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw explain(error);
  }
}

async function* restOfFrame(first: FramePiece, pieces: AsyncIterator<FramePiece>): AsyncGenerator<Buffer, void, void> {
  yield first.bytes;
  for (let isLast = first.isLast; !isLast;) {
    const next = await pieces.next();
    if (next.done === true) return;
    yield next.value.bytes;
    isLast = next.value.isLast;
  }
}

/** Feeds the decoder and reads it at the same time. */
async function* run(decoder: Transform, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const progress = { ended: false };
  const feeding = feed(decoder, iterator, progress);
  try {
    for await (const chunk of decoder) yield chunk as Buffer;
    progress.ended = true;
  } catch (error) {
    throw explain(error);
  } finally {
    decoder.destroy();
  }
  const failure = await feeding;
  if (failure !== undefined) throw failure;
}

/** Resolves to the error of the source, if any, after ending the decoder with it. */
async function feed(
  decoder: Transform,
  pieces: AsyncIterator<Buffer>,
  progress: { ended: boolean },
): Promise<Error | undefined> {
  try {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      if (decoder.destroyed && !progress.ended) {
        await pieces.return?.();
        return undefined;
      }
      // Zeros after the last member are only read so that the source comes to its end.
      if (!decoder.destroyed && !decoder.write(next.value)) await drained(decoder);
    }
    decoder.end();
    return undefined;
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    decoder.destroy(failure);
    return failure;
  }
}

/** Until the decoder takes more, or is gone. */
async function drained(decoder: Transform): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      decoder.off('drain', done);
      decoder.off('close', done);
      resolve();
    };
    decoder.on('drain', done);
    decoder.on('close', done);
  });
}

function explain(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR')
    return new DecompressError('truncated', 'compressed data ends too early', { cause: error });
  if (code === 'ZSTD_error_frameParameter_windowTooLarge') {
    return new DecompressError('too-large', 'zstd frame with a window of more than 128 MiB', { cause: error });
  }
  if (!code.startsWith('Z_') && !code.startsWith('ZSTD_')) return error;
  return new DecompressError('corrupt', 'compressed data is corrupt', { cause: error });
}
