import { blockSize } from './header-block.ts';
import { HeaderReader } from './header-reader.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarError } from './tar-error.ts';
import type { TarLimits } from './tar-limits.ts';

/** What to do with the body of an entry. `peek`: the first bytes will tell. */
export type BodyWish = 'skip' | 'collect' | 'stream' | 'peek';

/** Bytes of a body that are shown to `TarHandler.head`, or all when it has fewer. */
export const headBytes = 8;

/** Receives entries in the order of the stream. Bytes are only valid during the call: copy what is kept. */
export interface TarHandler {
  /** A new entry. Ask `collect` only where `entry.size` fits `TarLimits.collectBytes`. */
  entry(entry: TarEntry): BodyWish;
  /** The first bytes of an entry that was wished `peek`, none when it is empty. */
  head?(entry: TarEntry, bytes: Buffer): Exclude<BodyWish, 'peek'>;
  /** The whole body of an entry that was wished `collect`, also when it is empty. */
  body?(entry: TarEntry, bytes: Buffer): void;
  /** One piece, never empty, of the body of an entry that was wished `stream`. */
  chunk?(entry: TarEntry, bytes: Buffer): void;
  /** After the last piece of an entry that was wished `stream`. */
  finished?(entry: TarEntry): void;
}

/**
 * Reads a tar stream that is pushed in pieces of any size: v7, ustar, PAX, GNU. Synchronous, copies a body only when
 * it spans pieces. After an error, or an exception of the handler, the walker must not be used further.
 */
export class TarWalker {
  readonly #handler: TarHandler;
  readonly #limits: TarLimits;
  readonly #headers: HeaderReader;
  #state: 'header' | 'metadata' | 'end' | BodyWish = 'header';
  /** Where the current piece begins in the tar stream. */
  #offset = 0;
  /** A header block, or the first bytes of a body, that span pieces. */
  readonly #block = Buffer.alloc(blockSize);
  #blockLength = 0;
  #entry: TarEntry | undefined;
  /** Bytes of body still to come, and the padding after it. */
  #left = 0;
  #padding = 0;
  /** Where bodies that span pieces are put together, one after the other, and how much of the present one is there. */
  #scratch = Buffer.alloc(0);
  #collectedLength = 0;

  constructor(handler: TarHandler, limits: TarLimits) {
    this.#handler = handler;
    this.#limits = limits;
    this.#headers = new HeaderReader(limits);
  }

  /**
   * Takes the next piece and calls the handler for all that is complete with it.
   * What follows the end-of-archive marker is counted and ignored.
   * @throws TarError
   */
  push(chunk: Buffer): void {
    if (this.#offset + chunk.length > this.#limits.totalBytes) {
      throw new TarError('too-large', this.#limits.totalBytes, `more than ${this.#limits.totalBytes} bytes of archive`);
    }
    for (let at = 0; at < chunk.length && this.#state !== 'end';) {
      at = this.#state === 'header' ? this.#readBlock(chunk, at) : this.#readBody(chunk, at);
    }
    this.#offset += chunk.length;
  }

  /**
   * Says that there is no more. The end-of-archive marker and the last padding may be missing, as real writers omit them.
   * @throws TarError `truncated` when the input ends anywhere else
   */
  end(): void {
    if (this.#state === 'end') return;
    const inside = this.#state === 'header' ? this.#blockLength > 0 : this.#left > 0;
    if (inside || this.#headers.unfinished) throw new TarError('truncated', this.#offset, 'archive ends');
  }

  #readBlock(chunk: Buffer, at: number): number {
    if (this.#blockLength === 0 && chunk.length - at >= blockSize) {
      this.#take(chunk, at, this.#offset + at);
      return at + blockSize;
    }
    const length = Math.min(blockSize - this.#blockLength, chunk.length - at);
    chunk.copy(this.#block, this.#blockLength, at, at + length);
    this.#blockLength += length;
    if (this.#blockLength === blockSize) {
      this.#blockLength = 0;
      this.#take(this.#block, 0, this.#offset + at + length - blockSize);
    }
    return at + length;
  }

  #take(block: Buffer, at: number, offset: number): void {
    const step = this.#headers.block(block, at, offset);
    if (step === 'block') return;
    if (step === 'end') {
      this.#state = 'end';
    } else if (step === 'metadata') {
      this.#begin('metadata', this.#headers.metadataSize);
    } else {
      this.#entry = step;
      this.#begin(this.#handler.entry(step), step.size);
    }
  }

  #begin(state: 'metadata' | BodyWish, size: number): void {
    this.#left = size;
    this.#padding = -size & (blockSize - 1);
    if (state === 'peek' && size === 0) this.#decide(empty);
    else this.#enter(state);
    if (size > 0) return;
    if (this.#state === 'collect' || this.#state === 'metadata') this.#deliver(empty);
    this.#finish();
  }

  #enter(state: 'metadata' | BodyWish): void {
    const { collectBytes } = this.#limits;
    if (state === 'collect' && this.#left > collectBytes) {
      throw new TarError('body-too-large', this.#current().offset, `body of more than ${collectBytes} bytes`);
    }
    this.#state = state;
  }

  #decide(head: Buffer): void {
    this.#enter(this.#handler.head?.(this.#current(), head) ?? 'skip');
  }

  #readBody(chunk: Buffer, at: number): number {
    return this.#state === 'peek' ? this.#readHead(chunk, at) : this.#readPiece(chunk, at);
  }

  /** Shows the handler the first bytes; they are part of the body all the same, and are read again as such. */
  #readHead(chunk: Buffer, at: number): number {
    const wanted = Math.min(headBytes, this.#left);
    if (this.#blockLength === 0 && chunk.length - at >= wanted) {
      this.#decide(chunk.subarray(at, at + wanted));
      return at;
    }
    const length = Math.min(wanted - this.#blockLength, chunk.length - at);
    chunk.copy(this.#block, this.#blockLength, at, at + length);
    this.#blockLength += length;
    if (this.#blockLength === wanted) {
      this.#blockLength = 0;
      const head = this.#block.subarray(0, wanted);
      this.#decide(head);
      this.#readPiece(head, 0);
    }
    return at + length;
  }

  #readPiece(chunk: Buffer, at: number): number {
    const length = Math.min(this.#left, chunk.length - at);
    if (length > 0) {
      this.#left -= length;
      if (this.#state === 'stream') this.#handler.chunk?.(this.#current(), chunk.subarray(at, at + length));
      else if (this.#state !== 'skip') this.#collect(chunk, at, length);
      if (this.#left === 0) this.#finish();
      return at + length;
    }
    return this.#readPadding(chunk, at);
  }

  #collect(chunk: Buffer, at: number, length: number): void {
    if (this.#collectedLength === 0 && this.#left === 0) {
      this.#deliver(chunk.subarray(at, at + length));
      return;
    }
    if (this.#collectedLength === 0) this.#makeRoom(length + this.#left);
    chunk.copy(this.#scratch, this.#collectedLength, at, at + length);
    this.#collectedLength += length;
    if (this.#left > 0) return;
    const whole = this.#scratch.subarray(0, this.#collectedLength);
    this.#collectedLength = 0;
    this.#deliver(whole);
  }

  /** A fresh buffer for each body would leave more garbage than is collected in time. */
  #makeRoom(size: number): void {
    if (size > this.#scratch.length) this.#scratch = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(size)));
  }

  #deliver(bytes: Buffer): void {
    if (this.#state === 'metadata') this.#headers.metadata(bytes);
    else this.#handler.body?.(this.#current(), bytes);
  }

  /** The body is over. */
  #finish(): void {
    if (this.#state === 'stream') this.#handler.finished?.(this.#current());
    this.#state = this.#padding > 0 ? 'skip' : 'header';
  }

  #readPadding(chunk: Buffer, at: number): number {
    const length = Math.min(this.#padding, chunk.length - at);
    this.#padding -= length;
    if (this.#padding === 0) this.#state = 'header';
    return at + length;
  }

  #current(): TarEntry {
    if (this.#entry === undefined) throw new Error('body without an entry');
    return this.#entry;
  }
}

const empty = Buffer.alloc(0);
