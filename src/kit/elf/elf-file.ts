import type { RandomAccess } from '#kit/stream';
import { ElfError } from './elf-error.ts';
import {
  readHeader,
  readNames,
  readSectionTable,
  readSegmentTable,
  sectionAt,
  segmentAt,
  type ElfHeader,
  type ElfSection,
  type ElfSegment,
  type ElfTableBytes,
} from './elf-headers.ts';
import { readNotes, type ElfNote } from './elf-notes.ts';
import { readPart } from './elf-reader.ts';

/** What `ElfFile.section` reads at most unless told otherwise. */
const maxSectionBytes = 64 * 1024 * 1024;
const maxNoteBytes = 1024 * 1024;
const noBits = 8;
const noteSection = 7;
const loaded = 1;
const noteSegment = 4;

/**
 * An opened ELF file. Tables that cannot be read are empty and told in `faults`; only the file header must be there.
 * Most files are asked for one section that they do not have: so nothing is taken apart before it is needed.
 */
export class ElfFile {
  readonly header: ElfHeader;
  /** What is wrong with the file, each as "has …". */
  readonly faults: readonly string[];
  /** False for a file whose section headers were removed, or cannot be read. */
  readonly hasSections: boolean;
  readonly #content: RandomAccess;
  readonly #sectionTable: ElfTableBytes | undefined;
  readonly #segmentTable: ElfTableBytes | undefined;
  readonly #names: Buffer;
  #sections: readonly ElfSection[] | undefined;
  #segments: readonly ElfSegment[] | undefined;

  /** @throws ElfError when it is no ELF file */
  constructor(content: RandomAccess) {
    const faults: string[] = [];
    const header = readHeader(content);
    const table = orFault(() => readSectionTable(content, header), faults);
    this.#content = content;
    this.header = header;
    this.#sectionTable = table;
    this.#names = table === undefined ? Buffer.alloc(0) : readNames(content, header, table);
    this.#segmentTable = orFault(() => readSegmentTable(content, header), faults);
    this.hasSections = (table?.count ?? 0) > 0;
    this.faults = faults;
  }

  get sections(): readonly ElfSection[] {
    const table = this.#sectionTable;
    return (this.#sections ??= Array.from({ length: table?.count ?? 0 }, (_, index) =>
      sectionAt(table as ElfTableBytes, this.header, index, this.#names),
    ));
  }

  get segments(): readonly ElfSegment[] {
    const table = this.#segmentTable;
    return (this.#segments ??= Array.from({ length: table?.count ?? 0 }, (_, index) =>
      segmentAt(table as ElfTableBytes, this.header, index),
    ));
  }

  /** The first section of this name that has bytes in the file. */
  find(name: string): ElfSection | undefined {
    if (!this.#names.includes(`${name}\0`, 0, 'latin1')) return undefined;
    return this.sections.find((section) => section.name === name && section.type !== noBits);
  }

  /**
   * The bytes of the first section of this name; undefined without one.
   * @throws ElfError when it is larger than `most` bytes, or not wholly in the file
   */
  section(name: string, most = maxSectionBytes): Buffer | undefined {
    const found = this.find(name);
    if (found === undefined) return undefined;
    if (found.size > most) throw new ElfError(`has a section ${name} of ${found.size} bytes, more than ${most}`);
    return readPart(this.#content, `section ${name}`, found.offset, found.size);
  }

  /** How many bytes of the file are loaded from this address on, without a gap; 0 when it is not loaded from the file. */
  availableAt(address: number): number {
    const segment = this.#segmentAt(address);
    return segment === undefined ? 0 : segment.address + segment.size - address;
  }

  /**
   * Bytes as they are in memory before relocation.
   * @throws ElfError when they are not all loaded from one segment
   */
  bytesAt(address: number, length: number): Buffer {
    const segment = this.#segmentAt(address);
    if (segment === undefined || !(length >= 0) || address + length > segment.address + segment.size)
      throw new ElfError(`has nothing at address 0x${address.toString(16)}`);
    return readPart(this.#content, 'segment', segment.offset + (address - segment.address), length);
  }

  /** All notes, from the segments or, in a file that has none, from the sections. Those that make no sense are left out. */
  notes(): ElfNote[] {
    const inSegments = this.segments.filter(({ type }) => type === noteSegment);
    const inSections = this.sections.filter(({ type }) => type === noteSection);
    const places = inSegments.length > 0 ? inSegments : inSections.map((section) => ({ ...section, alignment: 4 }));
    return places.slice(0, 64).flatMap(({ offset, size, alignment }) => {
      if (size > maxNoteBytes || offset + size > this.#content.size) return [];
      return readNotes(this.#content.read(offset, size), this.header, alignment);
    });
  }

  /** The build id in hexadecimal, where the linker wrote one. */
  buildId(): string | undefined {
    return this.notes()
      .find(({ owner, type }) => owner === 'GNU' && type === 3)
      ?.content.toString('hex');
  }

  #segmentAt(address: number): ElfSegment | undefined {
    if (!Number.isSafeInteger(address)) return undefined;
    return this.segments.find(
      (segment) => segment.type === loaded && address >= segment.address && address - segment.address < segment.size,
    );
  }
}

function orFault<Result>(read: () => Result, faults: string[]): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    faults.push(error.message);
    return undefined;
  }
}
