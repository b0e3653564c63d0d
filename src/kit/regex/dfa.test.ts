import { describe, expect, test } from 'vitest';
import { Alphabet } from './alphabet.ts';
import { Budget } from './budget.ts';
import { LazyDfa } from './dfa.ts';
import { gaveUp, notFound, searchEnd, searchStart, type SearchOptions } from './dfa-search.ts';
import { parseRegex } from './parse.ts';
import { prefilterOf } from './prefilter.ts';
import { compileProgram, SetTable } from './program.ts';
import { RegexError } from './regex-error.ts';
import { StringText } from './text.ts';

const limits = { maxInstructions: 100_000, maxSetNumbers: 100_000 };
const all: SearchOptions = {
  from: 0,
  anchored: false,
  earliest: false,
  jumpTo: { prefix: undefined, first: undefined },
};

function machines(source: string, maxBytes = 1 << 20) {
  const { tree } = parseRegex(source, limits);
  const sets = new SetTable();
  const program = compileProgram(tree, 'forward', sets);
  const alphabet = new Alphabet(sets.sets, 1 << 20);
  const prefilter = prefilterOf(tree);
  const options = { direction: 'forward', match: 'first', marksStart: true, maxBytes } as const;
  const reversed = compileProgram(tree, 'backward', sets);
  return {
    prefilter,
    forward: new LazyDfa(program, alphabet, options),
    backward: new LazyDfa(reversed, alphabet, {
      ...options,
      direction: 'backward',
      match: 'longest',
      marksStart: false,
    }),
    text: (input: string) => new StringText(input, alphabet),
  };
}

function span(
  source: string,
  input: string,
  options: Partial<SearchOptions> = {},
  maxBytes?: number,
): [number, number] {
  const { forward, backward, text } = machines(source, maxBytes);
  const budget = new Budget(1e9);
  const end = searchEnd(forward, text(input), { ...all, ...options }, budget);
  return end < 0 ? [end, end] : [searchStart(backward, text(input), options.from ?? 0, end, budget), end];
}

describe('the automata', () => {
  test.for<[string, string, [number, number]]>([
    ['abc', 'xxabcx', [2, 5]],
    ['a|ab', 'ab', [0, 1]],
    ['ab|a', 'ab', [0, 2]],
    ['a+', 'baaa', [1, 4]],
    ['a+?', 'baaa', [1, 2]],
    ['a*', 'baaa', [0, 0]],
    ['(?:a|ab)(?:c|bcd)', 'abcd', [0, 4]],
    ['x*', '', [0, 0]],
    ['$', 'ab', [2, 2]],
    ['^', 'ab', [0, 0]],
    ['(?m)^b', 'a\nb', [2, 3]],
    ['(?m)a$', 'a\nb', [0, 1]],
    ['a$', 'a\na', [2, 3]],
    ['\\bb', 'ab b', [3, 4]],
    ['\\Bb', 'b ab', [3, 4]],
    ['b\\b.', 'bb b,', [1, 3]],
    ['é.', 'aé😀', [1, 4]],
    ['q', 'aaa', [notFound, notFound]],
    ['$a', 'aaa', [notFound, notFound]],
  ])('/%s/ on %s', ([source, input, expected]) => {
    expect(span(source, input)).toEqual(expected);
  });

  test('see what is before the place where they begin, but begin no match there', () => {
    expect(span('\\bb', 'ab b', { from: 1 })).toEqual([3, 4]);
    expect(span('a*b', 'aab', { from: 1 })).toEqual([1, 3]);
    expect(span('(?m)^a', 'aa', { from: 1 })).toEqual([notFound, notFound]);
    expect(span('^a', 'aa', { from: 1 })).toEqual([notFound, notFound]);
  });

  test('stop where no thread is left when anchored, at the first sign when asked', () => {
    expect(span('b', 'ab', { anchored: true })).toEqual([notFound, notFound]);
    expect(span('a+', 'aaab', { anchored: true })).toEqual([0, 3]);
    const { forward, text } = machines('a+');
    expect(searchEnd(forward, text('xaaa'), { ...all, earliest: true }, new Budget(1000))).toBeLessThan(4);
  });

  test.for(['ab!', 'ab[!?]', '[a-b]b!', '(?:a|x)b!', '\\bab!', '(?m)(?:^|\\b)(?:ab|y)!'])(
    'jump to where a match can begin, again and again: %s',
    (source) => {
      const input = 'ab.'.repeat(100) + '-'.repeat(1000) + 'ab!' + 'ab.é'.repeat(3);
      const { forward, prefilter, text } = machines(source);
      expect(prefilter.prefix ?? prefilter.first).toBeDefined();
      const budget = new Budget(1e6);
      expect(searchEnd(forward, text(input), { ...all, jumpTo: prefilter }, budget)).toBe(1303);
      expect(searchEnd(forward, text(input), { ...all, from: 1301, jumpTo: prefilter }, budget)).toBe(notFound);
      expect(searchEnd(forward, text(input), { ...all, from: input.length, jumpTo: prefilter }, budget)).toBe(notFound);
    },
  );
});

/** As and bs without a pattern, the same each time. */
function coinTosses(count: number): string {
  let state = 1;
  const toss = () => 'ab'[(state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 31];
  return Array.from({ length: count }, toss).join('');
}

describe('a bounded automaton', () => {
  // The state holds which of the last characters were an a: twice as many states for each one more.
  const explosive = '[ab]*a[ab]{8}c';
  const input = coinTosses(20_000);

  test('drops its states when they fill the memory, and is right all the same', () => {
    const { forward, text } = machines(explosive, 16 * 1024);
    for (let start = 0; start < input.length; start += 100) {
      const short = `${input.slice(start, start + 100)}a${'b'.repeat(8)}c`;
      expect(searchEnd(forward, text(short), all, new Budget(1e9))).toBe(short.length);
    }
    expect(forward.flushes).toBeGreaterThan(0);
    expect(forward.table.byteLength).toBeLessThanOrEqual(16 * 1024);
  });

  test('gives up when it is dropped faster than it pays', () => {
    const { forward, text } = machines('[ab]*a[ab]{18}c', 64 * 1024);
    expect(searchEnd(forward, text(input), all, new Budget(1e9))).toBe(gaveUp);
    expect(forward.flushes).toBeGreaterThan(1);
  });

  test('says when too few states fit', () => {
    expect(machines('a').forward.tooSmall).toBe(false);
    expect(machines('(?:a{100}){10}', 32 * 1024).forward.tooSmall).toBe(true);
  });

  test('spends of the budget what it reads and what it makes', () => {
    const { forward, text } = machines('a.*z');
    expect(() => searchEnd(forward, text('a'.repeat(5000)), all, new Budget(600))).toThrow(RegexError);
    expect(searchEnd(forward, text('a'.repeat(5000)), all, new Budget(700))).toBe(notFound);
  });
});
