import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '#model';
import { cut, displayWidth, pad, wrap } from './display-width.ts';

describe('display width', () => {
  test.each([
    ['', 0],
    ['openssl', 7],
    ['中文', 4],
    ['한글', 4],
    ['ｆｕｌｌ', 8],
    ['naïve', 5],
    ['nai\u0308ve', 5],
    ['a…b → c', 7],
    ['😀', 2],
    ['𠀀', 2],
    ['日本語 text', 11],
  ])('%s is %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('cut', () => {
  test.each([
    ['what fits stays', 'openssl', 7, 'openssl'],
    ['an ellipsis takes the last column', 'openssl-3', 7, 'openss…'],
    ['no space before the ellipsis', 'open ssl', 6, 'open…'],
    ['a wide character that does not fit whole is left out', '中文字', 4, '中…'],
    ['letters outside the basic plane stay whole', '😀😀😀', 4, '😀…'],
  ])('%s', (_, text, width, expected) => {
    expect(cut(text, width)).toBe(expected);
  });

  test('never gives more columns than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, width) => {
        expect(displayWidth(cut(printable(text), width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  test.each([
    ['breaks at spaces', 'one two three', 8, ['one two', 'three']],
    ['breaks a long word at the end of the line', 'abcdefghij kl', 4, ['abcd', 'efgh', 'ij', 'kl']],
    ['keeps nothing as one empty line', '', 10, ['']],
    ['counts wide characters twice', '中文中文', 5, ['中文', '中文']],
    ['makes progress where not even one character fits', '中文', 1, ['中', '文']],
  ])('%s', (_, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });

  test('loses no character and fits, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (raw, width) => {
        const text = printable(raw);
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test('pad fills by columns, not by characters', () => {
  expect(pad('中', 4)).toBe('中  ');
  expect(pad('long', 2)).toBe('long');
});
