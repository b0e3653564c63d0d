import { describe, expect, test } from 'vitest';
import { Alphabet } from './alphabet.ts';
import { Budget } from './budget.ts';
import { Nfa, type NfaOptions } from './nfa.ts';
import { parseRegex } from './parse.ts';
import { compileProgram, SetTable } from './program.ts';
import { RegexError } from './regex-error.ts';
import { StringText } from './text.ts';

function run(
  source: string,
  input: string,
  options: Partial<NfaOptions> = {},
  maxBytes = 1 << 20,
): number[] | undefined {
  const { tree, groupNames } = parseRegex(source, { maxInstructions: 100_000, maxSetNumbers: 100_000 });
  const sets = new SetTable();
  const program = compileProgram(tree, 'forward', sets);
  const alphabet = new Alphabet(sets.sets, 1 << 20);
  const nfa = new Nfa(program, alphabet, maxBytes);
  const given = { from: 0, to: input.length, anchored: false, slots: 2 * groupNames.length, ...options };
  const slots = nfa.run(new StringText(input, alphabet), given, new Budget(1e6));
  return slots && [...slots];
}

describe("Pike's machine", () => {
  test.for<[string, string, number[] | undefined]>([
    ['a(b)c', 'xabc', [1, 4, 2, 3]],
    ['(a)|b', 'b', [0, 1, -1, -1]],
    ['(a|ab)(c|bcd)(d*)', 'abcd', [0, 4, 0, 1, 1, 4, 4, 4]],
    ['(a*)*', 'b', [0, 0, 0, 0]],
    ['(a*)+', 'b', [0, 0, 0, 0]],
    ['(a*|b)*', 'ab', [0, 2, 1, 2]],
    ['(a?)*?b', 'aab', [0, 3, 1, 2]],
    ['(?:(a)|b)*', 'ab', [0, 2, 0, 1]],
    ['(a){0}b', 'b', [0, 1, -1, -1]],
    ['(^|x)y', 'xy', [0, 2, 0, 1]],
    ['(\\b|x)a', 'xa', [0, 2, 0, 1]],
    ['(.)(.)$', '中😀', [0, 3, 0, 1, 1, 3]],
    ['(q)', 'abc', undefined],
  ])('/%s/ on %s', ([source, input, expected]) => {
    expect(run(source, input)).toEqual(expected);
  });

  test('reads between two places and sees what is around them', () => {
    expect(run('a+', 'aaaa', { from: 1, to: 3 })).toEqual([1, 3]);
    expect(run('a+$', 'aaaa', { to: 3 })).toBeUndefined();
    expect(run('a+\\b', 'aa a', { to: 2 })).toEqual([0, 2]);
    expect(run('\\ba', 'aa', { from: 1 })).toBeUndefined();
  });

  test('begins at one place only when anchored', () => {
    expect(run('b', 'ab', { anchored: true })).toBeUndefined();
    expect(run('b', 'ab', { anchored: true, from: 1 })).toEqual([1, 2]);
  });

  test('says whether there is a match without noting where', () => {
    expect(run('(b)+', 'abb', { slots: 0 })).toEqual([]);
    expect(run('(c)+', 'abb', { slots: 0 })).toBeUndefined();
    expect(run('(b)+', 'abb', { slots: 2 })).toEqual([1, 3]);
  });

  test('refuses more memory for groups than it may have', () => {
    const groups = '(a?)'.repeat(100);
    expect(run(groups, 'a'.repeat(100))?.slice(-2)).toEqual([99, 100]);
    expect(() => run(groups, 'a'.repeat(100), {}, 10_000)).toThrow(RegexError);
  });

  test('refuses more steps than it may take, and works after that', () => {
    expect(() => run('(?:a?){100}(?:a?){100}b', 'a'.repeat(20_000))).toThrow(/too many steps/);
    expect(run('(?:a?){100}b', 'aab')).toEqual([0, 3]);
  });
});
