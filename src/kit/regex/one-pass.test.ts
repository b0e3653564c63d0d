import { describe, expect, test } from 'vitest';
import { Alphabet } from './alphabet.ts';
import { compileOnePass } from './one-pass.ts';
import { parseRegex } from './parse.ts';
import { compileProgram, SetTable } from './program.ts';
import { StringText } from './text.ts';

function compile(source: string) {
  const { tree, groupNames } = parseRegex(source, { maxInstructions: 100_000, maxSetNumbers: 100_000 });
  const sets = new SetTable();
  const program = compileProgram(tree, 'forward', sets);
  const alphabet = new Alphabet(sets.sets, 1 << 20);
  return { alphabet, onePass: compileOnePass(program, alphabet, 2 * groupNames.length) };
}

describe('one pass', () => {
  test.for<[string, string, number[]]>([
    ['(\\d+)-(\\d+)', '12-345', [0, 6, 0, 2, 3, 6]],
    ['(\\d{4})-(\\d{2})', '2026-11', [0, 7, 0, 4, 5, 7]],
    ['(a)|(b)c*', 'bcc', [0, 3, -1, -1, 0, 1]],
    ['(?:(a)|(b))*', 'aba', [0, 3, 2, 3, 1, 2]],
    ['(a?)(b?)', '', [0, 0, 0, 0, 0, 0]],
    ['((x)?y)+', 'xyy', [0, 3, 2, 3, 0, 1]],
    ['(é)(.)$', 'é😀', [0, 3, 0, 1, 1, 3]],
    ['\\b(a)\\b', 'a', [0, 1, 0, 1]],
    ['(a*?)b', 'aab', [0, 3, 0, 2]],
  ])('gives the groups of /%s/ on %s', ([source, input, expected]) => {
    const { alphabet, onePass } = compile(source);
    if (onePass === 'ambiguous') throw new Error('ambiguous');
    expect([...(onePass.slotsOf(new StringText(input, alphabet), 0, input.length) ?? [])]).toEqual(expected);
  });

  test('ends where it is told', () => {
    const { alphabet, onePass } = compile('(a+)');
    if (onePass === 'ambiguous') throw new Error('ambiguous');
    expect([...(onePass.slotsOf(new StringText('xaaax', alphabet), 1, 3) ?? [])]).toEqual([1, 3, 1, 3]);
    expect(onePass.slotsOf(new StringText('xaaax', alphabet), 1, 5)).toBeUndefined();
  });

  test.for(['(.*)-(.*)', '(a*)(a*)', '(a|ab)(c|bcd)', '(a*)*', '(|a)*', '(?:a|(a))', '(^|$)(^|$)a*(|a)'])(
    'leaves what a character does not decide to the threads: %s',
    (source) => {
      expect(compile(source).onePass).toBe('ambiguous');
    },
  );

  test('leaves many groups and large tables to the threads', () => {
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `(${letter})`);
    expect(compile(letters.slice(0, 15).join('')).onePass).not.toBe('ambiguous');
    expect(compile(letters.slice(0, 16).join('')).onePass).toBe('ambiguous');
    expect(compile('([a-z]\\d[A-F]_\\s){900}').onePass).toBe('ambiguous');
  });
});
