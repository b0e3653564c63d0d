import { describe, expect, test } from 'vitest';
import { writeNdb } from '../../../../test/fixtures/rpm-ndb-writer.ts';
import { adler32, isNdb, readNdbHeaders } from './ndb.ts';

function read(bytes: Buffer) {
  const problems: string[] = [];
  const records = [...readNdbHeaders(bytes, (place, what) => problems.push(`${place}: ${what}`))];
  return { numbers: records.map(({ number }) => number), blobs: records.map(({ blob }) => blob), problems };
}

/** Headers of lengths that end at every place within a block. */
const headers = Array.from({ length: 40 }, (_, i) => Buffer.alloc(100 + i, i + 1));
const sound = writeNdb(headers);

function damaged(change: (bytes: Buffer) => void): ReturnType<typeof read> {
  const bytes = Buffer.from(sound);
  change(bytes);
  return read(bytes);
}

/** Where slot 2, the first after the file header, and its package begin. */
const slot = 32;
const blob = 4096;

describe("rpm's own database", () => {
  test('gives its headers as they were written', () => {
    const { numbers, blobs, problems } = read(sound);
    expect(numbers).toEqual(headers.map((_, i) => i + 1));
    expect(blobs).toEqual(headers);
    expect(problems).toEqual([]);
  });

  test('is read over several pages of slots', () => {
    const many = Array.from({ length: 600 }, (_, i) => Buffer.from(`header ${i}`));
    expect(read(writeNdb(many, 3))).toMatchObject({ blobs: many, problems: [] });
  });

  test('may be empty', () => {
    expect(read(writeNdb([]))).toEqual({ numbers: [], blobs: [], problems: [] });
  });

  test('is known by its first bytes', () => {
    expect(isNdb(sound)).toBe(true);
    expect(isNdb(sound.subarray(0, 31))).toBe(false);
    expect(isNdb(Buffer.alloc(100))).toBe(false);
  });
});

describe("rpm's own database, damaged", () => {
  test('loses only the package whose slot is no slot', () => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt8(0, slot));
    expect(numbers).toHaveLength(39);
    expect(problems).toEqual(['slot 2: not a slot']);
  });

  test.each([
    ['no number', slot + 4, 0, 'names no package'],
    ['blocks among the slots', slot + 8, 1, 'outside the file or among the slots'],
    ['blocks behind the file', slot + 8, 0xfffffff0, 'outside the file or among the slots'],
    ['more blocks than there are', slot + 12, 0xffffffff, 'outside the file or among the slots'],
    ['too few blocks', slot + 12, 1, 'only 16 bytes'],
    ['one block too many', slot + 12, 9, 'does not fit 144 bytes of blocks'],
    ['blocks without a package', blob, 0, 'points to no package'],
    ['blocks of another package', blob + 4, 77, 'points to package 77, not 1'],
    ['a length that cannot be', blob + 12, 0xffffffff, 'a header of 4294967295 bytes does not fit'],
    ['a tail that ends otherwise', blob + 128 - 4, 0, 'the tail of the package is damaged'],
    ['a tail of another length', blob + 128 - 8, 5, 'the tail of the package is damaged'],
  ])('reports a slot with %s', (_, at, value, message) => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt32LE(value, at));
    expect(numbers).not.toContain(1);
    expect(numbers.length).toBeGreaterThan(37);
    expect(problems[0]).toContain(`slot 2: `);
    expect(problems[0]).toContain(message);
  });

  test('gives each byte to one package only', () => {
    const { numbers, problems } = damaged((bytes) => bytes.copy(bytes, slot + 16, slot, slot + 16));
    expect(numbers).toHaveLength(39);
    expect(problems).toEqual(['slot 3: shares its blocks with another slot']);
  });

  test('says when the checksum does not match, and still gives the header', () => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt8(99, blob + 20));
    expect(numbers).toHaveLength(40);
    expect(problems).toEqual(['slot 2: checksum does not match']);
  });

  test('says that its end is missing, and gives what is before', () => {
    const { numbers, problems } = read(sound.subarray(0, blob + 1000));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(problems).toHaveLength(33);
    const slotsCut = read(sound.subarray(0, 2048));
    expect(slotsCut.numbers).toEqual([]);
    expect(slotsCut.problems[0]).toBe('file header: cut off: 2048 bytes, the slots alone need 4096');
  });

  test.each([
    [4, 1, 'version 1 is not known'],
    [12, 0, 'no pages of slots'],
  ])('is refused when its header at %i is %i', (at, value, message) => {
    expect(() => damaged((bytes) => bytes.writeUInt32LE(value, at))).toThrow(message);
  });

  test('does not believe a number of slots that the file cannot have', () => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt32LE(0xffffffff, 12));
    expect(numbers).toEqual([]);
    expect(problems[0]).toContain('cut off');
  });
});

describe('Adler-32', () => {
  test.each([
    ['', 1],
    ['Wikipedia', 0x11e60398],
    ['\u00ff'.repeat(20_000), undefined],
  ] as [string, number | undefined][])('of %# is right', (text, expected) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(adler32(bytes)).toBe(expected ?? slowAdler(bytes));
  });
});

function slowAdler(bytes: Buffer): number {
  let [low, high] = [1n, 0n];
  for (const byte of bytes) {
    low += BigInt(byte);
    high += low;
  }
  return Number((high % 65521n) * 65536n + (low % 65521n));
}
