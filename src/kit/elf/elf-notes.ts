import { ElfReader, type ElfLayout } from './elf-reader.ts';

/** One note: `GNU` 3 is the build id, `FDO` 0xcafe1a7e the package metadata of `.note.package`, `Go` 4 Go's build id. */
export interface ElfNote {
  readonly owner: string;
  readonly type: number;
  readonly content: Buffer;
}

const headerBytes = 12;
const maxNotes = 1000;

/**
 * Takes the notes of one section or segment apart, until they end or make no sense.
 * Source: System V ABI, "Note Section"; Linux pads by 8 where the segment is aligned so.
 */
export function readNotes(bytes: Buffer, layout: ElfLayout, alignment: number): ElfNote[] {
  const unit = alignment === 8 ? 8 : 4;
  const padded = (length: number) => Math.ceil(length / unit) * unit;
  const notes: ElfNote[] = [];
  for (let at = 0; at + headerBytes <= bytes.length && notes.length < maxNotes;) {
    const reader = new ElfReader(bytes.subarray(at, at + headerBytes), layout);
    const nameLength = reader.word(0);
    const length = reader.word(4);
    // The name begins right after the header, also where the rest is padded by 8.
    const contentAt = at + padded(headerBytes + nameLength);
    if (contentAt + length > bytes.length) break;
    const name = bytes.toString('latin1', at + headerBytes, at + headerBytes + Math.min(nameLength, 64));
    notes.push({
      owner: name.split('\0', 1)[0] ?? '',
      type: reader.word(8),
      content: bytes.subarray(contentAt, contentAt + length),
    });
    at = contentAt + padded(length);
  }
  return notes;
}
