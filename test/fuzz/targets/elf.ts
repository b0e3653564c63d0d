import { bufferAccess } from '#kit/stream';
import { ElfError, ElfFile } from '#kit/elf';
import { binaryAnalysers } from '#catalog';
import { elf, elfNote } from '../../fixtures/elf-writer.ts';
import { goBlob, goProgram } from '../../fixtures/go-program-writer.ts';
import type { FuzzTarget } from '../target.ts';

/** ELF files, all their parts and what the analysers of programs make of them. */
export const elfTarget: FuzzTarget = {
  id: 'elf',
  files: ['src/kit/elf/', 'src/catalog/binary/'],
  errors: [ElfError],
  dictionary: [
    '\x7fELF',
    '.go.buildinfo',
    '.dep-v0',
    '.shstrtab',
    '\xff Go buildinf:',
    'GNU\0',
    'dep\t',
    'mod\t',
    '=>\t',
    'build\t',
  ].map((text) => Buffer.from(text, 'latin1')),
  seeds: () => [
    goProgram({ version: 'go1.22.1', modules: 'mod\texample.com/a\tv1.0.0\t\ndep\tb\tv1.2.3\th1:x=\n' }),
    goProgram({ version: 'go1.15', modules: 'dep\tb\tv1\n=>\tc\tv2\t\n', pointers: true }),
    elf([{ name: '.go.buildinfo', bytes: goBlob({ version: 'go1.22.1', modules: '' }), address: 16, flags: 6 }], {
      bits: 32,
      littleEndian: false,
    }),
    elf([{ name: '.note', type: 7, bytes: elfNote('GNU', 3, Buffer.alloc(4)), flags: 4 }], { extended: true }),
  ],
  run(bytes) {
    const content = bufferAccess(bytes);
    for (const analyser of binaryAnalysers) {
      if (analyser.randomAccess === true) JSON.stringify(analyser.analyse({ content, path: 'usr/bin/x' }));
    }
    const file = new ElfFile(content);
    file.notes();
    for (const { name } of file.sections.slice(0, 50)) orElfError(() => file.section(name));
    for (const { address } of file.segments.slice(0, 50))
      orElfError(() => file.bytesAt(address, file.availableAt(address)));
  },
};

function orElfError(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
  }
}
