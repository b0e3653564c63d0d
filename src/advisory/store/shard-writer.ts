import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { constants, crc32, zstdCompressSync } from 'node:zlib';
import { blockTarget, footerLength, type ShardDirectory, shardMagic } from './shard-file.ts';

/** One line of a shard. Keys come in rising order, each once. */
export interface ShardLine {
  key: string;
  json: string;
}

/** What was written. */
export interface WrittenShard {
  /** File name below the shard folder: hex SHA-256 of the content. */
  file: string;
  bytes: number;
}

const level = 6;

/** Writes a shard under its content's name, durably: it exists whole or not at all. */
export function writeShard(folder: string, lines: Iterable<ShardLine>): WrittenShard {
  const temporary = join(folder, `.new-${randomUUID()}`);
  const descriptor = openSync(temporary, 'wx', 0o600);
  try {
    const written = writeBlocks(descriptor, lines);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(temporary, join(folder, written.file));
    return written;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeBlocks(descriptor: number, lines: Iterable<ShardLine>): WrittenShard {
  const hash = createHash('sha256');
  const directory: ShardDirectory = { first: [], offset: [], packed: [], unpacked: [], crc: [] };
  let bytes = 0;
  const write = (part: Buffer): void => {
    hash.update(part);
    for (let done = 0; done < part.length;) done += writeSync(descriptor, part, done);
    bytes += part.length;
  };
  let block: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (block.length === 0) return;
    const plain = Buffer.from(block.join(''), 'utf8');
    const packed = zstdCompressSync(plain, { params: { [constants.ZSTD_c_compressionLevel]: level } });
    directory.offset.push(bytes);
    directory.packed.push(packed.length);
    directory.unpacked.push(plain.length);
    directory.crc.push(crc32(packed));
    write(packed);
    block = [];
    length = 0;
  };
  for (const { key, json } of lines) {
    if (block.length === 0) directory.first.push(key);
    block.push(block.length === 0 ? '\n' : '', key, '\t', json, '\n');
    length += key.length + json.length + 2;
    if (length >= blockTarget) flush();
  }
  flush();
  const packedDirectory = zstdCompressSync(Buffer.from(JSON.stringify(directory), 'utf8'));
  const footer = Buffer.alloc(footerLength);
  footer.writeBigUInt64LE(BigInt(bytes), 0);
  footer.writeUInt32LE(packedDirectory.length, 8);
  footer.writeUInt32LE(crc32(packedDirectory), 12);
  shardMagic.copy(footer, 16);
  write(packedDirectory);
  write(footer);
  return { file: hash.digest('hex'), bytes };
}
