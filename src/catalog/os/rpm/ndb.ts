import { attempt } from './attempt.ts';
import { type HeaderRecord, maxRecords, type ReportProblem } from './header-record.ts';
import { RpmFormatError } from './rpm-format-error.ts';

const fileMagic = 0x506d7052; // RpmP
const slotMagic = 0x746f6c53; // Slot
const headMagic = 0x53626c42; // BlbS
const tailMagic = 0x45626c42; // BlbE

const pageBytes = 4096;
const slotBytes = 16;
const blockBytes = 16;
const fileHeaderBytes = 32;
const headBytes = 16;
const tailBytes = 12;

/** What a used slot says about one package: its number, and the blocks that it occupies. */
interface Slot {
  place: string;
  number: number;
  start: number;
  end: number;
}

/** True when the bytes begin like rpm's own package database, as SUSE uses it. */
export function isNdb(bytes: Buffer): boolean {
  return bytes.length >= fileHeaderBytes && bytes.readUInt32LE(0) === fileMagic;
}

/**
 * Headers in rpm's own database, little-endian (rpm, lib/backend/ndb/rpmpkg.c): pages of slots, each of which names
 * the 16-byte blocks of one package; there a head, the header, padding and a tail with its Adler-32.
 * Throws `RpmFormatError` when the slots cannot be found.
 */
export function* readNdbHeaders(bytes: Buffer, report: ReportProblem): Generator<HeaderRecord> {
  const version = bytes.readUInt32LE(4);
  if (version !== 0) throw new RpmFormatError(`version ${version} is not known`);
  const slotPages = bytes.readUInt32LE(12);
  const slotEnd = slotPages * pageBytes;
  if (slotPages < 1) throw new RpmFormatError('no pages of slots');
  if (slotEnd > bytes.length) report('file header', `cut off: ${bytes.length} bytes, the slots alone need ${slotEnd}`);
  const slots: Slot[] = [];
  for (let at = fileHeaderBytes; at + slotBytes <= Math.min(slotEnd, bytes.length); at += slotBytes) {
    const place = `slot ${at / slotBytes}`;
    const slot = attempt(place, report, () => readSlot(bytes, at, place, slotEnd));
    if (slot === undefined) continue;
    if (slots.push(slot) > maxRecords) throw new RpmFormatError(`more than ${maxRecords} packages`);
  }
  // In the order of their blocks, packages that claim the same bytes stand beside each other.
  slots.sort((a, b) => a.start - b.start);
  let taken = slotEnd;
  for (const slot of slots) {
    const blob = attempt(slot.place, report, () => {
      if (slot.start < taken) throw new RpmFormatError('shares its blocks with another slot');
      return readBlob(bytes, slot, report);
    });
    if (blob === undefined) continue;
    taken = slot.end;
    yield { number: slot.number, place: slot.place, blob };
  }
}

/** One slot, undefined when it is free. */
function readSlot(bytes: Buffer, at: number, place: string, slotEnd: number): Slot | undefined {
  if (bytes.readUInt32LE(at) !== slotMagic) throw new RpmFormatError('not a slot');
  const firstBlock = bytes.readUInt32LE(at + 8);
  if (firstBlock === 0) return undefined;
  const number = bytes.readUInt32LE(at + 4);
  const start = firstBlock * blockBytes;
  const end = start + bytes.readUInt32LE(at + 12) * blockBytes;
  if (number === 0) throw new RpmFormatError('names no package');
  if (start < slotEnd || end > bytes.length) {
    throw new RpmFormatError(`bytes ${start} to ${end} are outside the file or among the slots`);
  }
  return { place, number, start, end };
}

function readBlob(bytes: Buffer, slot: Slot, report: ReportProblem): Buffer {
  const { start, end } = slot;
  if (end - start < headBytes + tailBytes) throw new RpmFormatError(`only ${end - start} bytes`);
  if (bytes.readUInt32LE(start) !== headMagic) throw new RpmFormatError('points to no package');
  const number = bytes.readUInt32LE(start + 4);
  if (number !== slot.number) throw new RpmFormatError(`points to package ${number}, not ${slot.number}`);
  const length = bytes.readUInt32LE(start + 12);
  if (start + Math.ceil((headBytes + length + tailBytes) / blockBytes) * blockBytes !== end) {
    throw new RpmFormatError(`a header of ${length} bytes does not fit ${end - start} bytes of blocks`);
  }
  const tail = end - tailBytes;
  if (bytes.readUInt32LE(tail + 8) !== tailMagic || bytes.readUInt32LE(tail + 4) !== length) {
    throw new RpmFormatError('the tail of the package is damaged');
  }
  // rpm itself checks the sum only before it overwrites: what is there is still worth reading, with the warning.
  if (bytes.readUInt32LE(tail) !== adler32(bytes.subarray(start, tail))) report(slot.place, 'checksum does not match');
  return bytes.subarray(start + headBytes, start + headBytes + length);
}

/** Adler-32 (RFC 1950, section 8.2), unsigned. */
export function adler32(bytes: Buffer): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length;) {
    // The most additions that keep `high` within 32 bits.
    const end = Math.min(bytes.length, start + 5552);
    for (; start < end; start++) {
      low += bytes[start] ?? 0;
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return high * 65536 + low;
}
