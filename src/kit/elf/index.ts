// Reads ELF files from hostile hands, here and there and never whole: headers, sections, segments, notes.
// Bounded; a file without usable section headers still has its segments, and what is wrong is told in `faults`.
export * from './elf-error.ts';
export * from './elf-file.ts';
export type { ElfHeader, ElfSection, ElfSegment } from './elf-headers.ts';
export type { ElfNote } from './elf-notes.ts';
