import type { Alphabet } from './alphabet.ts';
import { opMatch, opSet, opSlot, opSplit, type Program } from './program.ts';
import { SparseSet } from './sparse-set.ts';
import type { Text } from './text.ts';

/** Slots are bits of a number here. */
const maxSlots = 32;
/** A table larger than this costs more to make than it saves. */
const maxEntries = 1 << 15;

/**
 * Finds the groups of a match whose place is known, for programs in which the next character always says which thread
 * goes on (RE2's one-pass programs: `(\d+)-(\d+)`, but not `(.*)-(.*)`). The way through the program is then unique:
 * there are no threads to keep and no assertions to check.
 */
export class OnePass {
  readonly #alphabet: Alphabet;
  readonly #slots: number;
  /** By row and character class: the row to go on with, and as bits the slots to set before the character. */
  readonly #next: Int32Array;
  readonly #bits: Int32Array;
  /** By row: the slots to set when the match ends there. */
  readonly #endBits: Int32Array;

  constructor(alphabet: Alphabet, slots: number, next: Int32Array, bits: Int32Array, endBits: Int32Array) {
    this.#alphabet = alphabet;
    this.#slots = slots;
    this.#next = next;
    this.#bits = bits;
    this.#endBits = endBits;
  }

  /** The slots of the match from `start` to `end`; undefined when there is none that ends exactly there. */
  slotsOf(text: Text, start: number, end: number): Int32Array | undefined {
    const slots = new Int32Array(this.#slots).fill(-1);
    let row = 0;
    let position = start;
    while (position < end) {
      const entry = row * this.#alphabet.count + text.classAt(position);
      setSlots(slots, this.#bits[entry] ?? 0, position);
      row = this.#next[entry] ?? -1;
      if (row < 0) return undefined;
      position += text.width;
    }
    setSlots(slots, this.#endBits[row] ?? 0, end);
    slots[0] = start;
    slots[1] = end;
    return slots;
  }
}

function setSlots(slots: Int32Array, bits: number, position: number): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) slots[31 - Math.clz32(rest & -rest)] = position;
}

/** `ambiguous` when some text has more than one way through the program, or the table would be too large. */
export function compileOnePass(program: Program, alphabet: Alphabet, slots: number): OnePass | 'ambiguous' {
  if (slots > maxSlots) return 'ambiguous';
  const rows = [program.start];
  const rowOf = new Map([[program.start, 0]]);
  const next: number[] = [];
  const bits: number[] = [];
  const endBits: number[] = [];
  const visited = new SparseSet(program.op.length);
  for (let row = 0; row < rows.length; row++) {
    if (rows.length * alphabet.count > maxEntries) return 'ambiguous';
    for (let i = 0; i < alphabet.count; i++) {
      next.push(-1);
      bits.push(0);
    }
    visited.clear();
    const stack = [{ pc: rows[row] ?? 0, set: 0 }];
    for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
      const { pc, set } = thread;
      // Two ways to one place: which one was taken no character tells.
      if (!visited.add(pc)) return 'ambiguous';
      const [op, out = 0, arg = 0] = [program.op[pc], program.out[pc], program.arg[pc]];
      if (op === opMatch) endBits[row] = set;
      else if (op === opSet) {
        const target = rowOf.get(out) ?? rows.push(out) - 1;
        rowOf.set(out, target);
        if (!fillRow(arg, target, set, row * alphabet.count)) return 'ambiguous';
      } else if (op === opSplit) stack.push({ pc: arg, set }, { pc: out, set });
      else stack.push({ pc: out, set: op === opSlot ? set | (1 << arg) : set });
    }
  }
  return new OnePass(alphabet, slots, Int32Array.from(next), Int32Array.from(bits), endRows(endBits, rows.length));

  /** False when another thread takes one of the characters, too. */
  function fillRow(set: number, target: number, slotBits: number, base: number): boolean {
    for (let i = 0; i < alphabet.count; i++) {
      if (!alphabet.has(set, i)) continue;
      if (next[base + i] !== -1) return false;
      next[base + i] = target;
      bits[base + i] = slotBits;
    }
    return true;
  }
}

function endRows(endBits: readonly number[], rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => endBits[row] ?? 0);
}
