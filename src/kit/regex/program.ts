import { assertionBits } from './assertions.ts';
import { setNode, type Node } from './node.ts';
import { anyChar, type CharSet } from './char-set.ts';

/** Instructions of the program. Numbers, not strings: they are compared once a thread and character. */
export const opMatch = 0;
/** Consumes a character of set `arg` and goes on at `out`. */
export const opSet = 1;
/** Goes on at `out`, and with lower priority at `arg`. */
export const opSplit = 2;
/** Goes on when the assertion with bit `arg` holds. */
export const opAssert = 3;
/** Notes the position in slot `arg`. */
export const opSlot = 4;

/**
 * A regular expression as a program for a virtual machine of threads (Thompson's construction, priorities as in
 * Pike's machine): the tree is unrolled, so that no instruction counts anything. Never modified once made.
 */
export interface Program {
  readonly op: Uint8Array;
  readonly out: Int32Array;
  readonly arg: Int32Array;
  /** Where a match that begins here starts. */
  readonly start: number;
  /** Where to start to find a match that begins here or later: an endless `.*?` before `start`. */
  readonly searchStart: number;
  /** All assertion bits in use. */
  readonly assertions: number;
}

/** The distinct sets of one regular expression, by index; shared by its programs. */
export class SetTable {
  readonly sets: CharSet[] = [];
  readonly #index = new Map<CharSet | string, number>();

  indexOf(set: CharSet): number {
    const known = this.#index.get(set);
    if (known !== undefined) return known;
    // Equal sets become one. The arrays themselves are keys too, and the only ones where the text would be long.
    const text = set.length > maxKeyed ? set : set.join();
    const index = this.#index.get(text) ?? this.sets.push(set) - 1;
    this.#index.set(text, index);
    this.#index.set(set, index);
    return index;
  }
}

/** Longer sets are classes of Unicode, which are shared already. */
const maxKeyed = 64;

/** Compiles a tree to a program that reads forward, or one that reads the text backward and has no slots. */
export function compileProgram(tree: Node, direction: 'forward' | 'backward', sets: SetTable): Program {
  return new Compiler(direction, sets).compile(tree);
}

class Compiler {
  readonly #backward: boolean;
  readonly #sets: SetTable;
  readonly #op: number[] = [];
  readonly #out: number[] = [];
  readonly #arg: number[] = [];
  #assertions = 0;

  constructor(direction: 'forward' | 'backward', sets: SetTable) {
    this.#backward = direction === 'backward';
    this.#sets = sets;
  }

  compile(tree: Node): Program {
    const start = this.#emit(tree, this.#add(opMatch, 0, 0));
    const searchStart = this.#add(opSplit, start, 0);
    this.#arg[searchStart] = this.#emit(setNode(anyChar), searchStart);
    return {
      op: Uint8Array.from(this.#op),
      out: Int32Array.from(this.#out),
      arg: Int32Array.from(this.#arg),
      start,
      searchStart,
      assertions: this.#assertions,
    };
  }

  #add(op: number, out: number, arg: number): number {
    this.#op.push(op);
    this.#out.push(out);
    this.#arg.push(arg);
    return this.#op.length - 1;
  }

  /** Adds the instructions of a node that go on at `next`; returns where they begin. */
  #emit(node: Node, next: number): number {
    switch (node.kind) {
      case 'empty':
        return next;
      case 'set':
        return this.#add(opSet, next, this.#sets.indexOf(node.set));
      case 'assertion':
        this.#assertions |= assertionBits[node.assertion];
        return this.#add(opAssert, next, assertionBits[node.assertion]);
      case 'capture':
        return this.#emitCapture(node.index, node.body, next);
      case 'concat':
        return this.#emitConcat(node.parts, next);
      case 'alternate':
        return this.#emitAlternate(node.branches, next);
      case 'repeat':
        return this.#emitRepeat(node, next);
    }
  }

  #emitCapture(index: number, body: Node, next: number): number {
    if (this.#backward) return this.#emit(body, next);
    const close = this.#add(opSlot, next, 2 * index + 1);
    return this.#add(opSlot, this.#emit(body, close), 2 * index);
  }

  #emitConcat(parts: readonly Node[], next: number): number {
    const order = this.#backward ? parts : parts.toReversed();
    return order.reduce((after, part) => this.#emit(part, after), next);
  }

  #emitAlternate(branches: readonly Node[], next: number): number {
    const entries = branches.map((branch) => this.#emit(branch, next));
    return entries.reduceRight((others, entry) => this.#add(opSplit, entry, others));
  }

  #emitRepeat(node: Extract<Node, { kind: 'repeat' }>, next: number): number {
    const { body, min, max, greedy } = node;
    let entry = next;
    let copies = min;
    if (max === Infinity) {
      entry = min === 0 ? this.#emitStar(body, greedy, next) : this.#emitPlus(body, greedy, next);
      copies = min - 1;
    } else {
      // x{0,3} is (x(x(x)?)?)?: what is left out is left out at once, which keeps few threads alive.
      for (let optional = min; optional < max; optional++) entry = this.#split(this.#emit(body, entry), next, greedy);
    }
    for (; copies > 0; copies--) entry = this.#emit(body, entry);
    return entry;
  }

  #emitStar(body: Node, greedy: boolean, next: number): number {
    // Over what can be empty, x* is (x+)?: the priorities of the empty round come out right only so.
    if (body.nullable) return this.#split(this.#emitPlus(body, greedy, next), next, greedy);
    return this.#emitLoop(body, greedy, next).loop;
  }

  #emitPlus(body: Node, greedy: boolean, next: number): number {
    return this.#emitLoop(body, greedy, next).entry;
  }

  #emitLoop(body: Node, greedy: boolean, next: number): { readonly loop: number; readonly entry: number } {
    const loop = this.#add(opSplit, 0, 0);
    const entry = this.#emit(body, loop);
    this.#out[loop] = greedy ? entry : next;
    this.#arg[loop] = greedy ? next : entry;
    return { loop, entry };
  }

  #split(taken: number, skipped: number, greedy: boolean): number {
    return greedy ? this.#add(opSplit, taken, skipped) : this.#add(opSplit, skipped, taken);
  }
}
