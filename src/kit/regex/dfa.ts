import type { Alphabet } from './alphabet.ts';
import { assertionMasks, kindCount } from './assertions.ts';
import type { Budget } from './budget.ts';
import { opAssert, opMatch, opSet, opSplit, type Program } from './program.ts';
import { SparseSet } from './sparse-set.ts';

/** Bits of the last column of a state: the text before the character that led here is a match … */
export const stateMatches = 1;
/** … nothing can match any more … */
export const stateDead = 2;
/** … no match has begun: here a prefilter may jump (only where `marksStart` was asked for). */
export const stateStarts = 4;

/** How the threads of a program become states. */
export interface DfaOptions {
  readonly direction: 'forward' | 'backward';
  /** `first`: threads of lower priority than a match end (leftmost-first); `longest`: all go on. */
  readonly match: 'first' | 'longest';
  /** Whether states in which no match has begun are to stop a run: worth it only when something can jump from there. */
  readonly marksStart: boolean;
  /** Bytes of states and transitions that are kept; when they are used up, all are dropped and made again. */
  readonly maxBytes: number;
}

/**
 * A deterministic automaton made while it runs: a state is the ordered list of program counters at which threads wait
 * for a character, with what the character before was to an assertion. Its transitions are filled when first taken.
 * As in RE2, a match shows one character late, in the state behind it, so that assertions can look ahead.
 *
 * `table` holds a row of `stride` numbers per state; a state is named by the offset of its row. A transition is
 * 0 when not known yet, the next state, or minus the next state when that has bits set in its last column.
 */
export class LazyDfa {
  readonly alphabet: Alphabet;
  readonly program: Program;
  readonly #options: DfaOptions;
  /** The column of the bits; the row ends with it. */
  readonly bitsColumn: number;
  table: Int32Array;
  /** How often all states were dropped, and how many there were the last time. */
  flushes = 0;
  flushedStates = 0;

  readonly #stride: number;
  readonly #kinds: number;
  readonly #next: SparseSet;
  readonly #visited: SparseSet;
  readonly #stack: Int32Array;
  /** Where each state's list begins in `#lists`, by state number; one more entry than states. */
  #listStart = new Int32Array(16);
  #lists = new Int32Array(64);
  #kindOfState = new Uint8Array(16);
  #buckets = new Int32Array(32);
  #states = 1;
  #starts = new Int32Array(2 * kindCount);

  constructor(program: Program, alphabet: Alphabet, options: DfaOptions) {
    this.program = program;
    this.alphabet = alphabet;
    this.#options = options;
    this.#kinds = program.assertions === 0 ? 1 : kindCount;
    this.bitsColumn = alphabet.count + this.#kinds;
    this.#stride = this.bitsColumn + 1;
    this.table = new Int32Array(4 * this.#stride);
    this.#next = new SparseSet(program.op.length);
    this.#visited = new SparseSet(program.op.length);
    this.#stack = new Int32Array(program.op.length);
  }

  /** Whether so few states fit that the automaton would only be made and dropped. */
  get tooSmall(): boolean {
    return this.#bytes(minStates, minStates * this.program.op.length) > this.#options.maxBytes;
  }

  /**
   * The state at a position where no character has been read yet.
   * @param kind what the character on the side already passed is to an assertion
   */
  startState(entry: number, kind: number): number {
    const column = (entry === this.program.start ? kindCount : 0) + (this.#kinds === 1 ? 0 : kind);
    const known = this.#starts[column] ?? 0;
    if (known !== 0) return known;
    this.#next.clear();
    this.#next.add(entry);
    const list = this.#next.dense.slice(0, 1);
    if (!this.#hasRoom(1)) this.#flush();
    const state = Math.abs(this.#intern(list, column % kindCount, 0));
    this.#starts[column] = state;
    return state;
  }

  /**
   * Fills the transition of a state on a class. When there is no room, all states are dropped first.
   * @returns the state itself, or what it is called after the others were dropped
   */
  fill(state: number, characterClass: number, budget: Budget): number {
    const kind = this.alphabet.kinds[characterClass] ?? 0;
    const matches = this.#advance(state, kind, characterClass, budget);
    const list = this.#next.dense.slice(0, this.#next.size);
    if (this.#options.match === 'longest') list.sort();
    let from = state;
    if (!this.#hasRoom(list.length)) from = this.#flushBut(state);
    const next = this.#intern(list, this.#kinds === 1 ? 0 : kind, matches ? stateMatches : 0);
    this.table[from + characterClass] = next;
    return from;
  }

  /** Whether the text up to here is a match, given what comes next; nothing is consumed. */
  matchesBefore(state: number, kind: number, budget: Budget): boolean {
    const column = state + this.alphabet.count + (this.#kinds === 1 ? 0 : kind);
    const known = this.table[column] ?? 0;
    if (known !== 0) return known === 2;
    const matches = this.#advance(state, kind, -1, budget);
    this.table[column] = matches ? 2 : 1;
    return matches;
  }

  /** Runs the threads of a state over one character into `#next`; true when a thread has matched before it. */
  #advance(state: number, kind: number, characterClass: number, budget: Budget): boolean {
    const number = state / this.#stride;
    const before = this.#kindOfState[number] ?? 0;
    const [left, right] = this.#options.direction === 'forward' ? [before, kind] : [kind, before];
    const mask = assertionMasks[left * kindCount + right] ?? 0;
    this.#next.clear();
    this.#visited.clear();
    let matches = false;
    for (let at = this.#listStart[number] ?? 0; at < (this.#listStart[number + 1] ?? 0); at++) {
      if (!this.#follow(this.#lists[at] ?? 0, mask, characterClass)) continue;
      matches = true;
      if (this.#options.match === 'first') break;
    }
    budget.spend(this.#visited.size);
    return matches;
  }

  /** Follows one thread, and those it splits into, to the characters they wait for; true when one of them matches. */
  #follow(entry: number, mask: number, characterClass: number): boolean {
    const { op, out, arg } = this.program;
    const stack = this.#stack;
    let depth = 0;
    let matches = false;
    stack[depth++] = entry;
    while (depth > 0) {
      for (let pc = stack[--depth] ?? 0; this.#visited.add(pc);) {
        const code = op[pc];
        if (code === opMatch) {
          matches = true;
          if (this.#options.match === 'first') return true;
          break;
        }
        if (code === opSet) {
          if (characterClass >= 0 && this.alphabet.has(arg[pc] ?? 0, characterClass)) this.#next.add(out[pc] ?? 0);
          break;
        }
        if (code === opAssert && ((arg[pc] ?? 0) & mask) === 0) break;
        if (code === opSplit) stack[depth++] = arg[pc] ?? 0;
        pc = out[pc] ?? 0;
      }
    }
    return matches;
  }

  #bytes(states: number, listNumbers: number): number {
    return 4 * (states * (this.#stride + 4) + listNumbers);
  }

  #hasRoom(listLength: number): boolean {
    const listEnd = this.#listStart[this.#states] ?? 0;
    return this.#bytes(this.#states + 1, listEnd + listLength) <= this.#options.maxBytes;
  }

  #flush(): void {
    this.flushes += 1;
    this.flushedStates = this.#states;
    this.#states = 1;
    this.#listStart[1] = 0;
    this.#starts.fill(0);
    this.#buckets.fill(0);
  }

  /** Drops all states but one; returns its new name. */
  #flushBut(state: number): number {
    const number = state / this.#stride;
    const list = this.#lists.slice(this.#listStart[number], this.#listStart[number + 1]);
    const kind = this.#kindOfState[number] ?? 0;
    const bits = (this.table[state + this.bitsColumn] ?? 0) & stateMatches;
    this.#flush();
    return Math.abs(this.#intern(list, kind, bits));
  }

  /** The state with this list, kind and match bit, made when there is none; negative when it has bits. */
  #intern(list: Int32Array, kind: number, matches: number): number {
    let bucket = hash(list, kind * 2 + matches) & (this.#buckets.length - 1);
    for (; this.#buckets[bucket] !== 0; bucket = (bucket + 1) & (this.#buckets.length - 1)) {
      const number = this.#buckets[bucket] ?? 0;
      if (this.#isState(number, list, kind, matches)) return this.#nameOf(number);
    }
    return this.#nameOf(this.#addState(list, kind, matches));
  }

  #addState(list: Int32Array, kind: number, matches: number): number {
    const number = this.#states;
    this.#grow(list.length);
    const start = this.#listStart[number] ?? 0;
    this.#lists.set(list, start);
    this.#listStart[number + 1] = start + list.length;
    this.#kindOfState[number] = kind;
    const row = number * this.#stride;
    this.table.fill(0, row, row + this.#stride);
    this.table[row + this.bitsColumn] = this.#bitsOf(list, matches);
    this.#states += 1;
    this.#place(number);
    return number;
  }

  #isState(number: number, list: Int32Array, kind: number, matches: number): boolean {
    const start = this.#listStart[number] ?? 0;
    if ((this.#listStart[number + 1] ?? 0) - start !== list.length || this.#kindOfState[number] !== kind) return false;
    if (((this.table[number * this.#stride + this.bitsColumn] ?? 0) & stateMatches) !== matches) return false;
    for (let i = 0; i < list.length; i++) if (this.#lists[start + i] !== list[i]) return false;
    return true;
  }

  #bitsOf(list: Int32Array, matches: number): number {
    if (list.length === 0) return matches | stateDead;
    const starts = this.#options.marksStart && list.length === 1 && list[0] === this.program.searchStart;
    return starts ? matches | stateStarts : matches;
  }

  #nameOf(number: number): number {
    const row = number * this.#stride;
    return this.table[row + this.bitsColumn] === 0 ? row : -row;
  }

  /** Makes room for one more state. */
  #grow(listLength: number): void {
    const states = this.#states + 1;
    if (states * this.#stride > this.table.length) {
      this.table = grown(this.table, states * this.#stride, this.#options.maxBytes / 4);
    }
    if (states + 1 > this.#listStart.length) {
      this.#listStart = grown(this.#listStart, states + 1, Infinity);
      this.#kindOfState = Uint8Array.from(this.#listStart, (_, number) => this.#kindOfState[number] ?? 0);
    }
    const listEnd = (this.#listStart[this.#states] ?? 0) + listLength;
    if (listEnd > this.#lists.length) this.#lists = grown(this.#lists, listEnd, Infinity);
    if (2 * states <= this.#buckets.length) return;
    this.#buckets = new Int32Array(2 * this.#buckets.length);
    for (let number = 1; number < this.#states; number++) this.#place(number);
  }

  #place(number: number): void {
    const list = this.#lists.subarray(this.#listStart[number], this.#listStart[number + 1]);
    const matches = (this.table[number * this.#stride + this.bitsColumn] ?? 0) & stateMatches;
    let bucket = hash(list, (this.#kindOfState[number] ?? 0) * 2 + matches) & (this.#buckets.length - 1);
    while (this.#buckets[bucket] !== 0) bucket = (bucket + 1) & (this.#buckets.length - 1);
    this.#buckets[bucket] = number;
  }
}

/** Fewer states than this are no cache. */
const minStates = 16;

function grown(array: Int32Array, atLeast: number, atMost: number): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(Math.max(atLeast, Math.min(2 * array.length, Math.ceil(atMost))));
  bigger.set(array);
  return bigger;
}

/** FNV-1a over the numbers, mixed at the end because the low bits choose the bucket. */
function hash(list: Int32Array, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let i = 0; i < list.length; i++) value = Math.imul(value ^ (list[i] ?? 0), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
