import { describe, expect, test } from 'vitest';
import { arrayOf, objectOf, textOf, textsOf, titleOf } from './shape.ts';

describe('fields of parsed JSON from strangers', () => {
  test('only plain objects are objects', () => {
    expect([{}, [], null, 'x', 7, undefined].map(objectOf)).toEqual([
      {},
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('only arrays are lists', () => expect([[1], {}, 'x', null].map(arrayOf)).toEqual([[1], [], [], []]));
  test('texts are printable and bounded', () => {
    expect(textOf('ü')).toBe('ü');
    for (const value of ['', 7, null, 'a\nb', 'a\0', '\x7f', 'x'.repeat(513)]) expect(textOf(value)).toBeUndefined();
  });
  test('a list keeps its texts only', () => expect(textsOf(['a', 7, '', 'b', null])).toEqual(['a', 'b']));
  test('a title is one line of bounded length', () => {
    expect(titleOf(' a\n\tb\r\n ')).toBe('a b');
    expect(titleOf('x'.repeat(500))).toHaveLength(200);
    expect(titleOf('y'.repeat(199))).toHaveLength(199);
    for (const value of ['', ' \n ', 7, undefined]) expect(titleOf(value)).toBeUndefined();
  });
});
