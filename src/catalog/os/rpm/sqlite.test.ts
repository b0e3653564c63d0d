import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeSqlite } from '../../../../test/fixtures/rpm-sqlite-writer.ts';
import type { HeaderRecord } from './header-record.ts';
import { readVarint } from './sqlite-table.ts';
import { readSqliteHeaders } from './sqlite.ts';

function read(bytes: Buffer) {
  const problems: string[] = [];
  const records: HeaderRecord[] = [];
  for (const record of readSqliteHeaders(bytes, (place, what) => problems.push(`${place}: ${what}`))) {
    // The next record may reuse the memory of this one.
    records.push({ ...record, blob: Buffer.from(record.blob) });
  }
  return { records, numbers: records.map(({ number }) => number), problems };
}

/** Blobs that tell their number and length, so that a mixed-up page shows. */
function blob(number: number, length: number): Buffer {
  return Buffer.alloc(length, `${number};`);
}

function blobs(count: number, length: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => blob(i + 1, length));
}

function sqliteOf(...statements: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-sqlite-'));
  try {
    const database = new DatabaseSync(join(folder, 'x'));
    for (const statement of statements) database.exec(statement);
    database.close();
    return readFileSync(join(folder, 'x'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the table Packages of a SQLite database', () => {
  test.each([512, 1024, 4096, 8192, 65536])('is read with pages of %i bytes, whatever a row needs', (pageSize) => {
    // Around each size where SQLite moves a part of a row elsewhere.
    const around = [pageSize - 60, pageSize - 40, pageSize, pageSize * 2, pageSize * 3];
    const lengths = [0, 1, ...around.flatMap((size) => Array.from({ length: 24 }, (_, i) => size + i))];
    const written = lengths.map((length, i) => blob(i + 1, length));
    const { records, problems } = read(writeSqlite(written, { pageSize }));
    expect(problems).toEqual([]);
    expect(records.map(({ number }) => number)).toEqual(lengths.map((_, i) => i + 1));
    expect(records.every(({ number, blob: found }) => found.equals(written[number - 1]!))).toBe(true);
  });

  test('is read through several levels of pages, in the order of its numbers', () => {
    const written = blobs(3000, 100);
    const { records, problems } = read(writeSqlite(written, { pageSize: 512 }));
    expect(problems).toEqual([]);
    expect(records.map(({ number }) => number)).toEqual(written.map((_, i) => i + 1));
    expect(records.every(({ number, blob: found }) => found.equals(written[number - 1]!))).toBe(true);
  });

  test('is read from a file in WAL mode without its log', () => {
    const bytes = writeSqlite(blobs(5, 5000), { writeAheadLog: true });
    expect(bytes[18]).toBe(2);
    expect(read(bytes)).toMatchObject({ numbers: [1, 2, 3, 4, 5], problems: [] });
  });

  test('does not have what was deleted, though the bytes are still there', () => {
    const { numbers, problems } = read(
      writeSqlite(blobs(5, 5000), { sql: 'DELETE FROM Packages WHERE hnum IN (2, 5)' }),
    );
    expect(numbers).toEqual([1, 3, 4]);
    expect(problems).toEqual([]);
  });

  test('may be empty', () => {
    expect(read(writeSqlite([]))).toMatchObject({ numbers: [], problems: [] });
  });

  test('is found among many tables and in any case', () => {
    const many = Array.from({ length: 100 }, (_, i) => `CREATE TABLE t${i} (a)`);
    const bytes = sqliteOf(
      ...many,
      'CREATE TABLE packages (hnum INTEGER PRIMARY KEY, blob)',
      `INSERT INTO packages VALUES (9, x'0102')`,
    );
    expect(read(bytes).records).toMatchObject([{ number: 9, blob: Buffer.from([1, 2]) }]);
  });
});

describe('a SQLite database of another kind', () => {
  test('without the table is refused', () => {
    expect(() => read(sqliteOf('CREATE TABLE other (a)'))).toThrow('no table Packages');
    expect(() => read(sqliteOf('CREATE VIEW Packages AS SELECT 1'))).toThrow('no table Packages');
  });

  test('in UTF-16 is refused', () => {
    expect(() => read(sqliteOf(`PRAGMA encoding = 'UTF-16'`, 'CREATE TABLE Packages (a)'))).toThrow('not in UTF-8');
  });

  test('whose table has no row numbers is reported', () => {
    const bytes = sqliteOf('CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob) WITHOUT ROWID');
    expect(read(bytes)).toMatchObject({ numbers: [], problems: ['page 2: type 10 is not a page of a table'] });
  });

  test('with other columns is reported row by row', () => {
    const bytes = sqliteOf(
      'CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob)',
      `INSERT INTO Packages VALUES (1, 'text'), (2, 7), (3, NULL), (4, x'ff')`,
    );
    const { numbers, problems } = read(bytes);
    expect(numbers).toEqual([4]);
    expect(problems).toEqual([1, 2, 3].map((row) => `page 2, row ${row}: column 1 is not a blob`));
    const single = sqliteOf('CREATE TABLE Packages (hnum INTEGER PRIMARY KEY)', 'INSERT INTO Packages VALUES (1)');
    expect(read(single).problems).toEqual(['page 2, row 1: no column 1']);
  });

  test('with negative numbers is reported', () => {
    const bytes = sqliteOf(
      'CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob)',
      `INSERT INTO Packages VALUES (-1, x'ff')`,
    );
    expect(read(bytes).problems).toEqual(['page 2: negative row number']);
  });
});

describe('a damaged SQLite database', () => {
  const sound = writeSqlite(blobs(60, 700), { pageSize: 1024 });

  function damaged(change: (bytes: Buffer) => void): ReturnType<typeof read> {
    const bytes = Buffer.from(sound);
    change(bytes);
    return read(bytes);
  }

  function pageOf(number: number): number {
    return (number - 1) * 1024;
  }

  /** Root of Packages: the third page, after the schema and the table Name. */
  const root = pageOf(3);

  test('loses only the rows of a leaf that is no longer one', () => {
    const child = sound.readUInt32BE(root + sound.readUInt16BE(root + 12));
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt8(0x77, pageOf(child)));
    expect(numbers).toEqual(Array.from({ length: 59 }, (_, i) => i + 2));
    expect(problems).toEqual([`page ${child}: type 119 is not a page of a table`]);
  });

  test('does not go in circles', () => {
    const cell = sound.readUInt16BE(root + 12);
    const { problems } = damaged((bytes) => bytes.writeUInt32BE(3, root + cell));
    expect(problems).toEqual(['page 3: second link to page 3']);
  });

  test('does not leave the file', () => {
    const { numbers, problems } = damaged((bytes) => bytes.writeUInt32BE(0xffffffff, root + 8));
    expect(numbers).toEqual(Array.from({ length: 59 }, (_, i) => i + 1));
    expect(problems).toEqual(['page 3: link to page 4294967295, which the file does not have']);
  });

  test('says which cells do not fit their page', () => {
    expect(damaged((bytes) => bytes.writeUInt16BE(0xffff, root + 3)).problems).toEqual([
      'page 3: 65535 cells do not fit',
    ]);
    expect(damaged((bytes) => bytes.writeUInt16BE(1022, root + 12)).problems).toEqual([
      'page 3: cell 0 lies outside the page',
    ]);
  });

  test('does not give the same bytes again and again', () => {
    const bytes = writeSqlite(blobs(3, 310), { pageSize: 1024 });
    const cell = bytes.readUInt16BE(root + 8);
    bytes.writeUInt16BE(5, root + 3);
    for (let i = 0; i < 5; i++) bytes.writeUInt16BE(cell, root + 8 + i * 2);
    // Three such rows fit into a page; more can only be the same ones.
    expect(read(bytes)).toMatchObject({
      numbers: [1, 1, 1],
      problems: Array(2).fill('page 3, row 1: shares its bytes with other rows'),
    });
  });

  test('says that its end is missing, and gives what is before', () => {
    const { numbers, problems } = read(sound.subarray(0, 1024 * 40));
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(problems[0]).toMatch(/^file header: cut off: 40 of \d+ pages are there$/);
    expect(problems[1]).toContain('which the file does not have');
  });

  test('loses only the row whose overflow pages are broken', () => {
    const bytes = writeSqlite(blobs(3, 20_000), { pageSize: 1024 });
    const leaf = bytes.readUInt32BE(root + bytes.readUInt16BE(root + 12));
    // SQLite fills a page from its end, so the link that ends the cell of row 1 ends the page.
    const first = bytes.readUInt32BE(pageOf(leaf) + 1024 - 4);
    bytes.writeUInt32BE(first, pageOf(first));
    const { numbers, problems } = read(bytes);
    expect(numbers).toEqual([2, 3]);
    expect(problems).toEqual([`page ${leaf}: row 1: second link to page ${first}`]);
  });

  test.each([
    [16, [0, 0], 'page size 0'],
    [16, [0x0f, 0xff], 'page size 4095'],
    [16, [1, 0], 'page size 256'],
    [19, [3], 'SQLite read version 3 is not known'],
    [20, [255], undefined],
    [56, [0, 0, 0, 2], 'text is not in UTF-8'],
  ] as [number, number[], string | undefined][])('with %j in its header is refused or read', (at, values, message) => {
    const change = (bytes: Buffer): void => {
      for (const [i, value] of values.entries()) bytes.writeUInt8(value, at + i);
    };
    if (message === undefined) expect(() => damaged(change)).not.toThrow(TypeError);
    else expect(() => damaged(change)).toThrow(message);
  });
});

describe("SQLite's variable-length integer", () => {
  test.each([
    [[0x00], 0],
    [[0x7f], 127],
    [[0x81, 0x00], 128],
    [[0xff, 0x7f], 16383],
    [[0x81, 0x80, 0x80, 0x80, 0x00], 2 ** 28],
    [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 2 ** 64],
  ])('%j is %d', (bytes, value) => {
    expect(readVarint(Buffer.from(bytes), 0, bytes.length)).toEqual([value, bytes.length]);
  });

  test.each([[[]], [[0x80]], [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]]])('%j does not end', (bytes) => {
    expect(() => readVarint(Buffer.from(bytes), 0, bytes.length)).toThrow('reaches beyond');
  });

  test('does not read beyond the end that it is given', () => {
    expect(() => readVarint(Buffer.from([0x81, 0x00]), 0, 1)).toThrow('reaches beyond');
  });
});
