import { ElfError, ElfFile } from '#kit/elf';
import type { RandomAccess } from '#kit/stream';

/** Of a relocatable object (1) or a core dump (4) nothing is installed. */
const programTypes = new Set([2, 3]);

/** Several analysers look at one file, one after the other: its tables are read once. */
const opened = new WeakMap<RandomAccess, ElfFile | undefined>();

/** The ELF program or shared object; undefined for any other file. */
export function openElf(content: RandomAccess): ElfFile | undefined {
  if (opened.has(content)) return opened.get(content);
  const file = readElf(content);
  opened.set(content, file);
  return file;
}

function readElf(content: RandomAccess): ElfFile | undefined {
  try {
    const file = new ElfFile(content);
    return programTypes.has(file.header.type) ? file : undefined;
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}
