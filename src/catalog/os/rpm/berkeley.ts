import { attempt } from './attempt.ts';
import type { HeaderRecord, ReportProblem } from './header-record.ts';
import { PageFile } from './page-file.ts';
import { RpmFormatError } from './rpm-format-error.ts';
import { Scratch } from './scratch.ts';

const hashMagic = 0x061561;
const metaBytes = 512;
const pageHeaderBytes = 26;

/** Types of pages and of the items on a hash page (Berkeley DB, dbinc/db_page.h). */
const hashPage: ReadonlySet<number> = new Set([
  2, // unsorted, as older versions write it
  13, // sorted
]);
const overflowPage = 7;
const itemOnPage = 1;
const itemOffPage = 3;

/** The numbers of a page header, from the byte order of the machine that wrote it. */
interface Page {
  bytes: Buffer;
  number: number;
  next: number;
  /** Items of a hash page. */
  items: number;
  /** Bytes used of an overflow page; start of free space on others. */
  fill: number;
  type: number;
}

/** Reads the database's numbers in either byte order. */
interface ByteOrder {
  u16: (bytes: Buffer, at: number) => number;
  u32: (bytes: Buffer, at: number) => number;
}

const littleEndian: ByteOrder = {
  u16: (bytes, at) => bytes.readUInt16LE(at),
  u32: (bytes, at) => bytes.readUInt32LE(at),
};
const bigEndian: ByteOrder = {
  u16: (bytes, at) => bytes.readUInt16BE(at),
  u32: (bytes, at) => bytes.readUInt32BE(at),
};

/** True when the bytes begin like a Berkeley DB hash, in either byte order. */
export function isBerkeley(bytes: Buffer): boolean {
  return byteOrderOf(bytes) !== undefined;
}

function byteOrderOf(bytes: Buffer): ByteOrder | undefined {
  if (bytes.length < metaBytes) return undefined;
  if (bytes.readUInt32LE(12) === hashMagic) return littleEndian;
  return bytes.readUInt32BE(12) === hashMagic ? bigEndian : undefined;
}

/**
 * Headers in a Berkeley DB hash, rpm's database up to RHEL 8: each bucket is a chain of pages with pairs of
 * a package number and a header, which lies in a chain of overflow pages unless it is small.
 * Throws `RpmFormatError` when the meta page does not lead to the buckets.
 */
export function* readBerkeleyHeaders(bytes: Buffer, report: ReportProblem): Generator<HeaderRecord> {
  const file = new BerkeleyHash(bytes, report);
  for (const first of file.bucketPages()) {
    for (let number = first; number !== 0;) {
      const page = attempt(`page ${number}`, report, () => file.hashPage(number));
      if (page === undefined) break;
      yield* file.records(page, report);
      number = page.next;
    }
  }
}

class BerkeleyHash {
  readonly #pages: PageFile;
  readonly #order: ByteOrder;
  readonly #buckets: number;
  readonly #scratch = new Scratch();
  /** By how many pages the buckets of each doubling are shifted: overflow pages lie between them. */
  readonly #spares: number[] = [];

  constructor(bytes: Buffer, report: ReportProblem) {
    const order = byteOrderOf(bytes);
    if (order === undefined) throw new RpmFormatError('not a Berkeley DB hash');
    this.#order = order;
    const version = order.u32(bytes, 16);
    if (version < 8 || version > 10) throw new RpmFormatError(`Berkeley DB hash version ${version} is not known`);
    const size = order.u32(bytes, 20);
    if (size < 512 || size > 65536 || (size & (size - 1)) !== 0) throw new RpmFormatError(`page size ${size}`);
    if (bytes.readUInt8(24) !== 0) throw new RpmFormatError('the database is encrypted');
    if ((bytes.readUInt8(26) & 1) !== 0) throw new RpmFormatError('pages with checksums, which rpm does not use');
    this.#pages = new PageFile(bytes, { size, first: 0 });
    this.#pages.take(0);
    const last = order.u32(bytes, 32);
    if (last > this.#pages.last) {
      report('meta page', `cut off: ${this.#pages.last + 1} of ${last + 1} pages are there`);
    }
    this.#buckets = order.u32(bytes, 72) + 1;
    if (this.#buckets > last) throw new RpmFormatError(`${this.#buckets} buckets in ${last + 1} pages`);
    for (let i = 0; i < 32; i++) this.#spares.push(order.u32(bytes, 96 + i * 4));
  }

  /** Number of the first page of each bucket. */
  *bucketPages(): Generator<number> {
    for (let bucket = 0; bucket < this.#buckets; bucket++) {
      // Bits of the bucket's number, which is which doubling of the table it came with.
      yield bucket + (this.#spares[32 - Math.clz32(bucket)] ?? 0);
    }
  }

  hashPage(number: number): Page {
    const page = this.#take(number);
    if (!hashPage.has(page.type)) throw new RpmFormatError(`type ${page.type} is not a page of a bucket`);
    // Items fill a page from its end; if they overlapped, a small file could hold any number of long ones.
    const offsetsEnd = pageHeaderBytes + page.items * 2;
    if (offsetsEnd > this.#pages.size) throw new RpmFormatError(`${page.items} items do not fit`);
    let end = this.#pages.size;
    for (let index = 0; index < page.items; index++) {
      const start = this.#offset(page, index);
      if (start < offsetsEnd || start >= end) throw new RpmFormatError(`item ${index} lies in the wrong place`);
      end = start;
    }
    return page;
  }

  /** The pairs on a page. Record 0 holds the highest number given out, not a package. */
  *records(page: Page, report: ReportProblem): Generator<HeaderRecord> {
    for (let index = 0; index + 1 < page.items; index += 2) {
      const place = `page ${page.number}, item ${index}`;
      const record = attempt(place, report, () => {
        const key = this.#item(page, index);
        if (key.length !== 4) throw new RpmFormatError(`key of ${key.length} bytes`);
        const number = this.#order.u32(key, 0);
        return number === 0 ? undefined : { number, place, blob: this.#item(page, index + 1) };
      });
      if (record !== undefined) yield record;
    }
    if (page.items % 2 === 1) report(`page ${page.number}`, 'a key without a value');
  }

  #take(number: number): Page {
    const bytes = this.#pages.take(number);
    const { u16, u32 } = this.#order;
    const own = u32(bytes, 8);
    if (own !== number) throw new RpmFormatError(`page ${number} says that it is page ${own}`);
    const [items, fill, type] = [u16(bytes, 20), u16(bytes, 22), bytes.readUInt8(25)];
    return { bytes, number, next: u32(bytes, 16), items, fill, type };
  }

  /** Content of an item, which ends where the one before begins. */
  #item(page: Page, index: number): Buffer {
    const start = this.#offset(page, index);
    const end = index === 0 ? this.#pages.size : this.#offset(page, index - 1);
    const type = page.bytes.readUInt8(start);
    if (type === itemOnPage) return page.bytes.subarray(start + 1, end);
    if (type !== itemOffPage) throw new RpmFormatError(`item ${index} has type ${type}`);
    if (end - start !== 12) throw new RpmFormatError(`item ${index} is a link of ${end - start} bytes`);
    return this.#followOverflow(this.#order.u32(page.bytes, start + 4), this.#order.u32(page.bytes, start + 8));
  }

  #offset(page: Page, index: number): number {
    return this.#order.u16(page.bytes, pageHeaderBytes + index * 2);
  }

  #followOverflow(first: number, length: number): Buffer {
    const parts: Buffer[] = [];
    let missing = length;
    for (let number = first; missing > 0;) {
      const { bytes, type, fill, next } = this.#take(number);
      if (type !== overflowPage) throw new RpmFormatError(`page ${number} of type ${type} is not an overflow page`);
      if (fill === 0 || fill > missing || pageHeaderBytes + fill > bytes.length) {
        throw new RpmFormatError(`overflow page ${number} claims ${fill} of ${missing} missing bytes`);
      }
      parts.push(bytes.subarray(pageHeaderBytes, pageHeaderBytes + fill));
      missing -= fill;
      number = next;
    }
    return this.#scratch.join(parts);
  }
}
