import { describe, expect, test } from 'vitest';
import { writeBerkeley } from '../../../../test/fixtures/rpm-berkeley-writer.ts';
import { isBerkeley, readBerkeleyHeaders } from './berkeley.ts';
import type { HeaderRecord } from './header-record.ts';

function read(bytes: Buffer) {
  const problems: string[] = [];
  const records: HeaderRecord[] = [];
  for (const record of readBerkeleyHeaders(bytes, (place, what) => problems.push(`${place}: ${what}`))) {
    // The next record may reuse the memory of this one.
    records.push({ ...record, blob: Buffer.from(record.blob) });
  }
  records.sort((a, b) => a.number - b.number);
  return { numbers: records.map(({ number }) => number), blobs: records.map(({ blob }) => blob), problems };
}

const headers = Array.from({ length: 12 }, (_, i) => Buffer.alloc(1000 * (i + 1), `${i};`));

describe('a Berkeley DB hash', () => {
  const layouts = [512, 4096, 65536].flatMap((pageSize) =>
    [false, true].flatMap((bigEndian) => [1, 2, 8].map((buckets) => ({ pageSize, bigEndian, buckets }))),
  );

  test.each(layouts)('gives its headers as they were written: %j', (layout) => {
    const { numbers, blobs, problems } = read(writeBerkeley(headers, layout));
    expect(numbers).toEqual(headers.map((_, i) => i + 1));
    expect(Buffer.concat(blobs).equals(Buffer.concat(headers))).toBe(true);
    expect(problems).toEqual([]);
  });

  test('follows the chain of a bucket', () => {
    const { blobs, problems } = read(writeBerkeley(headers, { headersPerPage: 2, buckets: 1 }));
    expect(Buffer.concat(blobs).equals(Buffer.concat(headers))).toBe(true);
    expect(problems).toEqual([]);
  });

  test('reads headers that stand on the page itself', () => {
    const small = headers.map((header) => header.subarray(0, 100));
    expect(read(writeBerkeley(small, { smallOnPage: true }))).toMatchObject({ blobs: small, problems: [] });
  });

  test('may be empty', () => {
    expect(read(writeBerkeley([]))).toEqual({ numbers: [], blobs: [], problems: [] });
    expect(read(writeBerkeley([], { pageSize: 65536, buckets: 4 }))).toMatchObject({ numbers: [], problems: [] });
  });

  test('is known by its magic number in both byte orders', () => {
    expect(isBerkeley(writeBerkeley([]))).toBe(true);
    expect(isBerkeley(writeBerkeley([], { bigEndian: true }))).toBe(true);
    expect(isBerkeley(writeBerkeley([]).subarray(0, 511))).toBe(false);
    expect(isBerkeley(Buffer.alloc(512))).toBe(false);
  });
});

describe('a damaged Berkeley DB hash', () => {
  // Pages: 0 meta, 1 the bucket, 2 overflow of header 1, 3 and on of header 2.
  const sound = writeBerkeley(headers.slice(0, 5), { pageSize: 2048, buckets: 1 });

  function damaged(change: (bytes: Buffer) => void): ReturnType<typeof read> {
    const bytes = Buffer.from(sound);
    change(bytes);
    return read(bytes);
  }

  function pageOf(number: number): number {
    return number * 2048;
  }

  test.each([
    ['says that it is another', pageOf(2) + 8, 99, 'page 2 says that it is page 99'],
    ['is of another type', pageOf(2) + 24, 0, 'page 2 of type 0 is not an overflow page'],
    ['has no bytes', pageOf(2) + 20, 0, 'overflow page 2 claims 0 of 1000 missing bytes'],
    ['has more bytes than the header', pageOf(2) + 20, 1001 << 16, 'overflow page 2 claims 1001 of 1000 missing bytes'],
    ['has more bytes than a page', pageOf(3) + 20, 2023 << 16, 'overflow page 3 claims 2023'],
  ])('loses only the header whose overflow page %s', (_, at, value, message) => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt32LE(value, at));
    expect(numbers).toHaveLength(4);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^page 1, item [24]: /);
    expect(problems[0]).toContain(message);
  });

  test('does not follow overflow pages in circles or out of the file', () => {
    // Header 3 lies on pages 4 and 5.
    expect(damaged((bytes) => bytes.writeUInt32LE(4, pageOf(4) + 16))).toMatchObject({
      numbers: [1, 2, 4, 5],
      problems: ['page 1, item 6: second link to page 4'],
    });
    expect(damaged((bytes) => bytes.writeUInt32LE(4000, pageOf(4) + 16)).problems).toEqual([
      'page 1, item 6: link to page 4000, which the file does not have',
    ]);
    expect(damaged((bytes) => bytes.writeUInt32LE(0, pageOf(4) + 16)).problems).toEqual([
      'page 1, item 6: second link to page 0',
    ]);
  });

  test('does not follow the pages of a bucket in circles', () => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt32LE(1, pageOf(1) + 16));
    expect(numbers).toHaveLength(5);
    expect(problems).toEqual(['page 1: second link to page 1']);
  });

  test('loses a bucket whose page is none, and reads the others', () => {
    const bytes = writeBerkeley(headers, { buckets: 4 });
    bytes.writeUInt8(5, 4096 * 2 + 25);
    const { numbers, problems } = read(bytes);
    expect(numbers).toEqual([2, 3, 4, 6, 7, 8, 10, 11, 12]);
    expect(problems).toEqual(['page 2: type 5 is not a page of a bucket']);
  });

  test.each([
    ['lie outside the page', pageOf(1) + 26 + 4, 2048, 'page 1: item 2 lies in the wrong place'],
    ['lie among the offsets', pageOf(1) + 26 + 4, 30, 'page 1: item 2 lies in the wrong place'],
    ['overlap', pageOf(1) + 26 + 6, sound.readUInt16LE(pageOf(1) + 26 + 4), 'page 1: item 3 lies in the wrong place'],
    ['do not fit', pageOf(1) + 20, 2000, 'page 1: 2000 items do not fit'],
    ['are not in pairs', pageOf(1) + 20, 3, 'page 1: a key without a value'],
  ])('says which items %s', (_, at, value, message) => {
    expect(damaged((bytes) => bytes.writeUInt16LE(value, at)).problems).toContain(message);
  });

  test('says which item has another type, and which key another length', () => {
    const key = sound.readUInt16LE(pageOf(1) + 26 + 4);
    expect(damaged((bytes) => bytes.writeUInt8(2, pageOf(1) + key)).problems).toEqual([
      'page 1, item 2: item 2 has type 2',
    ]);
    expect(damaged((bytes) => bytes.writeUInt8(3, pageOf(1) + key)).problems).toEqual([
      'page 1, item 2: item 2 is a link of 5 bytes',
    ]);
  });

  test('says that its end is missing, and gives what is before', () => {
    const { numbers, problems } = read(sound.subarray(0, pageOf(4)));
    expect(numbers).toEqual([1, 2]);
    expect(problems[0]).toMatch(/^meta page: cut off: 4 of \d+ pages are there$/);
    expect(problems).toHaveLength(4);
  });

  test.each([
    [16, 7, 'Berkeley DB hash version 7 is not known'],
    [20, 0, 'page size 0'],
    [20, 4095, 'page size 4095'],
    [20, 131072, 'page size 131072'],
    [24, 1, 'the database is encrypted'],
    [26, 1, 'pages with checksums'],
    [72, 0xffffff, '16777216 buckets in'],
  ])('is refused when its meta page at %i is %i', (at, value, message) => {
    const change = (bytes: Buffer): void => {
      if (at === 24 || at === 26) bytes.writeUInt8(value, at);
      else bytes.writeUInt32LE(value, at);
    };
    expect(() => damaged(change)).toThrow(message);
  });

  test('does not leave the file when the shifts of the buckets are wrong', () => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt32LE(0xffffffff, 96));
    expect(numbers).toEqual([]);
    expect(problems).toEqual(['page 4294967295: link to page 4294967295, which the file does not have']);
  });
});
