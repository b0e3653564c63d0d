import { RpmFormatError } from './rpm-format-error.ts';

/** Caps of rpm itself (lib/header.cc): entries of an index, bytes of a store, elements of an array. */
const maxEntries = 0xffff;
const maxStoreBytes = 0x0fffffff;
const maxElements = 0x000fffff;

const entryBytes = 16;

/** Bytes of one element by type number; strings (6, 8, 9) have no fixed length and are not in here. */
const integerBytes = new Map([
  [1, 1], // char
  [2, 1], // int8
  [3, 2], // int16
  [4, 4], // int32
]);
const stringTypes: ReadonlySet<number> = new Set([
  6, // string
  8, // string array
  9, // string by locale, the first one being that of the C locale
]);

interface IndexEntry {
  type: number;
  offset: number;
  count: number;
}

/**
 * One rpm header as a database stores it: the number of index entries and of store bytes, the index, the store,
 * all big-endian (rpm, docs/manual/format_header.md). The region entries that come first in the index only seal the
 * others and are not needed to read them. Entries added after installation follow the region and replace those with the same tag.
 */
export class RpmHeader {
  readonly #index = new Map<number, IndexEntry>();
  readonly #store: Buffer;
  /** Data of entries must not overlap, so no header can give more than its store holds. */
  #unread: number;

  /** Throws `RpmFormatError` when index and store do not fit into the blob. */
  constructor(blob: Buffer) {
    if (blob.length < 8) throw new RpmFormatError(`header of ${blob.length} bytes`);
    const entries = blob.readUInt32BE(0);
    const storeBytes = blob.readUInt32BE(4);
    if (entries < 1 || entries > maxEntries) throw new RpmFormatError(`header with ${entries} entries`);
    if (storeBytes > maxStoreBytes) throw new RpmFormatError(`header with a store of ${storeBytes} bytes`);
    const storeStart = 8 + entries * entryBytes;
    if (storeStart + storeBytes > blob.length) {
      throw new RpmFormatError(`header of ${blob.length} bytes needs ${storeStart + storeBytes}`);
    }
    this.#store = blob.subarray(storeStart, storeStart + storeBytes);
    this.#unread = storeBytes;
    for (let at = 8; at < storeStart; at += entryBytes) {
      const entry = {
        type: blob.readUInt32BE(at + 4),
        offset: blob.readInt32BE(at + 8),
        count: blob.readUInt32BE(at + 12),
      };
      this.#index.set(blob.readUInt32BE(at), entry);
    }
  }

  /** The first string of a tag, undefined when the header has none. Throws `RpmFormatError`. */
  string(tag: number): string | undefined {
    const entry = this.#index.get(tag);
    return entry === undefined ? undefined : this.#readStrings(tag, entry, 1)[0];
  }

  /** All strings of a tag, undefined when the header has none. Throws `RpmFormatError`. */
  strings(tag: number): string[] | undefined {
    const entry = this.#index.get(tag);
    return entry === undefined ? undefined : this.#readStrings(tag, entry, entry.count);
  }

  /** All numbers of a tag, unsigned, undefined when the header has none. Throws `RpmFormatError`. */
  integers(tag: number): Uint32Array | undefined {
    const entry = this.#index.get(tag);
    if (entry === undefined) return undefined;
    const width = integerBytes.get(entry.type);
    if (width === undefined) throw new RpmFormatError(`tag ${tag} has type ${entry.type}, not a number`);
    const { offset, count } = this.#check(tag, entry);
    this.#consume(tag, offset, count * width);
    const numbers = new Uint32Array(count);
    for (let i = 0; i < count; i++) numbers[i] = this.#store.readUIntBE(offset + i * width, width);
    return numbers;
  }

  #readStrings(tag: number, entry: IndexEntry, wanted: number): string[] {
    if (!stringTypes.has(entry.type)) throw new RpmFormatError(`tag ${tag} has type ${entry.type}, not a string`);
    const { offset } = this.#check(tag, entry);
    let end = offset;
    for (let left = wanted; left > 0; left--) {
      const terminator = this.#store.indexOf(0, end);
      if (terminator < 0) throw new RpmFormatError(`tag ${tag} has a string without end`);
      end = terminator + 1;
    }
    this.#consume(tag, offset, end - offset);
    return this.#store.toString('utf8', offset, end - 1).split('\0');
  }

  #check(tag: number, entry: IndexEntry): IndexEntry {
    if (entry.count < 1 || entry.count > maxElements) {
      throw new RpmFormatError(`tag ${tag} claims ${entry.count} elements`);
    }
    if (entry.offset < 0 || entry.offset >= this.#store.length) {
      throw new RpmFormatError(`tag ${tag} lies at ${entry.offset}, outside the store of ${this.#store.length} bytes`);
    }
    return entry;
  }

  #consume(tag: number, offset: number, length: number): void {
    if (offset + length > this.#store.length) throw new RpmFormatError(`tag ${tag} reaches beyond the store`);
    this.#unread -= length;
    if (this.#unread < 0) throw new RpmFormatError(`tag ${tag} shares its bytes with other tags`);
  }
}
