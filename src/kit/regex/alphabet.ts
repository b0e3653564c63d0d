import { kindNewline, kindOther, kindWord } from './assertions.ts';
import { inCharSet, maxCodePoint, type CharSet } from './char-set.ts';
import { RegexError } from './regex-error.ts';

const newlineSet: CharSet = [10, 10];
const wordSet: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];

/**
 * The characters as one regular expression sees them: code points that no set and no assertion of it tells apart
 * are one class. A program on a million code points becomes one on a handful of classes.
 */
export class Alphabet {
  /** How many classes there are; they are numbered from 0. */
  readonly count: number;
  /** The class of each ASCII character. */
  readonly ascii = new Uint16Array(128);
  /** What the characters of each class are to an assertion. */
  readonly kinds: Uint8Array;
  /** The first code point of each run of code points of one class, ascending. */
  readonly #starts: Int32Array;
  readonly #classes: Uint16Array;
  /** The classes of 256 code points each, made when one of them is first met; only the basic plane has pages. */
  readonly #pages: (Uint16Array | undefined)[] = [];
  /** One bit per set and class. */
  readonly #members: Uint32Array;
  readonly #wordsPerSet: number;

  /**
   * @param maxBytes bounds the table of sets by classes and the work of making it
   * @throws RegexError `too-large`
   */
  constructor(sets: readonly CharSet[], maxBytes: number) {
    const all = [newlineSet, wordSet, ...sets];
    const cuts = all.flatMap((set) => set.map((end, i) => end + (i % 2)));
    this.#starts = Int32Array.from(new Set([0, ...cuts])).sort();
    if (this.#starts.at(-1) === maxCodePoint + 1) this.#starts = this.#starts.subarray(0, -1);
    const partition = partitionRuns(this.#starts, all, maxBytes);
    this.#classes = partition.classes;
    this.count = partition.count;

    this.#wordsPerSet = Math.ceil(this.count / 32);
    if (this.#wordsPerSet * sets.length * 4 > maxBytes) throw setsTooLarge();
    this.#members = new Uint32Array(this.#wordsPerSet * sets.length);
    sets.forEach((set, index) => this.#fillMembers(set, index));

    for (let code = 0; code < 128; code++) this.ascii[code] = this.#search(code);
    this.kinds = new Uint8Array(this.count).fill(kindOther);
    for (let code = 0; code < 128; code++) this.kinds[this.ascii[code] ?? 0] = kindOf(code);
  }

  /** The class of a code point. */
  classOf(code: number): number {
    if (code < 128) return this.ascii[code] ?? 0;
    if (code > 0xffff) return this.#search(code);
    const page = this.#pages[code >>> 8] ?? this.#makePage(code >>> 8);
    return page[code & 255] ?? 0;
  }

  /** Whether the characters of a class are in the set with this index. */
  has(set: number, characterClass: number): boolean {
    const word = this.#members[set * this.#wordsPerSet + (characterClass >>> 5)] ?? 0;
    return ((word >>> (characterClass & 31)) & 1) !== 0;
  }

  #makePage(index: number): Uint16Array {
    const page = new Uint16Array(256);
    for (let i = 0; i < 256; i++) page[i] = this.#search(index * 256 + i);
    this.#pages[index] = page;
    return page;
  }

  #search(code: number): number {
    return this.#classes[runAt(this.#starts, code)] ?? 0;
  }

  #fillMembers(set: CharSet, index: number): void {
    for (let i = 0; i < set.length; i += 2) {
      const last = runAt(this.#starts, set[i + 1] ?? 0);
      for (let run = runAt(this.#starts, set[i] ?? 0); run <= last; run++) {
        const member = this.#classes[run] ?? 0;
        const word = index * this.#wordsPerSet + (member >>> 5);
        this.#members[word] = (this.#members[word] ?? 0) | (1 << (member & 31));
      }
    }
  }
}

function kindOf(code: number): number {
  if (code === 10) return kindNewline;
  return inCharSet(wordSet, code) ? kindWord : kindOther;
}

/** The index of the run that holds the code point. */
function runAt(starts: Int32Array, code: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= code) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Splits the one class that holds everything by one set after the other. */
function partitionRuns(
  starts: Int32Array,
  sets: readonly CharSet[],
  maxWork: number,
): { readonly classes: Uint16Array; readonly count: number } {
  const classes = new Int32Array(starts.length);
  let count = 1;
  let work = 0;
  for (const set of sets) {
    const renamed = new Map<number, number>();
    for (let i = 0; i < set.length; i += 2) {
      const last = runAt(starts, set[i + 1] ?? 0);
      for (let run = runAt(starts, set[i] ?? 0); run <= last; run++) {
        work += 1;
        const old = classes[run] ?? 0;
        const now = renamed.get(old) ?? count++;
        renamed.set(old, now);
        classes[run] = now;
      }
    }
    if (work > maxWork) throw setsTooLarge();
  }
  const dense = new Map<number, number>();
  for (const old of classes) if (!dense.has(old)) dense.set(old, dense.size);
  if (dense.size > 0xffff) throw setsTooLarge();
  return { classes: Uint16Array.from(classes, (old) => dense.get(old) ?? 0), count: dense.size };
}

function setsTooLarge(): RegexError {
  return new RegexError('too-large', 'the regular expression has too many different character classes');
}
