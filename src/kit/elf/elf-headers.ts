import type { RandomAccess } from '#kit/stream';
import { ElfError } from './elf-error.ts';
import { ElfReader, partOutside, readPart, type ElfLayout } from './elf-reader.ts';

/** One section. Sizes, offsets and addresses beyond 2^53 are rounded; nothing can be read there. */
export interface ElfSection {
  /** At most 256 bytes of it, as latin1; empty when it lies outside the table of names. */
  readonly name: string;
  /** `SHT_…`: 7 is a note, 8 has no bytes in the file. */
  readonly type: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  /** Index of the section that this one refers to. */
  readonly link: number;
}

/** One program header: a part of the file and where it is loaded. */
export interface ElfSegment {
  /** `PT_…`: 1 is loaded, 4 is a note. */
  readonly type: number;
  /** `PF_…`: 1 executable, 2 writable, 4 readable. */
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  /** Bytes in the file; what is loaded beyond them is zero. */
  readonly size: number;
  readonly alignment: number;
}

/** The file header, as far as it tells something. */
export interface ElfHeader extends ElfLayout {
  /** `ET_…`: 1 relocatable, 2 program, 3 shared object or position-independent program, 4 core. */
  readonly type: number;
  /** `EM_…`: 62 is x86-64, 183 AArch64. */
  readonly machine: number;
  readonly segmentTable: ElfTable;
  readonly sectionTable: ElfTable;
  /** Index of the section that has the names of sections. */
  readonly namesIndex: number;
}

interface ElfTable {
  readonly offset: number;
  readonly count: number;
  readonly entryBytes: number;
}

/** Programs have some 40; compilers that give each function its own section make more. */
const maxSections = 65_536;
const maxSegments = 4096;
const maxNamesBytes = 16 * 1024 * 1024;
const maxNameBytes = 256;
/** `e_phnum` and `e_shstrndx` when the number does not fit: it stands in section 0 then. */
const escaped = 0xffff;

/**
 * Reads the file header. Source: System V ABI, "ELF Header"; the extended numbering of the gABI's "Sections".
 * @throws ElfError when it is no ELF file, or is cut off before the header's end
 */
export function readHeader(content: RandomAccess): ElfHeader {
  const bytes = content.read(0, Math.min(64, content.size));
  if (bytes.length < 16 || bytes.readUInt32BE(0) !== 0x7f454c46) throw new ElfError('is no ELF file');
  const width = bytes[4];
  const order = bytes[5];
  if ((width !== 1 && width !== 2) || (order !== 1 && order !== 2))
    throw new ElfError('has an unknown ELF class or order');
  const layout: ElfLayout = { bits: width === 1 ? 32 : 64, littleEndian: order === 1 };
  const wide = width === 2;
  if (bytes.length < (wide ? 64 : 52)) throw partOutside('header');
  const reader = new ElfReader(bytes, layout);
  const counts = wide ? 54 : 42;
  const table = (offset: number, count: number, entryBytes: number): ElfTable => ({ offset, count, entryBytes });
  const sections = table(reader.native(wide ? 40 : 32), reader.half(counts + 6), reader.half(counts + 4));
  const segments = table(reader.native(wide ? 32 : 28), reader.half(counts + 2), reader.half(counts));
  const namesIndex = reader.half(counts + 8);
  const first = firstSection(content, layout, sections, segments.count, namesIndex);
  return {
    ...layout,
    type: reader.half(16),
    machine: reader.half(18),
    segmentTable: segments.count === escaped && first !== undefined ? { ...segments, count: first.info } : segments,
    sectionTable: sections.count === 0 && first !== undefined ? { ...sections, count: first.size } : sections,
    namesIndex: namesIndex === escaped && first !== undefined ? first.link : namesIndex,
  };
}

/** Section 0, where it has to help out with a number; undefined where it need not, or is not there. */
function firstSection(
  content: RandomAccess,
  layout: ElfLayout,
  { offset, count, entryBytes }: ElfTable,
  segments: number,
  namesIndex: number,
) {
  const needed = offset > 0 && (count === 0 || segments === escaped || namesIndex === escaped);
  const wide = layout.bits === 64;
  if (!needed || entryBytes < sectionBytes(layout) || offset + entryBytes > content.size) return undefined;
  const reader = new ElfReader(content.read(offset, entryBytes), layout);
  return { size: reader.native(wide ? 32 : 20), link: reader.word(wide ? 40 : 24), info: reader.word(wide ? 44 : 28) };
}

/** A table whose bytes are there; its entries are taken apart when somebody asks. */
export interface ElfTableBytes {
  readonly reader: ElfReader;
  readonly count: number;
  readonly entryBytes: number;
}

/** Reads the section headers. @throws ElfError when the table is not what the header says, or too large */
export function readSectionTable(content: RandomAccess, header: ElfHeader): ElfTableBytes {
  return readTable(content, header, header.sectionTable, 'section headers', sectionBytes(header), maxSections);
}

/** Reads the program headers. @throws ElfError when the table is not what the header says, or too large */
export function readSegmentTable(content: RandomAccess, header: ElfHeader): ElfTableBytes {
  const least = header.bits === 64 ? 56 : 32;
  return readTable(content, header, header.segmentTable, 'program headers', least, maxSegments);
}

/** The bytes of the table that has the names of sections; empty when there is none that can be read. */
export function readNames(content: RandomAccess, header: ElfHeader, table: ElfTableBytes): Buffer {
  if (header.namesIndex >= table.count) return Buffer.alloc(0);
  const { offset, size } = placeAt(table, header, header.namesIndex);
  const usable = size <= maxNamesBytes && offset + size <= content.size;
  return usable ? content.read(offset, size) : Buffer.alloc(0);
}

/** One entry of the section headers. */
export function sectionAt(table: ElfTableBytes, layout: ElfLayout, index: number, names: Buffer): ElfSection {
  const { reader } = table;
  const at = index * table.entryBytes;
  const wide = layout.bits === 64;
  return {
    name: nameIn(names, reader.word(at)),
    type: reader.word(at + 4),
    address: reader.native(at + (wide ? 16 : 12)),
    ...placeAt(table, layout, index),
    link: reader.word(at + (wide ? 40 : 24)),
  };
}

/** Where the bytes of one section lie in the file. */
function placeAt({ reader, entryBytes }: ElfTableBytes, { bits }: ElfLayout, index: number) {
  const at = index * entryBytes;
  const wide = bits === 64;
  return { offset: reader.native(at + (wide ? 24 : 16)), size: reader.native(at + (wide ? 32 : 20)) };
}

/** One entry of the program headers. */
export function segmentAt(table: ElfTableBytes, { bits }: ElfLayout, index: number): ElfSegment {
  const { reader } = table;
  const at = index * table.entryBytes;
  const wide = bits === 64;
  return {
    type: reader.word(at),
    flags: reader.word(at + (wide ? 4 : 24)),
    offset: reader.native(at + (wide ? 8 : 4)),
    address: reader.native(at + (wide ? 16 : 8)),
    size: reader.native(at + (wide ? 32 : 16)),
    alignment: reader.native(at + (wide ? 48 : 28)),
  };
}

function nameIn(names: Buffer, at: number): string {
  const window = names.subarray(at, at + maxNameBytes);
  const end = window.indexOf(0);
  return window.toString('latin1', 0, end < 0 ? window.length : end);
}

function sectionBytes({ bits }: ElfLayout): number {
  return bits === 64 ? 64 : 40;
}

function readTable(
  content: RandomAccess,
  layout: ElfLayout,
  { offset, count, entryBytes }: ElfTable,
  what: string,
  leastBytes: number,
  most: number,
): ElfTableBytes {
  if (offset === 0 || count === 0) return { reader: new ElfReader(Buffer.alloc(0), layout), count: 0, entryBytes: 0 };
  if (count > most) throw new ElfError(`has ${count} ${what}, more than the ${most} that are read`);
  if (entryBytes < leastBytes) throw new ElfError(`has ${what} of ${entryBytes} bytes, fewer than ${leastBytes}`);
  const bytes = readPart(content, what, offset, count * entryBytes);
  return { reader: new ElfReader(bytes, layout), count, entryBytes };
}
