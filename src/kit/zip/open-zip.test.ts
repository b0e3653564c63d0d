import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import { makeZip, type ZipMember as Member } from '../../../test/fixtures/zip-writer.ts';
import { bufferAccess, fileAccess, openZip, ZipError } from './index.ts';

const hello: Member = { name: 'a/hello.txt', content: Buffer.from('hello '.repeat(1000)) };
const plain: Member = { name: 'ü.bin', content: Buffer.from([1, 2, 3]), method: 0 };

function readAll(bytes: Buffer): Map<string, string> {
  const zip = openZip(bufferAccess(bytes));
  return new Map(zip.entries.map((entry) => [entry.name, zip.read(entry).toString('latin1')]));
}

async function readByYauzl(bytes: Buffer): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const zip = await yauzl.fromBufferPromise(bytes);
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    found.set(entry.fileName, Buffer.concat(parts).toString('latin1'));
  }
  return found;
}

describe('reading a zip archive', () => {
  test.each([
    ['empty', makeZip([])],
    ['stored and deflated members', makeZip([hello, plain])],
    ['zip64 sizes and offsets', makeZip([hello, { ...plain, zip64: true }])],
    ['a comment at the end', makeZip([hello], { comment: 'made by hand' })],
  ])('%s: the same as yauzl', async (_, bytes) => {
    expect(readAll(bytes)).toEqual(await readByYauzl(bytes));
  });

  test('bytes in front of the archive, as self-extracting files have them', () => {
    expect(readAll(makeZip([hello], { prefix: Buffer.from('#!/bin/sh\nexec unzip\n') })).get('a/hello.txt')).toBe(
      hello.content.toString(),
    );
  });

  const folder = mkdtempSync(join(tmpdir(), 'seawall-zip-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  test('from a file on disk', () => {
    const path = join(folder, 'x.zip');
    writeFileSync(path, makeZip([hello, plain]));
    const file = fileAccess(path);
    const zip = openZip(file);
    expect(zip.entries.map(({ name }) => name)).toEqual(['a/hello.txt', 'ü.bin']);
    expect(zip.entries.map((entry) => zip.read(entry).length)).toEqual([6000, 3]);
    file.close();
  });
});

describe('a hostile or damaged archive', () => {
  test('cut off anywhere, it is refused and never read beyond its end', () => {
    const bytes = makeZip([hello, plain]);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readAll(bytes.subarray(0, length))).toThrow(ZipError);
    }
  });

  test('with any one byte changed, it is read or refused, and nothing else happens', () => {
    const bytes = makeZip([hello, { ...plain, zip64: true }]);
    for (let at = 0; at < bytes.length; at++) {
      for (const value of [0, 0xff, (bytes[at] ?? 0) ^ 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = value;
        try {
          readAll(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(ZipError);
        }
      }
    }
  });

  test.each(['../x', 'a/../../x', '/etc/passwd', 'a\\..\\x', 'C:/x', 'a//b', './a', 'a\nb', 'a\0b', ''])(
    'leaves out the member %j and says so',
    (name) => {
      const zip = openZip(bufferAccess(makeZip([{ ...plain, name }, hello])));
      expect(zip.entries.map((entry) => entry.name)).toEqual(['a/hello.txt']);
      expect(zip.unsafe).toHaveLength(1);
      expect(zip.unsafe[0]).not.toMatch(/[\x00-\x1f]/);
    },
  );

  test('claims that lead outside the file are its fault', () => {
    const long = makeZip([{ ...plain, name: 'a' }]);
    long.writeUInt16LE(0xffff, 28);
    expect(() => readAll(long)).toThrow(/points outside/);
    const many = makeZip([plain]);
    const end = many.length - 22;
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(1n << 40n, 8);
    many.writeUInt16LE(0xffff, end + 10);
    expect(() => readAll(Buffer.concat([many.subarray(0, end), locator, many.subarray(end)]))).toThrow(
      /points outside/,
    );
  });

  test('members that share bytes are a bomb', () => {
    expect(() => readAll(makeZip([hello, { ...hello, name: 'b' }], { sameOffset: true }))).toThrow(/overlaps/);
  });

  test('a member larger than the limit is refused before it is unpacked', () => {
    const zip = openZip(bufferAccess(makeZip([hello])), { maxEntryBytes: 5999 });
    expect(() => zip.read(zip.entries[0]!)).toThrow(/more than 5999/);
  });

  test('a member that unpacks to more than it claims is cut short', () => {
    expect(() => readAll(makeZip([{ ...hello, size: 10 }]))).toThrow(/larger than its directory says/);
    expect(() => readAll(makeZip([{ ...hello, size: 7000 }]))).toThrow(/another size/);
  });

  test('a wrong checksum, an encrypted member, an unknown method', () => {
    expect(() => readAll(makeZip([{ ...plain, crc: 1 }]))).toThrow(/checksum/);
    expect(() => readAll(makeZip([{ ...plain, flags: 1 }]))).toThrow(/encrypted/);
    expect(() => readAll(makeZip([{ ...plain, method: 12 }]))).toThrow(/method 12/);
  });

  test('more members than allowed', () => {
    expect(() => openZip(bufferAccess(makeZip([hello, plain])), { maxEntries: 1 })).toThrow(/2 members/);
  });
});
