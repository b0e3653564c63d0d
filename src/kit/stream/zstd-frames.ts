import { DecompressError } from './decompress-error.ts';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
/**
 * zstd:chunked has a frame for every file of a layer; far more frames than that attack the time it takes to begin one.
 */
const mostFrames = 1_000_000;

/** Bytes of one zstd frame, and whether they are its first and its last. */
export interface FramePiece {
  bytes: Buffer;
  isFirst: boolean;
  isLast: boolean;
  /** With the last bytes: how long the content is by the frame's header, where that says so. */
  contentSize?: number | undefined;
}

/**
 * Cuts a zstd stream at the ends of its frames and leaves skippable frames out (RFC 8878, 3.1), because Node's
 * decompressor stops without a word at the first frame that ends inside what it is given.
 * @throws DecompressError `truncated` when the stream ends inside a frame, `corrupt` when what follows is no frame
 */
export async function* zstdFrames(source: AsyncIterable<Buffer>): AsyncGenerator<FramePiece, void, void> {
  const walker = new FrameWalker();
  for await (const chunk of source) yield* walker.cut(chunk);
  walker.end();
}

/** What comes next in the stream. Those from `descriptor` on are inside a frame. */
type FramePart = 'magic' | 'skip-size' | 'skip' | 'descriptor' | 'header' | 'block-header' | 'content' | 'checksum';

class FrameWalker {
  #part: FramePart = 'magic';
  /** A field that is needed as a number, and how much of it is there. */
  readonly #field = Buffer.alloc(14);
  #fieldLength = 0;
  #headerSize = 0;
  #contentSizeBytes = 0;
  #contentSize: number | undefined;
  /** Bytes still to come of the part, when it is not a field. */
  #left = 0;
  #lastBlock = false;
  #hasChecksum = false;
  #frames = 0;
  /** Where in the current chunk the bytes begin that the decompressor has not got; -1 outside of frames. */
  #from = -1;
  #pieces: FramePiece[] = [];
  #isFirst = true;

  cut(chunk: Buffer): FramePiece[] {
    this.#pieces = [];
    this.#from = isInside(this.#part) ? 0 : -1;
    for (let at = 0; at < chunk.length;) {
      const size = this.#fieldSize();
      if (size === 0) {
        at = this.#pass(chunk, at);
      } else {
        const length = Math.min(size - this.#fieldLength, chunk.length - at);
        chunk.copy(this.#field, this.#fieldLength, at, at + length);
        this.#fieldLength += length;
        at += length;
        if (this.#fieldLength === size) this.#take(chunk, at);
      }
    }
    if (this.#from >= 0 && this.#from < chunk.length) this.#give(chunk.subarray(this.#from), false);
    return this.#pieces;
  }

  end(): void {
    if (this.#part === 'magic' && this.#fieldLength === 0) return;
    throw new DecompressError('truncated', 'zstd stream ends inside a frame');
  }

  #pass(chunk: Buffer, at: number): number {
    const length = Math.min(this.#left, chunk.length - at);
    this.#left -= length;
    if (this.#left > 0) return at + length;
    if (this.#part === 'skip') this.#part = 'magic';
    else if (this.#part === 'content') this.#endBlock(chunk, at + length);
    else this.#endFrame(chunk, at + length);
    return at + length;
  }

  /** The field before `at` is complete. */
  #take(chunk: Buffer, at: number): void {
    this.#fieldLength = 0;
    if (this.#part === 'magic') this.#magic(at);
    else if (this.#part === 'skip-size') this.#skip(this.#field.readUInt32LE(0));
    else if (this.#part === 'descriptor') this.#descriptor(this.#field.readUInt8(0));
    else if (this.#part === 'header') this.#header();
    else this.#blockHeader(chunk, at);
  }

  /** Length of the field that the part consists of; 0 for a part that is only passed over. */
  #fieldSize(): number {
    if (this.#part === 'magic' || this.#part === 'skip-size') return 4;
    if (this.#part === 'descriptor') return 1;
    if (this.#part === 'header') return this.#headerSize;
    return this.#part === 'block-header' ? 3 : 0;
  }

  #magic(at: number): void {
    this.#frames += 1;
    if (this.#frames > mostFrames) throw new DecompressError('too-large', `more than ${mostFrames} zstd frames`);
    const magic = this.#field.readUInt32LE(0);
    if ((magic & 0xfffffff0) === skippableMagic) {
      this.#part = 'skip-size';
      return;
    }
    if (magic !== frameMagic) throw new DecompressError('corrupt', 'no zstd frame where one should begin');
    this.#part = 'descriptor';
    this.#from = Math.max(at - 4, 0);
    this.#isFirst = true;
    // It began in an earlier chunk.
    if (at < 4) this.#give(Buffer.from(this.#field.subarray(0, 4 - at)), false);
  }

  #skip(length: number): void {
    this.#enter('skip', length);
    if (length === 0) this.#part = 'magic';
  }

  /** The rest of a frame header has a window descriptor, dictionary id and content size of lengths told here. */
  #descriptor(descriptor: number): void {
    const singleSegment = (descriptor & 0x20) !== 0;
    this.#hasChecksum = (descriptor & 0x04) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    this.#contentSizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    this.#headerSize = (singleSegment ? 0 : 1) + dictionary + this.#contentSizeBytes;
    this.#part = 'header';
  }

  #header(): void {
    this.#part = 'block-header';
    const at = this.#headerSize - this.#contentSizeBytes;
    if (this.#contentSizeBytes === 0) this.#contentSize = undefined;
    else if (this.#contentSizeBytes === 8) this.#contentSize = Number(this.#field.readBigUInt64LE(at));
    // Two bytes begin where one ends.
    else
      this.#contentSize = this.#field.readUIntLE(at, this.#contentSizeBytes) + (this.#contentSizeBytes === 2 ? 256 : 0);
  }

  #blockHeader(chunk: Buffer, at: number): void {
    const header = this.#field.readUIntLE(0, 3);
    this.#lastBlock = (header & 1) !== 0;
    const isRunLength = ((header >> 1) & 3) === 1;
    this.#enter('content', isRunLength ? 1 : header >> 3);
    if (this.#left === 0) this.#endBlock(chunk, at);
  }

  #endBlock(chunk: Buffer, at: number): void {
    if (!this.#lastBlock) this.#part = 'block-header';
    else if (this.#hasChecksum) this.#enter('checksum', 4);
    else this.#endFrame(chunk, at);
  }

  #endFrame(chunk: Buffer, at: number): void {
    this.#give(chunk.subarray(this.#from, at), true);
    this.#from = -1;
    this.#part = 'magic';
  }

  #give(bytes: Buffer, isLast: boolean): void {
    const contentSize = isLast ? this.#contentSize : undefined;
    this.#pieces.push({ bytes, isFirst: this.#isFirst, isLast, contentSize });
    this.#isFirst = false;
  }

  #enter(part: FramePart, length: number): void {
    this.#part = part;
    this.#left = length;
  }
}

function isInside(part: FramePart): boolean {
  return part !== 'magic' && part !== 'skip-size' && part !== 'skip';
}
