import { windowBytes, windowsOf, type RandomAccess } from '#kit/stream';

/** Occurrences kept of one anchor in one file: no real file has as many, a hostile one may. */
const maxOccurrences = 1000;

/** Shortest anchor that the search takes; the longer the shortest one is, the faster it is. */
const shortestAnchor = 4;

/** A step is kept in a byte, and longer ones gain nothing. */
const longestStep = 32;

/**
 * Finds many fixed texts in one pass that looks at few of the bytes: with a shortest anchor of n bytes it moves on by up
 * to n - 1 at a time (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994, with blocks of two bytes).
 */
export class AnchorSearch {
  readonly #anchors: readonly Buffer[];
  /** Bytes of every anchor that decide the steps: those of the shortest one. */
  readonly #head: number;
  readonly #longest: number;
  /** By block of two bytes: how far the search can move on when it sees that block. */
  readonly #steps = new Uint8Array(0x10000);
  /** By block: the anchors whose head ends with it. */
  readonly #endingWith = new Map<number, number[]>();

  /** @throws RangeError for an anchor of less than 4 bytes */
  constructor(anchors: Iterable<string>) {
    this.#anchors = [...new Set(anchors)].map((anchor) => Buffer.from(anchor, 'latin1'));
    const lengths = this.#anchors.map(({ length }) => length);
    this.#head = Math.min(longestStep, ...lengths);
    this.#longest = Math.max(0, ...lengths);
    if (this.#head < shortestAnchor) throw new RangeError(`an anchor needs at least ${shortestAnchor} bytes`);
    this.#steps.fill(this.#head - 1);
    for (const [index, anchor] of this.#anchors.entries()) this.#add(index, anchor);
  }

  #add(index: number, anchor: Buffer): void {
    for (let end = 1; end < this.#head; end += 1) {
      const block = blockAt(anchor, end);
      this.#steps[block] = Math.min(this.#steps[block] ?? 0, this.#head - 1 - end);
    }
    const block = blockAt(anchor, this.#head - 1);
    this.#endingWith.set(block, [...(this.#endingWith.get(block) ?? []), index]);
  }

  /** Where each anchor stands in the content, in rising order; anchors that are nowhere are left out. */
  locate(content: RandomAccess): Map<string, number[]> {
    const offsets = this.#anchors.map((): number[] => []);
    if (this.#anchors.length > 0) {
      // Windows overlap, so that an anchor that begins in one may end in the next.
      const after = this.#longest - 1;
      for (const { bytes, from } of windowsOf(content, { after })) this.#locateIn(bytes, from, offsets);
    }
    const found = this.#anchors.map((anchor, index) => [anchor.toString('latin1'), offsets[index] ?? []] as const);
    return new Map(found.filter(([, at]) => at.length > 0).map(([text, at]) => [text, at]));
  }

  #locateIn(bytes: Buffer, start: number, offsets: readonly number[][]): void {
    const steps = this.#steps;
    const head = this.#head;
    const end = Math.min(bytes.length, windowBytes + head - 1);
    for (let at = head - 1; at < end;) {
      const block = (bytes[at - 1] as number) | ((bytes[at] as number) << 8);
      const step = steps[block] as number;
      at += step;
      if (step > 0) continue;
      this.#verify(bytes, at - head + 1, start, this.#endingWith.get(block) ?? [], offsets);
      at += 1;
    }
  }

  #verify(bytes: Buffer, at: number, start: number, indices: readonly number[], offsets: readonly number[][]): void {
    for (const index of indices) {
      const anchor = this.#anchors[index] as Buffer;
      const own = offsets[index] as number[];
      // The cheap questions first: a file may be made of nothing but beginnings of anchors.
      if (bytes[at] !== anchor[0] || bytes[at + anchor.length - 1] !== anchor[anchor.length - 1]) continue;
      if (own.length >= maxOccurrences || anchor.compare(bytes, at, at + anchor.length) !== 0) continue;
      own.push(start + at);
    }
  }
}

function blockAt(bytes: Buffer, end: number): number {
  return (bytes[end - 1] as number) | ((bytes[end] as number) << 8);
}
