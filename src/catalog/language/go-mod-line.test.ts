import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGoModLine } from './go-mod-line.ts';

test.each([
  ['', [], ''],
  ['  \t\r', [], ''],
  ['module a/b', ['module', 'a/b'], ''],
  ['require(', ['require', '('], ''],
  ['\ta v1 // indirect', ['a', 'v1'], ' indirect'],
  ['a v1//x', ['a', 'v1'], 'x'],
  ['// a', [], ' a'],
  ['a => ../b', ['a', '=>', '../b'], ''],
  ['a=>b', ['a=>b'], ''],
  ['retract [v1, v2]', ['retract', '[', 'v1', ',', 'v2', ']'], ''],
  ['"a b" `c//d` ""', ['a b', 'c//d', ''], ''],
])('%j', (text, tokens, comment) => {
  expect(readGoModLine(text)).toEqual({ tokens, comment, malformed: false });
});

test.each([['require "a'], ['`a'], ['"a\\"'], ['"\\u0041"'], ['a "']])('%j is malformed', (text) => {
  expect(readGoModLine(text).malformed).toBe(true);
});

test('any text is read to its end', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { tokens, comment } = readGoModLine(text);
      expect(tokens.join('').length + comment.length).toBeLessThanOrEqual(text.length);
    }),
  );
});
