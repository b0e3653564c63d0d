import type { Transform } from 'node:stream';
import { constants, createGunzip, createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import type { Zlib } from 'node:zlib';
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

/** How the pieces of the content are handed over. */
export interface DecompressOptions {
  /** Each is valid only until the next is asked for, and its memory is freed then. Left out: it may be kept. */
  lends?: boolean;
}

/** A larger output buffer than Node's 16 KiB makes gunzip 1.6 times as fast, and one of this size a large scan 5 % faster yet. */
const chunkSize = 1024 * 1024;
/**
 * Lets the decoder's thread run ahead of the reader: a third less time. No more than three pieces of `readFileRange` wait
 * for it at a time, which its six buffers allow for.
 */
const waterMarks = { readableHighWaterMark: 2 * 1024 * 1024, writableHighWaterMark: 1024 * 1024 };
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
  { lends = false }: DecompressOptions = {},
): AsyncGenerator<Buffer, void, void> {
  const meter = new Meter(limits);
  const { head, stream } = await peek(meter.input(source), sniffBytes);
  const compression = sniffCompression(head);
  switch (compression) {
    case 'gzip':
      yield* meter.output(run(createGunzip({ chunkSize, ...waterMarks }), stream, lends));
      return;
    case 'zstd':
      yield* meter.output(unzstd(stream, lends));
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
async function* unzstd(source: AsyncIterable<Buffer>, lends: boolean): AsyncGenerator<Buffer, void, void> {
  const pieces = zstdFrames(source);
  try {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      const whole = unzstdSmall(next.value);
      if (whole !== undefined) yield whole;
      else yield* unzstdLarge(next.value, pieces, lends);
    }
  } finally {
    // Not awaited: a source that gives nothing must not hold up a reader that wants no more.
    pieces.return().catch(() => {});
  }
}

/** The content of a piece that is a whole small frame, else undefined. */
function unzstdSmall({ bytes, isFirst, isLast, contentSize }: FramePiece): Buffer | undefined {
  if (!isFirst || !isLast || bytes.length > smallFrame.compressed) return undefined;
  try {
    const content = zstdDecompressSync(bytes, { ...zstdOptions, maxOutputLength: smallFrame.plain });
    requireLength(content.length, contentSize);
    return content;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw explain(error);
  }
}

/** libzstd checks this only in some of the ways in which a frame can come. */
function requireLength(length: number, contentSize = length): void {
  if (length !== contentSize) throw new DecompressError('corrupt', 'zstd frame of another length than it says');
}

async function* unzstdLarge(
  first: FramePiece,
  pieces: AsyncIterator<FramePiece>,
  lends: boolean,
): AsyncGenerator<Buffer, void, void> {
  let contentSize: number | undefined;
  async function* frame(): AsyncGenerator<Buffer, void, void> {
    for (let piece: FramePiece | undefined = first; piece !== undefined;) {
      yield piece.bytes;
      ({ contentSize } = piece);
      const next: IteratorResult<FramePiece, unknown> | undefined = piece.isLast ? undefined : await pieces.next();
      piece = next === undefined || next.done === true ? undefined : next.value;
    }
  }
  let length = 0;
  const decoder = createZstdDecompress({ chunkSize, ...waterMarks, ...zstdOptions });
  for await (const chunk of run(decoder, frame(), lends)) {
    length += chunk.length;
    yield chunk;
  }
  requireLength(length, contentSize);
}

/**
 * Frees the memory of a piece that was used. V8 sees it as the small object that owns it: left to the garbage collector, 60 MB
 * pile up in each thread, and collecting them earlier takes a fifth of the CPU time of a scan. The decoder puts several pieces
 * into one buffer, and begins another one when it is full.
 */
function giveBack(piece: Buffer): void {
  const { buffer } = piece;
  // Of another length it is none of the decoder's, which may be anybody's too.
  const isLast = buffer.byteLength === chunkSize && piece.byteOffset + piece.length === chunkSize;
  if (isLast && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** Feeds the decoder and reads it at the same time. */
async function* run(
  decoder: Zlib & Transform,
  pieces: AsyncIterable<Buffer>,
  lends: boolean,
): AsyncGenerator<Buffer, void, void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const feeding = feed(decoder, iterator);
  try {
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      yield chunk;
      if (lends) giveBack(chunk);
    }
  } catch (error) {
    throw explain(error);
  } finally {
    decoder.destroy();
  }
  const failure = await feeding;
  if (failure !== undefined) throw failure;
}

/**
 * Gives the decoder piece after piece, one more than it works on: its thread would wait for the next while this one works.
 * Resolves to the error of the source, after ending the decoder with it, or to what is wrong with the bytes that the decoder
 * did not want, being at its end.
 */
async function feed(decoder: Zlib & Transform, pieces: AsyncIterator<Buffer>): Promise<Error | undefined> {
  const given: GivenPiece[] = [];
  let fed = 0;
  let isAtEnd = false;
  // It failed, or its reader has enough.
  const isGone = () => decoder.destroyed && !decoder.readableEnded;
  const finishFirst = async () => {
    const { bytes, end, taken } = given.shift() as GivenPiece;
    await taken;
    const unused = Math.min(end - decoder.bytesWritten, bytes.length);
    if (isGone() || unused <= 0) return;
    isAtEnd = true;
    requireZeros(bytes.subarray(bytes.length - unused));
  };
  try {
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      const bytes = next.value;
      if (isAtEnd) {
        // Read on without the decoder, so that the source comes to its end.
        requireZeros(bytes);
        continue;
      }
      fed += bytes.length;
      given.push({ bytes, end: fed, taken: written(decoder, bytes) });
      while (given.length > (isAtEnd ? 0 : 1)) await finishFirst();
      if (isGone()) {
        await pieces.return?.();
        return undefined;
      }
    }
    while (given.length > 0) await finishFirst();
    if (!isAtEnd) decoder.end();
    return undefined;
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    decoder.destroy(failure);
    return failure;
  }
}

/** A piece that the decoder was given, and where it ends in the stream. */
interface GivenPiece {
  bytes: Buffer;
  end: number;
  taken: Promise<void>;
}

/** Until the decoder has taken the piece, or is gone. */
async function written(decoder: Transform, piece: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      decoder.off('close', done);
      resolve();
    };
    // At the end of its data the decoder takes no more and never calls back.
    decoder.on('close', done);
    decoder.write(piece, done);
  });
}

function requireZeros(bytes: Buffer): void {
  for (const byte of bytes) {
    if (byte !== 0) throw new DecompressError('corrupt', 'compressed data is followed by something else');
  }
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
