import { describe, expect, test } from 'vitest';
import { parseRegex } from './parse.ts';
import { compileProgram, opAssert, opMatch, opSet, opSlot, opSplit, SetTable, type Program } from './program.ts';

const limits = { maxInstructions: 100_000, maxSetNumbers: 100_000 };
const names = { [opMatch]: 'match', [opSet]: 'set', [opSplit]: 'split', [opAssert]: 'assert', [opSlot]: 'slot' };

function compile(source: string, direction: 'forward' | 'backward' = 'forward', sets = new SetTable()): Program {
  return compileProgram(parseRegex(source, limits).tree, direction, sets);
}

/** The way of highest priority through a program, sets by their first character. */
function firstWay(source: string, direction: 'forward' | 'backward'): string {
  const sets = new SetTable();
  const program = compile(source, direction, sets);
  const way: string[] = [];
  for (let pc = program.start; ; pc = program.out[pc]!) {
    const code = program.op[pc] as keyof typeof names;
    if (way.length > 50) throw new Error('endless');
    way.push(code === opSet ? String.fromCodePoint(sets.sets[program.arg[pc]!]![0]!) : names[code]);
    if (code === opMatch) return way.join(' ');
  }
}

describe('compileProgram', () => {
  test('reads forward with slots, backward without', () => {
    expect(firstWay('a(b)c', 'forward')).toBe('a slot b slot c match');
    expect(firstWay('a(b)c', 'backward')).toBe('c b a match');
    expect(firstWay('^ab$', 'backward')).toBe('assert b a assert match');
  });

  test('unrolls counted repetitions', () => {
    expect(firstWay('a{3}', 'forward')).toBe('a a a match');
    expect(firstWay('a{1,3}', 'forward')).toBe('a split a split a match');
    expect(firstWay('a{1,3}?', 'forward')).toBe('a split match');
    expect(firstWay('a{2,}?', 'forward')).toBe('a a split match');
  });

  test('never has more instructions than the tree says, but for what searches', () => {
    const sources = [
      '',
      'abc',
      'a*',
      '(a*)*',
      '(?:a|b|cd)*',
      '((a{3}|b?){2,5}c+)*?',
      'a{0}',
      '(?:^|$|\\b)+',
      'a{2,}{0}'.slice(0, 5),
    ];
    for (const source of sources) {
      const { tree } = parseRegex(source, limits);
      const size = compileProgram(tree, 'forward', new SetTable()).op.length;
      expect(size - 3, source).toBeLessThanOrEqual(tree.size);
    }
  });

  test('names all its assertions', () => {
    expect(compile('a').assertions).toBe(0);
    expect(compile('^a\\b').assertions).toBe(1 | 16);
  });

  test('shares equal sets between places and directions', () => {
    const sets = new SetTable();
    compile('[a-c]x[abc]x', 'forward', sets);
    const count = sets.sets.length;
    compile('[a-c]x[abc]x', 'backward', sets);
    expect(sets.sets.length).toBe(count);
    expect(count).toBe(3);
  });
});
