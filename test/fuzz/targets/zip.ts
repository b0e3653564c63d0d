import { ok } from 'node:assert';
import { bufferAccess, openZip, ZipError } from '#kit/zip';
import { makeZip } from '../../fixtures/zip-writer.ts';
import { repairZip } from '../repair-zip.ts';
import type { FuzzTarget } from '../target.ts';

const limits = { maxEntries: 1000, maxDirectoryBytes: 1 << 20, maxEntryBytes: 1 << 20 };

/** Zip archives: names stay inside, members are of the size that is told and do not share bytes. */
export const zipTarget: FuzzTarget = {
  id: 'zip',
  files: ['src/kit/zip/'],
  errors: [ZipError],
  dictionary: [
    'PK\x01\x02',
    'PK\x03\x04',
    'PK\x05\x06',
    'PK\x06\x06',
    'PK\x06\x07',
    '\x01\x00\x1c\x00',
    '../',
    '/',
    '\\',
    'C:',
  ],
  seeds: () => [
    makeZip([]),
    makeZip([{ name: 'a/b.txt', content: Buffer.from('text '.repeat(50)) }]),
    makeZip([
      { name: 'a/', content: Buffer.alloc(0), method: 0 },
      { name: 'a/ü', content: Buffer.from('stored'), method: 0 },
      { name: 'wide', content: Buffer.from('zip64'), zip64: true },
    ]),
    makeZip([{ name: 'x', content: Buffer.from('x') }], { prefix: Buffer.from('#!/bin/sh\n'), comment: 'PK\x05\x06' }),
  ],
  repair: repairZip,
  run(bytes) {
    const zip = openZip(bufferAccess(bytes), limits);
    ok(zip.entries.length + zip.unsafe.length <= limits.maxEntries, 'more members than allowed');
    ok(zip.entries.reduce((sum, entry) => sum + entry.compressedSize, 0) <= bytes.length, 'members share bytes');
    for (const entry of zip.entries) {
      ok(!entry.name.startsWith('/') && !`/${entry.name}/`.includes('/../'), 'a name that leads outside');
      try {
        const content = zip.read(entry);
        ok(content.length === entry.size && content.length <= limits.maxEntryBytes, 'more than was told or allowed');
      } catch (error) {
        if (!(error instanceof ZipError)) throw error;
      }
    }
  },
};
