import { decodeName, encodeName } from './decode-name.ts';
import {
  blockSize,
  checksumHolds,
  entryType,
  headerFormat,
  headerLinkName,
  headerName,
  isZeroBlock,
} from './header-block.ts';
import type { HeaderFormat } from './header-block.ts';
import { parseNumber } from './parse-number.ts';
import { parsePax } from './parse-pax.ts';
import type { PaxRecords, SparseRecords } from './parse-pax.ts';
import type { TarEntry, TarEntryType } from './tar-entry.ts';
import { TarError } from './tar-error.ts';
import type { TarErrorCode } from './tar-error.ts';
import type { TarLimits } from './tar-limits.ts';

/** What follows a header block: an entry's body, another block, `metadataSize` bytes of extended header, or nothing. */
export type HeaderStep = TarEntry | 'block' | 'metadata' | 'end';

/** Extended headers: they describe the entry that follows. */
type MetadataKind = 'pax' | 'global' | 'longName' | 'longLink';

const sizeAt = 124;
const flagAt = 156;
const isExtendedAt = 482;
const extensionIsExtendedAt = 504;
const metadataKinds: Record<number, MetadataKind | undefined> = {
  0x78: 'pax',
  0x67: 'global',
  0x4c: 'longName',
  0x4b: 'longLink',
};

/**
 * Turns header blocks into entries. The caller moves the bytes: it gives every header block to `block` and every
 * extended header to `metadata`, and steps over bodies and padding itself.
 *
 * Where readers of tar differ, this one does as Go's archive/tar, because container engines unpack with that:
 * what a scan sees must be what will run.
 */
export class HeaderReader {
  readonly #limits: TarLimits;
  #entries = 0;
  #zeroBlocks = 0;
  #pax: PaxRecords | undefined;
  #longName = '';
  #longLink = '';
  #metadata: MetadataKind = 'pax';
  #metadataOffset = 0;
  #metadataSize = 0;
  /** A sparse file whose map goes on in further blocks, and the bytes of map so far. */
  #sparse: TarEntry | undefined;
  #sparseBytes = 0;

  constructor(limits: TarLimits) {
    this.#limits = limits;
  }

  /** Length of the extended header that must be given to `metadata` next. */
  get metadataSize(): number {
    return this.#metadataSize;
  }

  /** True when blocks were read that only mean something with what follows them. */
  get unfinished(): boolean {
    return this.#sparse !== undefined || this.#pax !== undefined || this.#longName !== '' || this.#longLink !== '';
  }

  /**
   * Takes the 512 bytes of `bytes` from `at`, which stand at `offset` in the tar stream.
   * @throws TarError
   */
  block(bytes: Buffer, at: number, offset: number): HeaderStep {
    if (this.#sparse !== undefined) return this.#sparseMap(this.#sparse, bytes[at + extensionIsExtendedAt], offset);
    if (bytes[at] === 0 && isZeroBlock(bytes, at)) {
      this.#zeroBlocks += 1;
      return this.#zeroBlocks === 2 ? 'end' : 'block';
    }
    if (this.#zeroBlocks > 0) throw new TarError('lone-zero-block', offset, 'header after a block of zeros');
    if (!checksumHolds(bytes, at)) throw new TarError('bad-checksum', offset, 'header with a wrong checksum');
    this.#entries += 1;
    if (this.#entries > this.#limits.entries) {
      throw new TarError('too-many-entries', offset, `more than ${this.#limits.entries} headers`);
    }
    const flag = bytes[at + flagAt] as number;
    const metadata = metadataKinds[flag];
    if (metadata === undefined) return this.#entry(bytes, at, offset, flag);
    this.#metadata = metadata;
    this.#metadataOffset = offset;
    this.#metadataSize = checkSize(number(bytes, at + sizeAt, 12, offset), offset);
    this.#checkLength('header-too-large', this.#metadataSize, this.#limits.headerBytes, offset);
    return 'metadata';
  }

  /**
   * Takes the body of the extended header that `block` announced.
   * @throws TarError
   */
  metadata(body: Buffer): void {
    switch (this.#metadata) {
      case 'pax':
        this.#pax = this.#records(body);
        return;
      case 'global':
        // Engines do not apply global headers, and Go drops what came before one: applying a path or a size here
        // would show another file system than the one that runs. It must be well-formed all the same.
        this.#records(body);
        this.#forget();
        return;
      case 'longName':
        this.#longName = decodeName(body, 0, stringEnd(body));
        return;
      case 'longLink':
        this.#longLink = decodeName(body, 0, stringEnd(body));
        return;
    }
  }

  #records(body: Buffer): PaxRecords {
    const records = parsePax(body);
    if (typeof records === 'string') {
      throw new TarError('bad-pax', this.#metadataOffset, `extended header with a ${records}`);
    }
    return records;
  }

  #forget(): void {
    this.#pax = undefined;
    this.#longName = '';
    this.#longLink = '';
  }

  #entry(bytes: Buffer, at: number, offset: number, flag: number): HeaderStep {
    const format = headerFormat(bytes, at);
    const entry = readFields(bytes, at, offset, format);
    const pax = this.#pax;
    if (pax !== undefined) applyPax(entry, pax);
    if (this.#longName !== '') entry.path = this.#longName;
    const linkTarget = this.#longLink || pax?.linkPath || '';
    this.#forget();
    // Before POSIX a directory was a file with a slash at its end.
    if (flag === 0 && entry.path.endsWith('/')) entry.type = 'directory';
    if (entry.type === 'symlink' || entry.type === 'hardlink') {
      entry.linkTarget = linkTarget || headerLinkName(bytes, at);
      this.#checkLength('path-too-long', byteLength(entry.linkTarget, this.#limits), this.#limits.pathBytes, offset);
    }
    if (pax?.sparse !== undefined && entry.type !== 'sparse') applySparse(entry, pax.sparse, offset);
    this.#checkLength('path-too-long', byteLength(entry.path, this.#limits), this.#limits.pathBytes, offset);
    entry.size = hasBody(entry.type) ? checkSize(entry.size, offset) : 0;
    if (flag !== 0x53) return entry;
    // star uses the same flag for a different layout.
    if (format !== 'gnu') throw new TarError('bad-sparse', offset, 'sparse file that is not in GNU format');
    this.#sparseBytes = 0;
    return this.#sparseMap(entry, bytes[at + isExtendedAt], offset);
  }

  /** Blocks of an old GNU sparse map stand between the header and the body and are in no size. */
  #sparseMap(entry: TarEntry, isExtended: number | undefined, offset: number): HeaderStep {
    this.#sparse = isExtended === 0 ? undefined : entry;
    if (this.#sparse !== undefined) {
      this.#sparseBytes += blockSize;
      this.#checkLength('header-too-large', this.#sparseBytes, this.#limits.headerBytes, offset);
      return 'block';
    }
    entry.offset = offset + blockSize;
    return entry;
  }

  #checkLength(code: TarErrorCode, length: number, limit: number, offset: number): void {
    if (length <= limit) return;
    const what = code === 'path-too-long' ? 'path' : 'extended header';
    throw new TarError(code, offset, `${what} of more than ${limit} bytes`);
  }
}

function readFields(bytes: Buffer, at: number, offset: number, format: HeaderFormat): TarEntry {
  return {
    path: headerName(bytes, at, format),
    type: entryType(bytes[at + flagAt] as number),
    size: number(bytes, at + sizeAt, 12, offset),
    mode: number(bytes, at + 100, 8, offset) & 0o7777,
    uid: number(bytes, at + 108, 8, offset),
    gid: number(bytes, at + 116, 8, offset),
    mtime: number(bytes, at + 136, 12, offset),
    offset: offset + blockSize,
  };
}

function number(bytes: Buffer, at: number, length: number, offset: number): number {
  const value = parseNumber(bytes, at, length);
  if (Number.isNaN(value)) throw new TarError('bad-number', offset, 'header with a malformed number');
  return value;
}

function checkSize(size: number, offset: number): number {
  if (size < 0 || !Number.isSafeInteger(size)) throw new TarError('bad-number', offset, 'header with an absurd size');
  return size;
}

function applyPax(entry: TarEntry, pax: PaxRecords): void {
  entry.path = pax.path ?? entry.path;
  entry.size = pax.size ?? entry.size;
  entry.uid = pax.uid ?? entry.uid;
  entry.gid = pax.gid ?? entry.gid;
  entry.mtime = pax.mtime ?? entry.mtime;
}

/** PAX sparse formats: an unknown version is an ordinary file, as to Go. */
function applySparse(entry: TarEntry, sparse: SparseRecords, offset: number): void {
  const version = `${sparse.major ?? ''}.${sparse.minor ?? ''}`;
  const known = version === '0.0' || version === '0.1' || version === '1.0' || (version === '.' && sparse.map === true);
  if (!known) return;
  if (!hasBody(entry.type)) throw new TarError('bad-sparse', offset, `sparse ${entry.type}`);
  if (entry.type === 'file') entry.type = 'sparse';
  entry.path = sparse.name ?? entry.path;
}

/** Go takes no body from these whatever their size field says; nor does any engine. */
function hasBody(type: TarEntryType): boolean {
  return type === 'file' || type === 'sparse' || type === 'other';
}

function stringEnd(body: Buffer): number {
  const end = body.indexOf(0);
  return end === -1 ? body.length : end;
}

/** Bytes of a name, counted only when it could be too long. */
function byteLength(name: string, limits: TarLimits): number {
  return name.length * 3 > limits.pathBytes ? encodeName(name).length : name.length;
}
