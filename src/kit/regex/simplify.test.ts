import { describe, expect, test } from 'vitest';
import { parseRegex } from './parse.ts';
import { compileProgram, SetTable } from './program.ts';
import { simplify } from './simplify.ts';

const limits = { maxInstructions: 100_000, maxSetNumbers: 100_000 };

/** Instructions of the program, before and after. */
function sizes(source: string): [number, number] {
  const { tree } = parseRegex(source, limits);
  const size = (node: typeof tree) => compileProgram(node, 'forward', new SetTable()).op.length;
  return [size(tree), size(simplify(tree))];
}

/** Whether two patterns become the same tree. */
function same(a: string, b: string): boolean {
  const [left, right] = [a, b].map((source) => JSON.stringify(simplify(parseRegex(source, limits).tree)));
  return left === right;
}

describe('simplify', () => {
  test.for([
    ['a{1}', 'a'],
    ['a{0}b', 'b'],
    ['(?:){5}', ''],
    ['(?:a{0})*', ''],
    ['(?:a*)*', 'a*'],
    ['(?:a+)+', 'a+'],
    ['(?:a?)?', 'a?'],
    ['(?:a*?)*?', 'a*?'],
    ['a|b|c', '[a-c]'],
    ['a|[b-d]|.', '.'],
    ['a||', '(?:a|)'],
    ['abc|abd', 'ab[cd]'],
    ['abc|ab|x', '(?:ab(?:c|)|x)'],
    ['\\dx|\\dy', '\\d[xy]'],
    ['foobar|foobaz|fox', 'fo(?:oba[rz]|x)'],
  ])('%s is %s', ([long, short]) => {
    expect(same(long!, short!)).toBe(true);
  });

  test.for([
    ['(?:a*?)*', 'a*'],
    ['(?:a+)*', 'a*'],
    ['(?:a{2})*', 'a{2}'],
    ['a|bc|d', '(?:[ad]|bc)'],
    ['(?:a*b|a*c)', 'a*[bc]'],
    ['(a)|(a)b', '(a)b?'],
  ])('%s is not made %s', ([source, other]) => {
    expect(same(source!, other!)).toBe(false);
  });

  test('makes programs for lists of words smaller', () => {
    const [before, after] = sizes('(?:error|errand|erratic|errno|erroneous)');
    expect(after).toBeLessThan(before * 0.75);
  });

  test('opens groups that capture nothing, however deep, on either side', () => {
    const deep = 5000;
    expect(same(`${'(?:'.repeat(deep)}a${'b)'.repeat(deep)}`, `a${'b'.repeat(deep)}`)).toBe(true);
    expect(same(`${'(?:a'.repeat(deep)}b${')'.repeat(deep)}`, `${'a'.repeat(deep)}b`)).toBe(true);
    expect(same(`${'(?:'.repeat(deep)}ab${'|cd)'.repeat(deep)}`, `(?:ab|${'cd|'.repeat(deep)}cd)`)).toBe(true);
  });

  test('takes a long common beginning out at once', () => {
    const long = 'ab'.repeat(10_000);
    expect(same(`${long}c|${long}d|${long}`, `${long}(?:[cd]|)`)).toBe(true);
  });

  test('stays in bounds on a ladder of prefixes', () => {
    const ladder = Array.from({ length: 200 }, (_, i) => 'a'.repeat(i + 1)).join('|');
    const [before, after] = sizes(ladder);
    expect(before).toBeGreaterThan(20_000);
    expect(after).toBeLessThan(500);
  });
});
