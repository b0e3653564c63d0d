import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRubyList, readRubyLiteral } from './ruby-literal.ts';

describe('a string', () => {
  test.each([
    ['"a"', 'a', 3],
    ['"a".freeze', 'a', 3],
    [String.raw`"\n\t\e\s\0\"\\\q"`, '\n\t\u001B \0"\\q', 18],
    [String.raw`"\u00E9\u{1F600}\x41\x4"`, 'é😀A\u0004', 24],
    [String.raw`"\u{110000}"`, '\uFFFD', 12],
    ["'a#{b}'", 'a#{b}', 7],
    [String.raw`'\''`, "'", 4],
    ['%q<a>', 'a', 5],
    ['%q[a]', 'a', 5],
    ['%q(a)', 'a', 5],
    ['%q{a}', 'a', 5],
  ])('%s', (text, value, end) => {
    expect(readRubyLiteral(text, 0)).toEqual({ value, end });
  });

  test.each([
    [''],
    ['a'],
    ['"a'],
    ["'a"],
    ['%q<a'],
    ['%q'],
    ['%w[a]'],
    ['%q|a|'],
    ['"#{a}"'],
    ['"a\\'],
    ['"a\\"'],
    ['1'],
  ])('%s is none', (text) => {
    expect(readRubyLiteral(text, 0)).toBeUndefined();
  });

  test('what String#dump writes for plain text is read back', () => {
    const dumped = (text: string) => `"${text.replace(/["\\]/g, '\\$&').replaceAll('#{', '\\#{')}"`;
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readRubyLiteral(dumped(text), 0)?.value).toBe(text);
      }),
    );
  });
});

describe('a list', () => {
  test.each([
    ['["a".freeze, "b".freeze]', ['a', 'b']],
    [`['a', %q<b>] if x`, ['a', 'b']],
    ['[]', []],
  ])('%s', (text, values) => {
    expect(readRubyList(text, 0)).toEqual(values);
  });

  test.each([['"a"'], ['["a"'], ['["a", b]'], ['["a"; "b"]'], ['']])('%s is none', (text) => {
    expect(readRubyList(text, 0)).toBeUndefined();
  });
});
