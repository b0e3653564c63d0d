import { crc32, inflateRawSync } from 'node:zlib';
import type { RandomAccess } from '#kit/stream';
import { findDirectory, readDirectory } from './central-directory.ts';
import type { ZipEntry } from './zip-entry.ts';
import { ZipError } from './zip-error.ts';

/** Bounds of one archive. */
export interface ZipLimits {
  /** Members in the directory (default 1,000,000). */
  maxEntries?: number;
  /** Bytes of the directory itself (default 256 MiB). */
  maxDirectoryBytes?: number;
  /** Bytes that one member may unpack to (default 64 MiB). */
  maxEntryBytes?: number;
}

/** An archive whose directory has been read. */
export interface Zip {
  /** Members with a usable name, in the directory's order. */
  readonly entries: readonly ZipEntry[];
  /** Names of members left out because they are absolute, climb up, or hold control characters; made printable. */
  readonly unsafe: readonly string[];
  /**
   * The unpacked content of one member.
   * @throws ZipError when it is encrypted, of another method, too large, damaged, or overlaps another member
   */
  read(entry: ZipEntry): Buffer;
}

const mebibyte = 1024 * 1024;

/**
 * Reads the directory of an archive and checks it.
 * @throws ZipError when it is no zip archive, is cut off, exceeds the limits, or its members overlap (a zip bomb)
 */
export function openZip(bytes: RandomAccess, limits: ZipLimits = {}): Zip {
  const file = insideOnly(bytes);
  const place = findDirectory(file);
  const maxEntries = limits.maxEntries ?? 1_000_000;
  const maxEntryBytes = limits.maxEntryBytes ?? 64 * mebibyte;
  if (place.entries > maxEntries) throw new ZipError(`has ${place.entries} members, more than ${maxEntries}`);
  if (place.size > (limits.maxDirectoryBytes ?? 256 * mebibyte)) throw new ZipError('its directory is too large');
  const entries: ZipEntry[] = [];
  const unsafe: string[] = [];
  for (const entry of readDirectory(file.read(place.offset, place.size), place)) {
    if (isSafeName(entry.name)) entries.push(entry);
    else unsafe.push(printable(entry.name));
  }
  checkOverlap(entries, place.offset);
  return { entries, unsafe, read: (entry) => readMember(file, entry, maxEntryBytes) };
}

/** A place outside the file is the archive's fault, and told as such. */
function insideOnly(file: RandomAccess): RandomAccess {
  return {
    size: file.size,
    read(offset, length) {
      if (offset < 0 || offset + length > file.size)
        throw new ZipError('points outside the archive: truncated or damaged');
      return file.read(offset, length);
    },
  };
}

function isSafeName(name: string): boolean {
  if (name === '' || /[\x00-\x1f\x7f\\]/.test(name) || /^[A-Za-z]:/.test(name)) return false;
  const path = name.endsWith('/') ? name.slice(0, -1) : name;
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

function printable(name: string): string {
  return name.slice(0, 200).replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
}

/** Members that share bytes are how a small archive unpacks to petabytes; no honest writer makes them. */
function checkOverlap(entries: readonly ZipEntry[], end: number): void {
  const sorted = entries.toSorted((a, b) => a.headerOffset - b.headerOffset);
  let free = 0;
  for (const entry of sorted) {
    if (entry.headerOffset < free) throw new ZipError(`member ${printable(entry.name)} overlaps another`);
    free = entry.headerOffset + 30 + entry.compressedSize;
    if (free > end) throw new ZipError(`member ${printable(entry.name)} lies outside the archive`);
  }
}

function readMember(file: RandomAccess, entry: ZipEntry, maxBytes: number): Buffer {
  if (entry.encrypted) throw new ZipError('encrypted');
  if (entry.size > maxBytes) throw new ZipError(`unpacks to ${entry.size} bytes, more than ${maxBytes}`);
  const header = file.read(entry.headerOffset, 30);
  if (header.readUInt32LE(0) !== 0x04034b50) throw new ZipError('its local header is damaged');
  const from = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const content = unpack(file.read(from, entry.compressedSize), entry, maxBytes);
  if (content.length !== entry.size) throw new ZipError(`unpacks to another size than its directory says`);
  if (crc32(content) !== entry.crc32) throw new ZipError('its checksum does not agree');
  return content;
}

function unpack(stored: Buffer, entry: ZipEntry, maxBytes: number): Buffer {
  if (entry.method === 0) return stored;
  if (entry.method !== 8) throw new ZipError(`packed by method ${entry.method}; only stored and deflated can be read`);
  try {
    return inflateRawSync(stored, { maxOutputLength: Math.max(1, Math.min(maxBytes, entry.size)) });
  } catch (cause) {
    throw new ZipError('its compressed data is damaged or larger than its directory says', { cause });
  }
}
