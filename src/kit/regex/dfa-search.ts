import type { Budget } from './budget.ts';
import { scanBackward, scanForward, type Cursor } from './dfa-scan.ts';
import { stateDead, stateMatches, stateStarts, type LazyDfa } from './dfa.ts';
import { kindEdge } from './assertions.ts';
import type { Prefilter } from './prefilter.ts';
import type { Text } from './text.ts';

/** No match. */
export const notFound = -1;
/** The automaton was made and dropped faster than it paid: ask the other machine. */
export const gaveUp = -2;

/** How a forward search runs. */
export interface SearchOptions {
  readonly from: number;
  /** The match must begin at `from`. */
  readonly anchored: boolean;
  /** The first sign of a match is enough; the position answered is not the end of the leftmost-first one. */
  readonly earliest: boolean;
  /** What each match begins with: the search may jump to it. */
  readonly jumpTo: Pick<Prefilter, 'prefix' | 'first'>;
}

/** Where the leftmost-first match at or behind `from` ends; `notFound` or `gaveUp`. */
export function searchEnd(dfa: LazyDfa, text: Text, options: SearchOptions, budget: Budget): number {
  const { from, anchored, earliest } = options;
  const entry = anchored ? dfa.program.start : dfa.program.searchStart;
  const { prefix, first } = options.jumpTo;
  const jump = anchored || (prefix ?? first) === undefined ? undefined : new Jump(options.jumpTo);
  let start = from;
  if (jump !== undefined) {
    start = jump.next(text, from);
    if (start < 0) return notFound;
  }
  const cursor: Cursor = { position: start, state: 0, last: notFound, bits: 0 };
  cursor.state = dfa.startState(entry, text.kindBefore(start));
  const guard = new FlushGuard(dfa);
  const stopBits = stateDead | (earliest ? stateMatches : 0);
  for (;;) {
    scanForward(dfa, text, cursor, stopBits | (jump?.pays === true ? stateStarts : 0));
    if ((cursor.bits & stopBits) !== 0) break;
    if ((cursor.bits & stateStarts) !== 0) {
      const candidate = jump?.next(text, cursor.position) ?? notFound;
      if (candidate < 0) return notFound;
      cursor.position = candidate;
      cursor.state = dfa.startState(entry, text.kindBefore(candidate));
    } else if (cursor.position < text.length) {
      cursor.state = dfa.fill(cursor.state, text.classAt(cursor.position), budget);
      if (guard.thrashes(cursor.position)) return gaveUp;
    } else {
      if (dfa.matchesBefore(cursor.state, kindEdge, budget)) cursor.last = text.length;
      break;
    }
  }
  budget.spend((cursor.position - from) / readPerStep);
  return cursor.last;
}

/** Where the match that ends at `end` begins, not below `from`; `gaveUp`, or `notFound` when there is none. */
export function searchStart(dfa: LazyDfa, text: Text, from: number, end: number, budget: Budget): number {
  const state = dfa.startState(dfa.program.start, text.kindAt(end));
  const cursor: Cursor = { position: end, state, last: notFound, bits: 0 };
  const guard = new FlushGuard(dfa);
  for (;;) {
    scanBackward(dfa, text, cursor, stateDead, from);
    if ((cursor.bits & stateDead) !== 0) break;
    if (cursor.position > from) {
      cursor.state = dfa.fill(cursor.state, text.classBefore(cursor.position), budget);
      if (guard.thrashes(cursor.position)) return gaveUp;
    } else {
      if (dfa.matchesBefore(cursor.state, text.kindBefore(from), budget)) cursor.last = from;
      break;
    }
  }
  budget.spend((end - cursor.position) / readPerStep);
  return cursor.last;
}

/** An automaton reads about as many characters in the time in which one thread moves over one. */
const readPerStep = 8;

/** Jumps to where a match can begin, as long as that is faster than looking at each character. */
class Jump {
  readonly #to: Pick<Prefilter, 'prefix' | 'first'>;
  #jumps = 0;
  #passed = 0;

  constructor(to: Pick<Prefilter, 'prefix' | 'first'>) {
    this.#to = to;
  }

  /** The next candidate at or behind a position, -1 for none. */
  next(text: Text, from: number): number {
    const { prefix, first } = this.#to;
    const candidate = prefix !== undefined ? text.indexOf(prefix, from) : first ? text.indexOfFirst(first, from) : from;
    this.#jumps += 1;
    this.#passed += candidate - from;
    return candidate;
  }

  get pays(): boolean {
    return this.#jumps < 16 || this.#passed > worthwhile * this.#jumps;
  }
}

/** How many characters a jump must pass on average to be faster than the automaton. */
const worthwhile = 8;

/** Sees when an automaton is dropped again and again without having been of use in between. */
class FlushGuard {
  readonly #dfa: LazyDfa;
  #flushes: number;
  /** Where the last drop was; undefined before the first, which earlier searches may have brought about. */
  #droppedAt: number | undefined;

  constructor(dfa: LazyDfa) {
    this.#dfa = dfa;
    this.#flushes = dfa.flushes;
  }

  thrashes(position: number): boolean {
    if (this.#dfa.flushes === this.#flushes) return false;
    this.#flushes = this.#dfa.flushes;
    const moved = this.#droppedAt === undefined ? Infinity : Math.abs(position - this.#droppedAt);
    this.#droppedAt = position;
    return moved < usesPerState * this.#dfa.flushedStates;
  }
}

/** RE2's measure: a state must serve ten characters to be worth making. */
const usesPerState = 10;
