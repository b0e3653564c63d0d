import { attempt } from './attempt.ts';
import type { ReportProblem } from './header-record.ts';
import { PageFile } from './page-file.ts';
import { RpmFormatError } from './rpm-format-error.ts';
import { Scratch } from './scratch.ts';

const magic = Buffer.from('SQLite format 3\0', 'latin1');
const interiorTablePage = 0x05;
const leafTablePage = 0x0d;

/** One row of a rowid table: its number, and its columns in SQLite's record format, valid until the next row. */
export interface SqliteRow {
  rowid: number;
  place: string;
  record: Buffer;
  /** Bytes that the row takes on its page. */
  cellBytes: number;
}

/** True when the bytes begin like a SQLite 3 database. */
export function isSqlite(bytes: Buffer): boolean {
  return bytes.length >= 100 && bytes.subarray(0, magic.length).equals(magic);
}

/**
 * Walks the b-trees of rowid tables in the bytes of a SQLite database (sqlite.org/fileformat2.html, sections 1.3, 1.6).
 * Why not `node:sqlite`: a database in WAL mode without its log does not open from memory, one bad page would end the
 * query, and hostile bytes would meet native code; this reads each page at most once and skips what is broken.
 */
export class SqliteFile {
  readonly #pages: PageFile;
  /** Bytes of a page that hold content; some extensions reserve a few at its end. */
  readonly #usable: number;
  readonly #scratch = new Scratch();

  /** Throws `RpmFormatError` when the file header cannot be right. */
  constructor(bytes: Buffer, report: ReportProblem) {
    const stored = bytes.readUInt16BE(16);
    const size = stored === 1 ? 65536 : stored;
    if (size < 512 || (size & (size - 1)) !== 0) throw new RpmFormatError(`page size ${size}`);
    const readVersion = bytes.readUInt8(19);
    if (readVersion > 2) throw new RpmFormatError(`SQLite read version ${readVersion} is not known`);
    const encoding = bytes.readUInt32BE(56);
    if (encoding > 1) throw new RpmFormatError('text is not in UTF-8');
    this.#usable = size - bytes.readUInt8(20);
    if (this.#usable < 480) throw new RpmFormatError(`${this.#usable} usable bytes in a page`);
    this.#pages = new PageFile(bytes, { size, first: 1 });
    // The count in the header is only valid when the last writer knew of it.
    const claimed = bytes.readUInt32BE(24) === bytes.readUInt32BE(92) ? bytes.readUInt32BE(28) : 0;
    if (claimed > this.#pages.last) report('file header', `cut off: ${this.#pages.last} of ${claimed} pages are there`);
  }

  /** Rows of the table with this root page, in the order of their numbers. What is broken is reported and left out. */
  *rows(root: number, report: ReportProblem): Generator<SqliteRow> {
    const pending: { number: number; page: Buffer }[] = [];
    const enter = (number: number, from: string): void => {
      attempt(from, report, () => pending.push({ number, page: this.#pages.take(number) }));
    };
    enter(root, `table root`);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { number, page } = next;
      const place = `page ${number}`;
      // Page 1 begins with the file header.
      const start = number === 1 ? 100 : 0;
      const type = page.readUInt8(start);
      if (type === interiorTablePage) {
        // Children wait on a stack, so the last one goes in first.
        enter(page.readUInt32BE(start + 8), place);
        const cells = attempt(place, report, () => this.#cellOffsets(page, start, 12)) ?? [];
        for (const offset of cells.reverse()) enter(page.readUInt32BE(offset), place);
      } else if (type === leafTablePage) {
        const cells = attempt(place, report, () => this.#cellOffsets(page, start, 8)) ?? [];
        // Cells that overlap would let a small file hold any number of long rows.
        let free = this.#usable;
        for (const offset of cells) {
          const row = attempt(place, report, () => this.#readRow(page, offset, place));
          if (row === undefined) continue;
          free -= row.cellBytes;
          if (free < 0) report(row.place, 'shares its bytes with other rows');
          else yield row;
        }
      } else {
        report(place, `type ${type} is not a page of a table`);
      }
    }
  }

  #cellOffsets(page: Buffer, start: number, headerBytes: number): number[] {
    const count = page.readUInt16BE(start + 3);
    const array = start + headerBytes;
    const content = array + count * 2;
    if (content > this.#usable) throw new RpmFormatError(`${count} cells do not fit`);
    const offsets: number[] = [];
    for (let i = 0; i < count; i++) {
      const offset = page.readUInt16BE(array + i * 2);
      if (offset < content || offset + 4 > this.#usable) throw new RpmFormatError(`cell ${i} lies outside the page`);
      offsets.push(offset);
    }
    return offsets;
  }

  #readRow(page: Buffer, offset: number, place: string): SqliteRow {
    const end = this.#usable;
    const [payload, afterPayload] = readVarint(page, offset, end);
    const [rowid, start] = readVarint(page, afterPayload, end);
    if (rowid > Number.MAX_SAFE_INTEGER) throw new RpmFormatError('negative row number');
    const where = `${place}, row ${rowid}`;
    const local = this.#localBytes(payload);
    if (start + local > end) throw new RpmFormatError(`row ${rowid} reaches beyond the page`);
    const head = page.subarray(start, start + local);
    if (local === payload) return { rowid, place: where, record: head, cellBytes: start + local - offset };
    if (start + local + 4 > end) throw new RpmFormatError(`row ${rowid} reaches beyond the page`);
    const record = this.#followOverflow(head, page.readUInt32BE(start + local), payload, rowid);
    return { rowid, place: where, record, cellBytes: start + local + 4 - offset };
  }

  /** How much of a payload stays on the leaf (section 1.6, "Cell payload overflow pages"). */
  #localBytes(payload: number): number {
    const usable = this.#usable;
    if (payload <= usable - 35) return payload;
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    const filling = least + ((payload - least) % (usable - 4));
    return filling <= usable - 35 ? filling : least;
  }

  #followOverflow(head: Buffer, first: number, payload: number, rowid: number): Buffer {
    const parts = [head];
    let missing = payload - head.length;
    for (let number = first; missing > 0;) {
      let page: Buffer;
      try {
        page = this.#pages.take(number);
      } catch (error) {
        throw error instanceof RpmFormatError ? new RpmFormatError(`row ${rowid}: ${error.message}`) : error;
      }
      const part = page.subarray(4, Math.min(this.#usable, 4 + missing));
      parts.push(part);
      missing -= part.length;
      number = page.readUInt32BE(0);
    }
    return this.#scratch.join(parts);
  }
}

/** SQLite's integer of 1 to 9 bytes, with the offset after it. Values beyond 2^53 lose precision: no caller takes them. */
export function readVarint(bytes: Buffer, offset: number, end: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const at = offset + i;
    if (at >= end) break;
    const byte = bytes.readUInt8(at);
    if (i === 8) return [value * 256 + byte, at + 1];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + 1];
  }
  throw new RpmFormatError('an integer reaches beyond its page or record');
}
