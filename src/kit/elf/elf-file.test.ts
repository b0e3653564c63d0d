import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bufferAccess, fileAccess } from '#kit/stream';
import { elf, elfNote, type ElfPart } from '../../../test/fixtures/elf-writer.ts';
import { ElfError, ElfFile } from './index.ts';

const text: ElfPart = { name: '.text', bytes: Buffer.from('code'), address: 0x1000, flags: 5 };
const data: ElfPart = { name: '.data', bytes: Buffer.from('0123456789'), address: 0x2000, flags: 6 };
const extra: ElfPart = { name: '.extra', bytes: Buffer.from('not loaded') };
const parts = [text, data, extra];

const open = (bytes: Buffer) => new ElfFile(bufferAccess(bytes));

const layouts = [
  { bits: 64, littleEndian: true },
  { bits: 64, littleEndian: false },
  { bits: 32, littleEndian: true },
  { bits: 32, littleEndian: false },
] as const;

describe.each(layouts)('a file of %j', (layout) => {
  const file = open(elf(parts, layout));

  test('has its header', () => {
    expect(file.header).toMatchObject({ ...layout, type: 2, machine: 62 });
    expect(file.faults).toEqual([]);
    expect(file.hasSections).toBe(true);
  });

  test('has its sections, and their bytes', () => {
    expect(file.sections.map(({ name }) => name)).toEqual(['', '.text', '.data', '.extra', '.shstrtab']);
    expect(file.find('.data')).toMatchObject({ address: 0x2000, size: 10, type: 1 });
    expect(file.section('.extra')?.toString()).toBe('not loaded');
    expect(file.section('.missing')).toBeUndefined();
  });

  test('is read by address', () => {
    expect(file.bytesAt(0x2003, 4).toString()).toBe('3456');
    expect(file.availableAt(0x2003)).toBe(7);
    expect(file.availableAt(0x200a)).toBe(0);
    expect(file.availableAt(0x1fff)).toBe(0);
  });

  test.each([
    [0x2003, 8],
    [0x3000, 1],
    [0, 1],
    [-1, 1],
    [Number.NaN, 1],
    [2 ** 60, 1],
    [0x2000, -1],
    [0x2000, Number.NaN],
  ])('has nothing at %d for %d bytes', (address, length) => {
    expect(() => file.bytesAt(address, length)).toThrow(ElfError);
  });

  test('may have its counts in section 0', () => {
    const extended = open(elf(parts, { ...layout, extended: true }));
    expect(extended.sections.slice(1)).toEqual(file.sections.slice(1));
    expect(extended.segments).toEqual(file.segments);
  });

  test('may have no section headers', () => {
    const stripped = open(elf(parts, { ...layout, withoutSections: true }));
    expect(stripped.hasSections).toBe(false);
    expect(stripped.faults).toEqual([]);
    expect(stripped.bytesAt(0x1000, 4).toString()).toBe('code');
  });

  test.each([
    ['segments', { flags: 4 }],
    ['sections', {}],
  ] as const)('has notes in its %s', (_, where) => {
    const notes = Buffer.concat([
      elfNote('GNU', 3, Buffer.from('c0ffee', 'hex'), layout.littleEndian),
      elfNote('FDO', 0xcafe1a7e, Buffer.from('{"type":"deb"}\0'), layout.littleEndian),
    ]);
    const noted = open(elf([{ name: '.note.package', type: 7, bytes: notes, ...where }, text], layout));
    expect(noted.buildId()).toBe('c0ffee');
    expect(noted.notes().map(({ owner, type, content }) => [owner, type, content.toString()])).toContainEqual([
      'FDO',
      0xcafe1a7e,
      '{"type":"deb"}\0',
    ]);
  });
});

describe('hostile files', () => {
  const good = elf(parts);

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('#!/bin/sh and some more text that is long enough for a header to be read from it')],
    ['the magic alone', Buffer.from('\x7fELF')],
    ['a header that is cut off', good.subarray(0, 63)],
    ['an unknown class', Buffer.concat([Buffer.from('\x7fELF\x03\x01'), Buffer.alloc(100)])],
    ['an unknown byte order', Buffer.concat([Buffer.from('\x7fELF\x02\x03'), Buffer.alloc(100)])],
  ])('%s is no ELF file', (_, bytes) => expect(() => open(bytes)).toThrow(ElfError));

  /** Reads whatever there is. */
  function readAll(bytes: Buffer): void {
    const file = open(bytes);
    file.notes();
    for (const { name } of file.sections) file.section(name);
    for (const { address } of file.segments) file.bytesAt(address, Math.min(16, file.availableAt(address)));
  }

  test('cut off anywhere, it is read or refused', () => {
    for (let length = 0; length < good.length; length += 1) {
      try {
        readAll(good.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(ElfError);
      }
    }
  });

  test('with any one byte changed, it is read or refused', () => {
    for (let at = 0; at < good.length; at += 1) {
      for (const value of [0, 0xff, 0x80]) {
        const changed = Buffer.from(good);
        changed[at] = value;
        try {
          readAll(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(ElfError);
        }
      }
    }
  });

  function patched(patch: (bytes: Buffer) => void, options = {}): ElfFile {
    const bytes = Buffer.from(elf(parts, options));
    patch(bytes);
    return open(bytes);
  }

  test('section headers beyond the end are a fault, and the segments are read', () => {
    const file = patched((bytes) => bytes.writeBigUInt64LE(1n << 40n, 40));
    expect(file.faults).toEqual(['has its section headers outside: cut off or damaged']);
    expect(file.hasSections).toBe(false);
    expect(file.bytesAt(0x1000, 4).toString()).toBe('code');
  });

  test('a number of sections that no file has is a fault', () => {
    const file = patched((bytes) => bytes.writeBigUInt64LE(1n << 50n, Number(bytes.readBigUInt64LE(40)) + 32), {
      extended: true,
    });
    expect(file.faults[0]).toMatch(/^has \d+ section headers, more than the 65536/);
  });

  test('headers that are too small are a fault', () => {
    expect(patched((bytes) => bytes.writeUInt16LE(8, 58)).faults[0]).toMatch('section headers of 8 bytes');
    expect(patched((bytes) => bytes.writeUInt16LE(8, 54)).faults[0]).toMatch('program headers of 8 bytes');
  });

  test('a section beyond the end is refused when it is read', () => {
    const bytes = Buffer.from(good);
    const place = Number(bytes.readBigUInt64LE(40)) + 3 * 64;
    bytes.writeBigUInt64LE(0xffff_ffff_ffff_fff0n, place + 24);
    expect(() => open(bytes).section('.extra')).toThrow('has its section .extra outside');
    bytes.writeBigUInt64LE(1n << 40n, place + 32);
    expect(() => open(bytes).section('.extra')).toThrow('bytes, more than');
    expect(() => open(good).section('.extra', 9)).toThrow('has a section .extra of 10 bytes, more than 9');
  });

  test('a section without bytes in the file has none', () => {
    expect(open(elf([{ ...extra, type: 8 }])).section('.extra')).toBeUndefined();
  });

  test('an index of names beyond the sections leaves them nameless', () => {
    const file = patched((bytes) => bytes.writeUInt16LE(77, 62));
    expect(file.sections).toHaveLength(5);
    expect(file.find('.text')).toBeUndefined();
  });

  test('names without an end are cut, also when there are many', () => {
    const many = Array.from({ length: 3000 }, () => ({ name: 'x'.repeat(2000), bytes: Buffer.alloc(0) }));
    expect(open(elf(many)).sections[1]?.name).toHaveLength(256);
  });

  test.each([
    ['a name longer than the section', Buffer.from([255, 255, 255, 255, 0, 0, 0, 0, 1, 0, 0, 0])],
    ['a content longer than the section', Buffer.from([0, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0])],
    ['half a header', Buffer.alloc(7)],
  ])('notes with %s end the list', (_, bytes) => {
    const good = elfNote('GNU', 3, Buffer.from('ab', 'hex'));
    const notes = open(elf([{ name: '.note', type: 7, bytes: Buffer.concat([good, bytes]) }])).notes();
    expect(notes.map(({ owner }) => owner)).toEqual(['GNU']);
  });

  test('notes without end are cut off', () => {
    const notes = { name: '.note', type: 7, bytes: Buffer.alloc(60_000) };
    expect(open(elf([notes])).notes()).toHaveLength(1000);
  });
});

const folders = ['/usr/bin', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'];

function realFiles(): string[] {
  const found: string[] = [];
  for (const folder of folders) {
    const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
    for (const name of names.toSorted()) {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() === true && stat.size > 1000 && stat.size < 5_000_000) found.push(path);
    }
  }
  return found.filter((_, index) => index % Math.ceil(found.length / 60) === 0);
}

function readelf(...args: string[]): string | undefined {
  try {
    return execFileSync('readelf', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

describe.skipIf(readelf('--version') === undefined)('as binutils read them (readelf)', () => {
  test('programs and libraries of this system have the same sections and build id', () => {
    let compared = 0;
    for (const path of realFiles()) {
      const file = fileAccess(path);
      try {
        if (file.read(0, 4).toString('latin1') !== '\x7fELF') continue;
        const told = readelf('-WSn', path) ?? '';
        const rows = told.matchAll(/^ +\[ *(\d+)\] (\S*) +(?:[A-Z_]\S*) +([0-9a-f]{16}) ([0-9a-f]+) ([0-9a-f]+) /gm);
        const expected = [...rows].map(([, , name, address, offset, size]) =>
          [name, ...[address, offset, size].map((hex) => Number.parseInt(hex ?? '', 16))].join(' '),
        );
        const ours = new ElfFile(file);
        const sections = ours.sections.slice(1).map((s) => [s.name, s.address, s.offset, s.size].join(' '));
        expect(sections, path).toEqual(expected.slice(-sections.length));
        expect(ours.buildId(), path).toBe(/Build ID: ([0-9a-f]+)/.exec(told)?.[1]);
        compared += 1;
      } finally {
        file.close();
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});
