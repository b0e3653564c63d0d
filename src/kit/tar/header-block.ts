import { decodeName } from './decode-name.ts';
import { parseNumber, parseOctal } from './parse-number.ts';
import type { TarEntryType } from './tar-entry.ts';

/** Size of a header, and what bodies are padded to. */
export const blockSize = 512;

// Offsets of the fields (POSIX.1-2024, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format").
const nameAt = 0;
const checksumAt = 148;
const linkNameAt = 157;
const magicAt = 257;
const prefixAt = 345;
const accessTimeAt = 345;
const changeTimeAt = 357;
const trailerAt = 508;

/** Which family of headers a block belongs to; decides what stands where its prefix would. */
export type HeaderFormat = 'v7' | 'ustar' | 'star' | 'gnu';

const types: Record<number, TarEntryType> = {
  0x00: 'file',
  0x30: 'file',
  0x31: 'hardlink',
  0x32: 'symlink',
  0x33: 'character',
  0x34: 'block',
  0x35: 'directory',
  0x36: 'fifo',
  // Contiguous file: POSIX has readers without such files treat it as a regular one.
  0x37: 'file',
  0x53: 'sparse',
};

/** What an entry of the type flag is, before extended headers have their say. */
export function entryType(flag: number): TarEntryType {
  return types[flag] ?? 'other';
}

export function isZeroBlock(block: Buffer, at: number): boolean {
  for (let index = at; index < at + blockSize; index += 1) {
    if (block[index] !== 0) return false;
  }
  return true;
}

/** Whether the checksum holds: the sum of all bytes with its own field as blanks, unsigned or (old Sun tar) signed. */
export function checksumHolds(block: Buffer, at: number): boolean {
  const stored = parseOctal(block, at + checksumAt, at + checksumAt + 8);
  let sum = 8 * 0x20;
  for (let index = at; index < at + checksumAt; index += 1) sum += block[index] as number;
  for (let index = at + checksumAt + 8; index < at + blockSize; index += 1) sum += block[index] as number;
  return stored === sum || stored === sum - 256 * countHighBytes(block, at);
}

function countHighBytes(block: Buffer, at: number): number {
  let count = 0;
  for (let index = at; index < at + blockSize; index += 1) {
    if ((block[index] as number) >= 0x80 && (index < at + checksumAt || index >= at + checksumAt + 8)) count += 1;
  }
  return count;
}

export function headerFormat(block: Buffer, at: number): HeaderFormat {
  if (!startsWith(block, at + magicAt, 'ustar')) return 'v7';
  if (block[at + magicAt + 5] === 0) return startsWith(block, at + trailerAt, 'tar\0') ? 'star' : 'ustar';
  return startsWith(block, at + magicAt + 5, '  \0') ? 'gnu' : 'v7';
}

/** The name in the header itself, with its prefix. */
export function headerName(block: Buffer, at: number, format: HeaderFormat): string {
  const name = stringField(block, at + nameAt, 100);
  const prefix = headerPrefix(block, at, format);
  return prefix === '' ? name : `${prefix}/${name}`;
}

export function headerLinkName(block: Buffer, at: number): string {
  return stringField(block, at + linkNameAt, 100);
}

function headerPrefix(block: Buffer, at: number, format: HeaderFormat): string {
  switch (format) {
    case 'v7':
      return '';
    case 'ustar':
      return stringField(block, at + prefixAt, 155);
    case 'star':
      return stringField(block, at + prefixAt, 131);
    case 'gnu':
      return misplacedPrefix(block, at);
  }
}

/**
 * GNU headers hold times where ustar has its prefix. Go before 1.8 wrote a prefix there all the same, and images of
 * that age exist: like Go since, take it for one when it is ASCII and cannot be the times.
 */
function misplacedPrefix(block: Buffer, at: number): string {
  if (isTime(block, at + accessTimeAt) && isTime(block, at + changeTimeAt)) return '';
  const prefix = stringField(block, at + prefixAt, 155);
  return /^[\x01-\x7f]*$/.test(prefix) ? prefix : '';
}

function isTime(block: Buffer, at: number): boolean {
  return block[at] === 0 || !Number.isNaN(parseNumber(block, at, 12));
}

function stringField(block: Buffer, start: number, length: number): string {
  if (block[start] === 0) return '';
  let end = start + 1;
  while (end < start + length && block[end] !== 0) end += 1;
  return decodeName(block, start, end);
}

function startsWith(block: Buffer, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (block[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
