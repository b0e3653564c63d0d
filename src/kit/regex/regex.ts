import { Alphabet } from './alphabet.ts';
import { Budget } from './budget.ts';
import { LazyDfa } from './dfa.ts';
import { gaveUp, notFound, searchEnd, searchStart } from './dfa-search.ts';
import { Nfa } from './nfa.ts';
import type { Node } from './node.ts';
import { compileOnePass, type OnePass } from './one-pass.ts';
import { parseRegex } from './parse.ts';
import { prefilterOf, type Prefilter } from './prefilter.ts';
import { compileProgram, SetTable, type Program } from './program.ts';
import { simplify } from './simplify.ts';
import { BytesText, StringText, type Text } from './text.ts';

/** Bounds on one regular expression. */
export interface RegexOptions {
  /**
   * About how many bytes it may hold, program and caches together (default 8 MiB). A pattern may compile to one
   * instruction per 256 bytes; automata that outgrow their share are dropped and made again.
   */
  readonly maxMemory?: number;
  /**
   * How many steps one call may take (default 100 million, a few seconds): one thread moved over one character, or
   * eight characters read by an automaton, which is what nearly all searches do. `findAll` and `execAll` can need the
   * square of the length of the input, because each match starts a search of its own: this ends them.
   */
  readonly maxSteps?: number;
}

/** A part of the input: bytes of a buffer, UTF-16 units of a string; `end` is behind the last one. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A match and its groups by index: the whole match is group 0; undefined for a group that took no part. */
export interface RegexMatch extends Span {
  readonly groups: readonly (Span | undefined)[];
}

const defaultMemory = 8 * 1024 * 1024;
const defaultSteps = 100_000_000;

/**
 * Compiles a pattern in RE2's syntax (https://golang.org/s/re2syntax) with the meaning Go's `regexp` gives it.
 * Searches take time linear in the input, whatever the pattern.
 * @throws RegexError `syntax` (with the position) or `too-large`
 */
export function compileRegex(source: string, options: RegexOptions = {}): Regex {
  return new Regex(source, options);
}

/**
 * A compiled regular expression. It searches strings (positions are UTF-16 indices) and bytes in UTF-8 (positions are
 * byte offsets); what is not valid in either counts as U+FFFD. Machines are made on first use and kept.
 * The methods throw RegexError `limits-exceeded` as `RegexOptions` says.
 */
export class Regex {
  readonly source: string;
  /** The names of the groups by index; undefined for those without a name, and for the whole match. */
  readonly groupNames: readonly (string | undefined)[];
  readonly #maxMemory: number;
  readonly #maxSteps: number;
  readonly #tree: Node;
  readonly #prefilter: Prefilter;
  readonly #sets = new SetTable();
  readonly #program: Program;
  readonly #alphabet: Alphabet;
  #forward: LazyDfa | undefined;
  #backward: LazyDfa | undefined;
  #nfa: Nfa | undefined;
  #onePass: OnePass | 'ambiguous' | undefined;

  /** Use `compileRegex`. */
  constructor(source: string, options: RegexOptions) {
    this.source = source;
    this.#maxMemory = options.maxMemory ?? defaultMemory;
    this.#maxSteps = options.maxSteps ?? defaultSteps;
    const { tree, groupNames } = parseRegex(source, {
      maxInstructions: Math.floor(this.#maxMemory / 256),
      maxSetNumbers: Math.floor(this.#maxMemory / 32),
    });
    this.groupNames = groupNames;
    this.#tree = simplify(tree);
    this.#prefilter = prefilterOf(this.#tree);
    this.#program = compileProgram(this.#tree, 'forward', this.#sets);
    this.#alphabet = new Alphabet(this.#sets.sets, this.#maxMemory / 4);
  }

  /** Whether the input contains a match. */
  test(input: string | Uint8Array): boolean {
    const text = this.#textOf(input);
    const { exact, anchored } = this.#prefilter;
    if (exact) return this.#findExact(text, 0) !== undefined;
    if (!this.#mayMatch(text, 0)) return false;
    const budget = new Budget(this.#maxSteps);
    const end = this.#searchEnd(text, 0, true, budget);
    return end === gaveUp ? this.#runNfa(text, 0, text.length, anchored, 0, budget) !== undefined : end !== notFound;
  }

  /** Where the leftmost-first match at or behind `from` is. Assertions see what is before `from`. */
  find(input: string | Uint8Array, from = 0): Span | undefined {
    const text = this.#textOf(input);
    return this.#findFrom(text, from, new Budget(this.#maxSteps));
  }

  /**
   * Where the matches are, one after the other, at most `limit`. As in Go, an empty match right behind another match
   * does not count.
   */
  findAll(input: string | Uint8Array, limit = Infinity): Span[] {
    const text = this.#textOf(input);
    const budget = new Budget(this.#maxSteps);
    return [...this.#matches(text, limit, budget)];
  }

  /** The match that `find` finds, with its groups. */
  exec(input: string | Uint8Array, from = 0): RegexMatch | undefined {
    const text = this.#textOf(input);
    const budget = new Budget(this.#maxSteps);
    const match = this.#findFrom(text, from, budget);
    return match && this.#withGroups(text, match, budget);
  }

  /** The matches that `findAll` finds, with their groups. */
  execAll(input: string | Uint8Array, limit = Infinity): RegexMatch[] {
    const text = this.#textOf(input);
    const budget = new Budget(this.#maxSteps);
    return Array.from(this.#matches(text, limit, budget), (match) => this.#withGroups(text, match, budget));
  }

  #findFrom(text: Text, from: number, budget: Budget): Span | undefined {
    if (!Number.isInteger(from) || from < 0) throw new RangeError('from must be an index of the input');
    return from > text.length ? undefined : this.#find(text, from, budget);
  }

  *#matches(text: Text, limit: number, budget: Budget): Generator<Span> {
    let count = 0;
    let previousEnd = -1;
    for (let from = 0; from <= text.length && count < limit;) {
      const match = this.#find(text, from, budget);
      if (match === undefined) return;
      if (match.end > from) from = match.end;
      else from += from < text.length ? widthAt(text, from) : 1;
      const counts = match.end > match.start || match.start !== previousEnd;
      previousEnd = match.end;
      if (!counts) continue;
      count += 1;
      yield match;
    }
  }

  #textOf(input: string | Uint8Array): Text {
    return typeof input === 'string' ? new StringText(input, this.#alphabet) : new BytesText(input, this.#alphabet);
  }

  /** False when there can be no match: a search that jumps to `prefix` looks for that itself. */
  #mayMatch(text: Text, from: number): boolean {
    const { anchored, required } = this.#prefilter;
    if (anchored && from > 0) return false;
    return required === undefined || text.indexOf(required, from) >= 0;
  }

  #find(text: Text, from: number, budget: Budget): Span | undefined {
    if (this.#prefilter.exact) return this.#findExact(text, from);
    if (!this.#mayMatch(text, from)) return undefined;
    const end = this.#searchEnd(text, from, false, budget);
    if (end === notFound) return undefined;
    const { anchored } = this.#prefilter;
    const start = end === gaveUp ? gaveUp : anchored ? from : this.#searchStart(text, from, end, budget);
    if (start >= 0) return { start, end };
    const slots = this.#runNfa(text, from, text.length, anchored, 2, budget);
    return slots && spanOf(slots, 0);
  }

  #findExact(text: Text, from: number): Span | undefined {
    const { prefix } = this.#prefilter;
    const start = prefix === undefined ? notFound : text.indexOf(prefix, from);
    if (prefix === undefined || start < 0) return undefined;
    return { start, end: start + (text instanceof StringText ? prefix.string : prefix.bytes).length };
  }

  #withGroups(text: Text, { start, end }: Span, budget: Budget): RegexMatch {
    const count = this.groupNames.length;
    if (count === 1) return { start, end, groups: [{ start, end }] };
    this.#onePass ??= compileOnePass(this.#program, this.#alphabet, 2 * count);
    const slots =
      this.#onePass === 'ambiguous'
        ? this.#runNfa(text, start, end, true, 2 * count, budget)
        : this.#onePass.slotsOf(text, start, end);
    if (slots === undefined) throw new Error(`the machines disagree about /${this.source}/`);
    return { start, end, groups: this.groupNames.map((_, group) => spanOf(slots, group)) };
  }

  #searchEnd(text: Text, from: number, earliest: boolean, budget: Budget): number {
    this.#forward ??= new LazyDfa(this.#program, this.#alphabet, {
      direction: 'forward',
      match: 'first',
      marksStart: (this.#prefilter.prefix ?? this.#prefilter.first) !== undefined,
      maxBytes: this.#maxMemory / 4,
    });
    if (this.#forward.tooSmall) return gaveUp;
    const options = { from, anchored: this.#prefilter.anchored, earliest, jumpTo: this.#prefilter };
    return searchEnd(this.#forward, text, options, budget);
  }

  #searchStart(text: Text, from: number, end: number, budget: Budget): number {
    this.#backward ??= new LazyDfa(compileProgram(this.#tree, 'backward', this.#sets), this.#alphabet, {
      direction: 'backward',
      match: 'longest',
      marksStart: false,
      maxBytes: this.#maxMemory / 8,
    });
    return this.#backward.tooSmall ? gaveUp : searchStart(this.#backward, text, from, end, budget);
  }

  #runNfa(
    text: Text,
    from: number,
    to: number,
    anchored: boolean,
    slots: number,
    budget: Budget,
  ): Int32Array | undefined {
    this.#nfa ??= new Nfa(this.#program, this.#alphabet, this.#maxMemory / 4);
    return this.#nfa.run(text, { from, to, anchored, slots }, budget);
  }
}

function widthAt(text: Text, position: number): number {
  text.classAt(position);
  return text.width;
}

function spanOf(slots: Int32Array, group: number): Span | undefined {
  const [start = -1, end = -1] = [slots[2 * group], slots[2 * group + 1]];
  return start < 0 || end < 0 ? undefined : { start, end };
}
