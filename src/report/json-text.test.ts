import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText, LazyArray } from './json-text.ts';

const textOf = (document: object) => [...jsonText(document)].join('');

describe('JSON in chunks', () => {
  test.each([
    ['an empty object', {}],
    ['empty lists', { a: [], b: [[]], c: {} }],
    ['undefined members', { a: undefined, b: 1, c: [undefined, null] }],
    ['nested lists and objects', { a: [{ b: [1, { c: 'x' }] }], d: { e: { f: [true] } } }],
    ['line breaks and quotes', { 'a "key"\n': 'b\n  "c"' }],
    ['a key that JavaScript treats specially', JSON.parse('{"__proto__": {"a": [1]}}')],
  ])('is what JSON.stringify gives: %s', (_, document) => {
    expect(textOf(document)).toBe(JSON.stringify(document, null, 2) + '\n');
  });

  test('is what JSON.stringify gives, whatever comes in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        expect(JSON.parse(textOf(document))).toEqual(JSON.parse(JSON.stringify(document)));
        expect(textOf(document)).toBe(JSON.stringify(document, null, 2) + '\n');
      }),
    );
  });

  test('lazy arrays are written where they stand, and anew each time', () => {
    let made = 0;
    const lazy = new LazyArray(function* () {
      made += 1;
      yield { n: 1 };
      yield { n: 2 };
    });
    const document = { runs: [{ results: lazy, tool: { rules: lazy } }] };
    const same = [{ n: 1 }, { n: 2 }];
    expect(textOf(document)).toBe(JSON.stringify({ runs: [{ results: same, tool: { rules: same } }] }, null, 2) + '\n');
    expect(made).toBe(2);
  });

  test('escapes what a terminal obeys and keeps the value', () => {
    const document = { 'k\u009b': 'a\u009b31m\u202eb\u2028c\u007f' };
    expect(textOf(document)).not.toMatch(/[\u007f-\u009f\u202e\u2028]/);
    expect(JSON.parse(textOf(document))).toEqual(document);
  });
});
