import type { Alphabet } from './alphabet.ts';
import { assertionMasks, kindCount, kindEdge } from './assertions.ts';
import type { Budget } from './budget.ts';
import { opAssert, opMatch, opSet, opSlot, opSplit, type Program } from './program.ts';
import { RegexError } from './regex-error.ts';
import { SparseSet } from './sparse-set.ts';
import type { Text } from './text.ts';

/** What a run looks for. */
export interface NfaOptions {
  readonly from: number;
  /** Nothing is read behind this, but assertions see what is there. */
  readonly to: number;
  /** The match must begin at `from`. */
  readonly anchored: boolean;
  /** How many slots are wanted: none (any match will do), or two for each group with the whole match as the first. */
  readonly slots: number;
}

/** The threads alive at one position, by priority, each with its slots. */
interface Threads {
  /** Every program counter already reached at this position. */
  readonly reached: SparseSet;
  /** Those that wait for a character or match. */
  readonly waiting: Int32Array;
  count: number;
  slots: Int32Array;
}

/**
 * Pike's machine: all threads move over the text together, one character at a time, so that time is bounded by the
 * length of the text times that of the program. It finds the leftmost-first match and its groups.
 */
export class Nfa {
  readonly #program: Program;
  readonly #alphabet: Alphabet;
  readonly #maxBytes: number;
  #now: Threads;
  #next: Threads;
  readonly #stack: number[] = [];
  /** The slots of the thread being followed. */
  #slots = new Int32Array(0);

  constructor(program: Program, alphabet: Alphabet, maxBytes: number) {
    this.#program = program;
    this.#alphabet = alphabet;
    this.#maxBytes = maxBytes;
    this.#now = newThreads(program.op.length);
    this.#next = newThreads(program.op.length);
  }

  /**
   * @returns the slots of the match (-1 where a group took no part), undefined when there is none
   * @throws RegexError `limits-exceeded`
   */
  run(text: Text, options: NfaOptions, budget: Budget): Int32Array | undefined {
    const { from, to, anchored, slots } = options;
    if (this.#slots.length !== slots) this.#slots = new Int32Array(slots);
    let matched: Int32Array | undefined;
    let position = from;
    let mask = this.#maskAt(text.kindBefore(from), text, from);
    clear(this.#now);
    this.#stack.length = 0;
    for (;;) {
      if (matched === undefined && (!anchored || position === from)) {
        this.#slots.fill(-1);
        if (slots > 0) this.#slots[0] = position;
        this.#follow(this.#now, this.#program.start, position, mask);
      }
      if (this.#now.count === 0 && (anchored || matched !== undefined)) return matched;
      budget.spend(this.#now.reached.size + 1);
      const characterClass = position < to ? text.classAt(position) : -1;
      const after = position + text.width;
      if (characterClass >= 0) mask = this.#maskAt(this.#alphabet.kinds[characterClass] ?? 0, text, after);
      const found = this.#step(characterClass, position, after, mask);
      if (found !== undefined) {
        if (slots === 0) return found;
        matched = found;
      }
      if (position >= to) return matched;
      position = after;
    }
  }

  #maskAt(left: number, text: Text, position: number): number {
    if (this.#program.assertions === 0) return 0;
    const right = position === text.length ? kindEdge : text.kindAt(position);
    return assertionMasks[left * kindCount + right] ?? 0;
  }

  /** Moves all threads over one character; returns the slots of the thread that matched before it, if one did. */
  #step(characterClass: number, position: number, after: number, mask: number): Int32Array | undefined {
    const { op, out, arg } = this.#program;
    const now = this.#now;
    const next = this.#next;
    const slots = this.#slots;
    let found: Int32Array | undefined;
    clear(next);
    for (let thread = 0; thread < now.count; thread++) {
      const pc = now.waiting[thread] ?? 0;
      const matches = op[pc] === opMatch;
      if (!matches && (characterClass < 0 || !this.#alphabet.has(arg[pc] ?? 0, characterClass))) continue;
      const own = thread * slots.length;
      for (let slot = 0; slot < slots.length; slot++) slots[slot] = now.slots[own + slot] ?? 0;
      if (matches) {
        // Threads behind this one have a lower priority: they are cut off.
        found = slots.slice();
        if (found.length > 1) found[1] = position;
        break;
      }
      this.#follow(next, out[pc] ?? 0, after, mask);
    }
    this.#now = next;
    this.#next = now;
    return found;
  }

  /** Adds the threads that one becomes at a position: on over splits, assertions and slots to what waits. */
  #follow(threads: Threads, entry: number, position: number, mask: number): void {
    const { op, out, arg } = this.#program;
    const stack = this.#stack;
    const slots = this.#slots;
    if (op[entry] === opSet) {
      // Most threads only move from one character to the next.
      if (threads.reached.add(entry)) this.#add(threads, entry);
      return;
    }
    // A slot is set for as long as the threads behind it are added: negative entries put the old value back.
    stack.push(entry);
    while (stack.length > 0) {
      let pc = stack.pop() ?? 0;
      if (pc < 0) {
        slots[-pc - 1] = stack.pop() ?? 0;
        continue;
      }
      while (threads.reached.add(pc)) {
        const code = op[pc];
        if (code === opMatch || code === opSet) {
          this.#add(threads, pc);
          break;
        }
        const argument = arg[pc] ?? 0;
        if (code === opAssert && (argument & mask) === 0) break;
        if (code === opSplit) stack.push(argument);
        if (code === opSlot && argument < slots.length) {
          stack.push(slots[argument] ?? 0, -argument - 1);
          slots[argument] = position;
        }
        pc = out[pc] ?? 0;
      }
    }
  }

  #add(threads: Threads, pc: number): void {
    const slots = this.#slots;
    const at = threads.count * slots.length;
    if (at + slots.length > threads.slots.length) {
      const size = Math.max(16 * slots.length, 2 * threads.slots.length);
      if (8 * size > this.#maxBytes) {
        throw new RegexError('limits-exceeded', 'the groups of the regular expression need too much memory');
      }
      const bigger = new Int32Array(size);
      bigger.set(threads.slots);
      threads.slots = bigger;
    }
    for (let slot = 0; slot < slots.length; slot++) threads.slots[at + slot] = slots[slot] ?? 0;
    threads.waiting[threads.count] = pc;
    threads.count += 1;
  }
}

function newThreads(programLength: number): Threads {
  return {
    reached: new SparseSet(programLength),
    waiting: new Int32Array(programLength),
    count: 0,
    slots: new Int32Array(0),
  };
}

function clear(threads: Threads): void {
  threads.reached.clear();
  threads.count = 0;
}
