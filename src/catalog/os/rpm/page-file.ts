import { RpmFormatError } from './rpm-format-error.ts';

/** How a file is cut into pages. */
interface PageLayout {
  /** Bytes of a page. */
  size: number;
  /** Number of the page at the start of the file: 1 in SQLite, 0 in Berkeley DB. */
  first: number;
}

/**
 * Pages of a database file, each handed out once: whatever its links say, a hostile file
 * cannot make a reader go in circles or give more bytes than it has.
 */
export class PageFile {
  readonly size: number;
  /** Number of the last whole page. */
  readonly last: number;
  readonly #bytes: Buffer;
  readonly #first: number;
  readonly #taken: Uint8Array;

  constructor(bytes: Buffer, layout: PageLayout) {
    const count = Math.floor(bytes.length / layout.size);
    this.size = layout.size;
    this.last = layout.first + count - 1;
    this.#bytes = bytes;
    this.#first = layout.first;
    this.#taken = new Uint8Array(count);
  }

  /** The page as a view. Throws `RpmFormatError` when the file has no such page or it was taken before. */
  take(number: number): Buffer {
    const index = number - this.#first;
    if (index < 0 || index >= this.#taken.length) {
      throw new RpmFormatError(`link to page ${number}, which the file does not have`);
    }
    if (this.#taken[index] === 1) throw new RpmFormatError(`second link to page ${number}`);
    this.#taken[index] = 1;
    return this.#bytes.subarray(index * this.size, (index + 1) * this.size);
  }
}
