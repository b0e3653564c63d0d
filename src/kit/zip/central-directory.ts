import type { RandomAccess } from '#kit/stream';
import type { ZipEntry } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

/** Where the central directory is, in bytes from the start of the file. */
export interface DirectoryPlace {
  offset: number;
  size: number;
  entries: number;
  /** Bytes in front of the archive, as in self-extracting files: every offset in it is shifted by them. */
  shift: number;
}

const endSignature = 0x06054b50;
const zip64LocatorSignature = 0x07064b50;
const zip64EndSignature = 0x06064b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const maxComment = 65_535;

/** Finds the end-of-central-directory record, zip64 or not. Source: PKWARE APPNOTE 4.3.14–4.3.16. */
export function findDirectory(file: RandomAccess): DirectoryPlace {
  const tailLength = Math.min(file.size, endLength + maxComment);
  const tail = file.read(file.size - tailLength, tailLength);
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endLength + tail.readUInt16LE(at + 20) > tail.length) continue;
    return readEnd(file, tail.subarray(at), file.size - tailLength + at);
  }
  throw new ZipError('not a zip archive, or cut off: it has no end record');
}

function readEnd(file: RandomAccess, end: Buffer, endOffset: number): DirectoryPlace {
  if (end.readUInt16LE(4) !== 0 && end.readUInt16LE(4) !== 0xffff) throw new ZipError('split over several disks');
  const place = {
    entries: end.readUInt16LE(10),
    size: end.readUInt32LE(12),
    offset: end.readUInt32LE(16),
  };
  const wide = place.entries === 0xffff || place.size === 0xffffffff || place.offset === 0xffffffff;
  const wideEnd = wide && endOffset >= 20 ? zip64End(file, endOffset) : undefined;
  const { entries, size, offset } = wideEnd ?? place;
  const shift = (wideEnd?.endOffset ?? endOffset) - size - offset;
  if (shift < 0) throw new ZipError('its directory lies outside: truncated or damaged');
  return { entries, size, offset: offset + shift, shift };
}

function zip64End(file: RandomAccess, endOffset: number) {
  const locator = file.read(endOffset - 20, 20);
  if (locator.readUInt32LE(0) !== zip64LocatorSignature) return undefined;
  const endOffset64 = safe(locator.readBigUInt64LE(8));
  const record = file.read(endOffset64, 56);
  if (record.readUInt32LE(0) !== zip64EndSignature) throw new ZipError('its zip64 end record is damaged');
  return {
    entries: safe(record.readBigUInt64LE(32)),
    size: safe(record.readBigUInt64LE(40)),
    offset: safe(record.readBigUInt64LE(48)),
    endOffset: endOffset64,
  };
}

/** Takes the directory's entries apart, in its order. @throws ZipError when they do not fit its size */
export function* readDirectory(directory: Buffer, place: DirectoryPlace): Generator<ZipEntry> {
  let at = 0;
  for (let index = 0; index < place.entries; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) {
      throw new ZipError(`its directory ends after ${index} of ${place.entries} members`);
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const next = at + 46 + nameLength + extraLength + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw new ZipError(`its directory ends inside member ${index + 1}`);
    const extra = directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    yield readEntry(directory.subarray(at, at + 46 + nameLength), extra, place.shift);
    at = next;
  }
}

function readEntry(fixed: Buffer, extra: Buffer, shift: number): ZipEntry {
  const flags = fixed.readUInt16LE(8);
  const narrow = {
    size: fixed.readUInt32LE(24),
    compressedSize: fixed.readUInt32LE(20),
    headerOffset: fixed.readUInt32LE(42),
  };
  const wide = widen(narrow, extra);
  return {
    name: fixed.toString((flags & 0x800) !== 0 ? 'utf8' : 'latin1', 46),
    method: fixed.readUInt16LE(10),
    crc32: fixed.readUInt32LE(16),
    encrypted: (flags & 1) !== 0,
    ...wide,
    headerOffset: wide.headerOffset + shift,
  };
}

type Sizes = Pick<ZipEntry, 'size' | 'compressedSize' | 'headerOffset'>;

/** Replaces the fields that are all ones by those of the zip64 extra field, which holds just these, in this order. */
function widen(narrow: Sizes, extra: Buffer): Sizes {
  if (Math.max(narrow.size, narrow.compressedSize, narrow.headerOffset) < 0xffffffff) return narrow;
  const field = findExtra(extra, 0x0001);
  if (field === undefined) return narrow;
  let at = 0;
  const take = (value: number): number => {
    if (value !== 0xffffffff) return value;
    if (at + 8 > field.length) throw new ZipError('a zip64 field of a member is cut off');
    at += 8;
    return safe(field.readBigUInt64LE(at - 8));
  };
  const size = take(narrow.size);
  const compressedSize = take(narrow.compressedSize);
  return { size, compressedSize, headerOffset: take(narrow.headerOffset) };
}

function findExtra(extra: Buffer, wanted: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === wanted) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipError('a size or offset in it is impossible');
  return Number(value);
}
