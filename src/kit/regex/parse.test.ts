import { describe, expect, test } from 'vitest';
import { parseRegex } from './parse.ts';
import { RegexError } from './regex-error.ts';
import type { Node } from './node.ts';

const limits = { maxInstructions: 10_000, maxSetNumbers: 10_000 };

/** A tree as a short text: sets as `[lo-hi …]` in hexadecimal, single characters as themselves. */
function show(node: Node): string {
  switch (node.kind) {
    case 'empty':
      return 'ε';
    case 'set':
      return showSet(node.set);
    case 'assertion':
      return `<${node.assertion}>`;
    case 'capture':
      return `${node.index}(${show(node.body)})`;
    case 'concat':
      return node.parts.map(show).join('');
    case 'alternate':
      return `{${node.branches.map(show).join('|')}}`;
    case 'repeat':
      return `${show(node.body)}<${node.min},${node.max === Infinity ? '' : node.max}${node.greedy ? '' : '?'}>`;
  }
}

function showSet(set: readonly number[]): string {
  if (set.length === 2 && set[0] === set[1]) return String.fromCodePoint(set[0]!);
  const ranges: string[] = [];
  for (let i = 0; i < set.length; i += 2) ranges.push(`${set[i]!.toString(16)}-${set[i + 1]!.toString(16)}`);
  return `[${ranges.join(' ')}]`;
}

const parse = (source: string): string => show(parseRegex(source, limits).tree);

function refusal(source: string, own = limits): RegexError {
  try {
    parseRegex(source, own);
  } catch (error) {
    if (error instanceof RegexError) return error;
    throw error;
  }
  throw new Error(`accepted: ${source}`);
}

describe('parseRegex', () => {
  test.for([
    ['', 'ε'],
    ['abc', 'abc'],
    ['a|b|', '{a|b|ε}'],
    ['(a)(?:b)(?P<n>c)(?<m>d)', '1(a)b2(c)3(d)'],
    ['a|(b|c)', '{a|1({b|c})}'],
    ['(?:a|b)|c', '{{a|b}|c}'],
    ['()', '1(ε)'],
    ['^a$', '<begin-text>a<end-text>'],
    ['(?m)^a$', '<begin-line>a<end-line>'],
    ['\\Aa\\z\\b\\B', '<begin-text>a<end-text><word-boundary><not-word-boundary>'],
    ['.', '[0-9 b-10ffff]'],
    ['(?s).', '[0-10ffff]'],
    ['中😀', '中😀'],
  ])('%s is %s', ([source, expected]) => {
    expect(parse(source!)).toBe(expected);
  });

  test.for([
    ['a*', 'a<0,>'],
    ['a+?', 'a<1,?>'],
    ['a??', 'a<0,1?>'],
    ['ab{2}', 'ab<2,2>'],
    ['a{2,}', 'a<2,>'],
    ['a{2,5}?', 'a<2,5?>'],
    ['a{0}', 'a<0,0>'],
    ['(?U)a*b*?', 'a<0,?>b<0,>'],
    ['^*', '<begin-text><0,>'],
    ['a*(?i)*', 'a<0,><0,>'],
    ['(?:a*)*', 'a<0,><0,>'],
    ['\\Qab\\E*', 'ab<0,>'],
  ])('repetition: %s is %s', ([source, expected]) => {
    expect(parse(source!)).toBe(expected);
  });

  test.for(['a{,2}', 'a{', 'a{1', 'a{1,', 'a{1,2', 'a{x}', 'a{01}', 'a{1,02}', 'a{ 1}', '{1', '{}', 'a{-1}'])(
    'a brace that counts nothing stands for itself: %s',
    (source) => {
      expect(parse(source)).toBe(source);
    },
  );

  test.for([
    ['\\.\\*\\\\\\_\\-\\/', '.*\\_-/'],
    ['\\a\\f\\n\\r\\t\\v', '\x07\f\n\r\t\v'],
    ['\\0\\07\\101\\1011\\x41\\x{1F600}', '\0\x07AA1A😀'],
    ['\\Qa.*(\\Eb', 'a.*(b'],
    ['\\Qa\\', 'a\\'],
    ['\\Q\\E', 'ε'],
  ])('escapes: %s', ([source, expected]) => {
    expect(parse(source!)).toBe(expected);
  });

  test.for([
    ['[a-c]', '[61-63]'],
    ['[^a-c]', '[0-60 64-10ffff]'],
    ['[]a]', '[5d-5d 61-61]'],
    ['[^]a]', '[0-5c 5e-60 62-10ffff]'],
    ['[a-]', '[2d-2d 61-61]'],
    ['[-a]', '[2d-2d 61-61]'],
    ['[--/]', '[2d-2f]'],
    ['[\\d-z]', '[2d-2d 30-39 7a-7a]'],
    ['[[]', '['],
    ['[[:digit:][:^ascii:]]', '[30-39 80-10ffff]'],
    ['[[:word:]]', '[30-39 41-5a 5f-5f 61-7a]'],
    ['[[:foo]', '[3a-3a 5b-5b 66-66 6f-6f]'],
    ['[\\x41-\\103]', '[41-43]'],
    ['[^\\x00-\\x{10FFFF}]', '[]'],
    ['\\d\\D', '[30-39][0-2f 3a-10ffff]'],
    ['\\s', '[9-a c-d 20-20]'],
    ['\\p{Zl}\\PC', '\u2028' + parse('[^\\pC]')],
    ['\\p{^Zs}', parse('\\P{Zs}')],
    ['\\P{^Zs}', parse('\\p{Zs}')],
  ])('classes: %s is %s', ([source, expected]) => {
    expect(parse(source!)).toBe(expected);
  });

  test.for([
    ['(?i)k', '[4b-4b 6b-6b 212a-212a]'],
    ['(?i:a)a', '[41-41 61-61]a'],
    ['((?i)a)a', '1([41-41 61-61])a'],
    ['a(?i)a|a', '{a[41-41 61-61]|[41-41 61-61]}'],
    ['(?i)(?-i)a', 'a'],
    ['(?i-s:a)', '[41-41 61-61]'],
    ['(?i)[a-b]', '[41-42 61-62]'],
    ['(?i)[^a]', '[0-40 42-60 62-10ffff]'],
    ['(?i)\\W', parse('[^\\w\\x{17f}\\x{212a}]')],
    ['(?)a(?:)', 'aε'],
    ['(?sm).^', '[0-10ffff]<begin-line>'],
  ])('flags: %s is %s', ([source, expected]) => {
    expect(parse(source!)).toBe(expected);
  });

  test('names the groups', () => {
    expect(parseRegex('(a)(?P<x>b(?<y_1>c))(?:d)', limits).groupNames).toEqual([undefined, undefined, 'x', 'y_1']);
    expect(parseRegex('(?<n>a)(?<n>b)', limits).groupNames).toEqual([undefined, 'n', 'n']);
  });
});

describe('parseRegex refuses', () => {
  test.for<[string, number]>([
    ['a(b', 1],
    ['a)b', 1],
    ['ab*+', 2],
    ['a**', 1],
    ['a{2}{3}', 1],
    ['*a', 0],
    ['a|*', 2],
    ['(+)', 1],
    ['(?i)*', 4],
    ['xa{1001}', 2],
    ['a{2,1}', 1],
    ['a{1,1001}', 1],
    ['a{99999999999999999999}', 1],
    [`a{1,${'9'.repeat(400)}}`, 1],
    ['(?:a{100}){11}', 10],
    ['((a{10}){10}){11}', 13],
    ['[a', 0],
    ['x[]', 1],
    ['[b-a]', 1],
    ['[a-\\d]', 3],
    ['[[:foo:]]', 1],
    ['[a\\', 2],
    ['x\\', 1],
    ['\\8', 0],
    ['\\1', 0],
    ['a\\C', 1],
    ['\\Z', 0],
    ['\\é', 0],
    ['\\x', 0],
    ['\\x4', 0],
    ['\\x{}', 0],
    ['\\x{110000}', 0],
    ['\\x{41', 0],
    ['\\xg1', 0],
    ['\\p', 0],
    ['\\p{Greek', 0],
    ['\\p{Klingon}', 0],
    ['\\pX', 0],
    ['[\\p{}]', 1],
    ['(?', 0],
    ['(?x)', 0],
    ['(?i', 0],
    ['(?i-)', 0],
    ['(?--i)', 0],
    ['(?P<a', 0],
    ['(?P<>a)', 0],
    ['(?P<a-b>c)', 0],
    ['(?<é>a)', 0],
    ['(?=a)', 0],
    ['(?<=a)', 0],
    ['(?!a)', 0],
    ['(?P=a)', 0],
    ['(?>a)', 0],
    ["(?'n'a)", 0],
    ['a\ud800b', 0],
  ])('%s with the position', ([source, position]) => {
    const error = refusal(source);
    expect([error.code, error.position]).toEqual(['syntax', position]);
    expect(error.message).not.toContain('\n');
  });

  test('too deep a tree, but not many groups that capture nothing', () => {
    expect(refusal('('.repeat(1000) + 'a' + ')'.repeat(1000)).code).toBe('too-large');
    expect(parseRegex('('.repeat(999) + 'a' + ')'.repeat(999), limits).groupNames).toHaveLength(1000);
    expect(parse('(?:'.repeat(9000) + 'a' + ')'.repeat(9000))).toBe('a');
  });

  test('a program over the limit, written out or counted', () => {
    expect(refusal('a'.repeat(10_001)).code).toBe('too-large');
    expect(refusal('(?:abcdefghijk){1000}').code).toBe('too-large');
    expect(refusal('()'.repeat(5001)).code).toBe('too-large');
    expect(refusal('|'.repeat(10_001)).code).toBe('too-large');
    expect(parse('(?:abcdefghi){1000}')).toBe('abcdefghi<1000,1000>');
  });

  test('classes over the limit, but not the same class again and again', () => {
    const distinct = Array.from({ length: 20 }, (_, i) => `[\\pL${i}]`).join('');
    expect(refusal(distinct).code).toBe('too-large');
    expect(refusal(`[${'\\pL'.repeat(100)}]`).code).toBe('too-large');
    expect(parseRegex('\\PL'.repeat(500), limits).tree.kind).toBe('concat');
  });
});
