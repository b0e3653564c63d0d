import { describe, expect, test } from 'vitest';
import { parseRegex } from './parse.ts';
import { prefilterOf } from './prefilter.ts';
import { simplify } from './simplify.ts';

function of(source: string) {
  const { tree } = parseRegex(source, { maxInstructions: 100_000, maxSetNumbers: 100_000 });
  const { prefix, required, exact, anchored } = prefilterOf(simplify(tree));
  expect(prefix?.bytes.toString()).toBe(prefix?.string);
  return { prefix: prefix?.string, required: required?.string, exact, anchored };
}

describe('prefilterOf', () => {
  test.for<[string, string | undefined, string | undefined]>([
    ['abc', 'abc', undefined],
    ['ab*', 'a', undefined],
    ['ab+c', 'ab', 'bc'],
    ['a(b(c))d*', 'abc', undefined],
    ['\\bfoo\\b.*bar', 'foo', 'bar'],
    ['[ab]cde?f', undefined, 'cd'],
    ['.*needle.*', undefined, 'needle'],
    ['abc|abd', 'ab', undefined],
    ['foo|bar', undefined, undefined],
    ['xfoo|ybarfoo', undefined, 'foo'],
    ['(?:ab){3}c', 'abababc', undefined],
    ['(?:ab){3,}c', 'ababab', 'abababc'],
    ['(?:ab)*c', undefined, 'c'],
    ['(?i)abc', undefined, undefined],
    ['(?i)1-2', '1-2', undefined],
    ['😀x|😀y', '😀', undefined],
    ['\\x{1F600}a|\\x{1F601}a', undefined, 'a'],
    ['a😀|b🌀', undefined, undefined],
    ['', undefined, undefined],
  ])('%s begins with %s and contains %s', ([source, prefix, required]) => {
    const found = of(source);
    expect([found.prefix, found.required]).toEqual([prefix, required]);
  });

  test('cuts long literals, never inside a pair of surrogates', () => {
    expect(of('a'.repeat(100)).prefix).toBe('a'.repeat(32));
    expect(of('(?:abc){1000}').prefix).toBe('abc'.repeat(11).slice(0, 32));
    const found = of('x' + '😀'.repeat(40) + '.');
    expect(found.prefix).toBe('x' + '😀'.repeat(15));
    expect(found.required).toMatch(/^(?:😀)+$/u);
  });

  test('looks for nothing that can be an invalid byte', () => {
    expect(of('a\ufffdb')).toMatchObject({ prefix: 'a', required: 'b' });
    expect(of('\\x{D800}').prefix).toBeUndefined();
  });

  test('knows when the literal is all there is', () => {
    expect(of('abc').exact).toBe(true);
    expect(of('(?:ab){2}').exact).toBe(true);
    for (const source of ['', 'abc$', '(abc)', 'ab?', 'abc|abd', 'a'.repeat(100), '(?i)a']) {
      expect(of(source).exact, source).toBe(false);
    }
  });

  test.for<[string, string | undefined]>([
    ['foo|bar', 'bf'],
    ['(?i)ab', 'Aa'],
    ['(x?|\\by*)[0-3]', '0123xy'],
    ['(?:ab)*c', 'ac'],
    ['(?m)^[a-c]{2,}', 'abc'],
    ['[\\d_é]+', '0123456789_'],
    ['[中é]', ''],
    ['a?', undefined],
    ['.x', undefined],
    ['[^a]', undefined],
    ['abc', undefined],
  ])('knows the ASCII characters a match of %s can begin with', ([source, expected]) => {
    const { first } = prefilterOf(parseRegex(source, { maxInstructions: 1000, maxSetNumbers: 1000 }).tree);
    const members = first && Array.from(first, (one, code) => (one === 1 ? String.fromCharCode(code) : '')).join('');
    expect(members).toBe(expected);
  });

  test('knows when a match can begin at the begin only', () => {
    for (const source of ['^a', '\\Aa', '(^a)', '(?:^a|^b)', '\\b^a', '(?:^a)+'])
      expect(of(source).anchored, source).toBe(true);
    for (const source of ['a', '(?m)^a', '^a|b', '(?:^a)*', 'a^', '(?:^)?a', '$a'])
      expect(of(source).anchored, source).toBe(false);
  });
});
