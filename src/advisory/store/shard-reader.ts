import { crc32, zstdDecompressSync } from 'node:zlib';
import { bufferAccess, fileAccess, type FileAccess, type RandomAccess } from '#kit/stream';
import { SeawallError } from '#model';
import { compareKeys, footerLength, type ShardDirectory, shardMagic } from './shard-file.ts';
import type { ShardLine } from './shard-writer.ts';

const maxDirectory = 64 * 1024 * 1024;
const maxBlock = 256 * 1024 * 1024;
/** Unpacked bytes of blocks that one reader keeps: enough for the shard of any release but the hugest. */
const keptBytes = 32 * 1024 * 1024;
/** A shard of at most so many bytes is read in one piece: its blocks one by one take ten times as long. */
const heldShardBytes = 1024 * 1024;

const newline = 0x0a;
const tab = 0x09;

/** An unpacked block, and where the JSON of each of its keys begins: most names that an image asks for are in none. */
interface Block {
  bytes: Buffer;
  places: ReadonlyMap<string, number>;
}

/** One open shard file. Its descriptor keeps it readable even when a newer import has removed the file. */
export class ShardReader {
  private readonly file: FileAccess;
  /** Of the file, or of all that it holds. */
  private readonly bytes: RandomAccess;
  private readonly directory: ShardDirectory;
  private readonly blocks = new Map<number, Block>();
  private held = 0;

  /** @throws SeawallError (no-verdict) when the file is missing or damaged */
  constructor(path: string) {
    this.file = openFile(path);
    try {
      const { file } = this;
      this.bytes = file.size <= heldShardBytes ? bufferAccess(file.read(0, file.size)) : file;
      this.directory = readDirectory(this.bytes);
    } catch (cause) {
      this.file.close();
      throw damaged(cause);
    }
  }

  /** The JSON text of one key. */
  get(key: string): string | undefined {
    // Keys never hold these; a package name from an image may.
    if (/[\t\n]/.test(key)) return undefined;
    const index = this.blockOf(key);
    if (index < 0) return undefined;
    const { bytes, places } = this.block(index);
    const from = places.get(key);
    return from === undefined ? undefined : bytes.toString('utf8', from, bytes.indexOf(newline, from));
  }

  /** Every line in order. */
  *lines(): Generator<ShardLine> {
    for (let index = 0; index < this.directory.first.length; index++) {
      const block = this.readBlock(index);
      for (const { key, from, end } of linesOf(block)) yield { key, json: block.toString('utf8', from, end) };
    }
  }

  close(): void {
    this.file.close();
  }

  /** Index of the block that would hold the key: the last one that begins at or before it. */
  private blockOf(key: string): number {
    const { first } = this.directory;
    let low = 0;
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(first[middle] ?? '', key) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private block(index: number): Block {
    const known = this.blocks.get(index);
    if (known !== undefined) return known;
    const bytes = this.readBlock(index);
    this.held += bytes.length;
    if (this.held > keptBytes) {
      this.blocks.clear();
      this.held = bytes.length;
    }
    const block = { bytes, places: new Map(Array.from(linesOf(bytes), ({ key, from }) => [key, from])) };
    this.blocks.set(index, block);
    return block;
  }

  private readBlock(index: number): Buffer {
    const { offset, packed, unpacked, crc } = this.directory;
    try {
      const bytes = this.bytes.read(offset[index] ?? -1, packed[index] ?? 0);
      if (crc32(bytes) !== crc[index]) throw new Error('checksum of a block');
      const maxOutputLength = Math.max(1, Math.min(maxBlock, unpacked[index] ?? 0));
      return zstdDecompressSync(bytes, { maxOutputLength });
    } catch (cause) {
      throw damaged(cause);
    }
  }
}

/** The lines of a block: `KEY TAB JSON`, after a first line break. */
function* linesOf(block: Buffer): Generator<{ key: string; from: number; end: number }> {
  for (let at = 1; at < block.length;) {
    const middle = block.indexOf(tab, at);
    const end = block.indexOf(newline, at);
    if (middle < 0 || end < middle) throw damaged(new Error('a line without an end'));
    yield { key: block.toString('utf8', at, middle), from: middle + 1, end };
    at = end + 1;
  }
}

function openFile(path: string): FileAccess {
  try {
    return fileAccess(path);
  } catch (cause) {
    throw new SeawallError(
      'database-changed',
      'no-verdict',
      'a file of the vulnerability database is gone: a newer import replaced it, or it was deleted; run the command again',
      { cause },
    );
  }
}

function damaged(cause: unknown): SeawallError {
  if (cause instanceof SeawallError) return cause;
  const advice = 'the vulnerability database is damaged: run `seawall db import` again';
  return new SeawallError('database-damaged', 'no-verdict', advice, { cause });
}

function readDirectory(file: RandomAccess): ShardDirectory {
  const footer = file.read(file.size - footerLength, footerLength);
  if (!footer.subarray(16).equals(shardMagic)) throw new Error('no shard file');
  const length = footer.readUInt32LE(8);
  if (length > maxDirectory) throw new Error('directory too large');
  const packed = file.read(Number(footer.readBigUInt64LE(0)), length);
  if (crc32(packed) !== footer.readUInt32LE(12)) throw new Error('checksum of the directory');
  return JSON.parse(zstdDecompressSync(packed, { maxOutputLength: maxDirectory }).toString('utf8')) as ShardDirectory;
}
