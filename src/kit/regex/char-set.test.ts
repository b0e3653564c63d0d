import { describe, expect, test } from 'vitest';
import { anyChar, charSetOf, inCharSet, maxCodePoint, negateCharSet } from './char-set.ts';

describe('charSetOf', () => {
  test('sorts ranges', () => {
    expect(charSetOf([50, 60, 10, 20])).toEqual([10, 20, 50, 60]);
  });
  test('joins ranges that overlap, touch or contain each other', () => {
    expect(charSetOf([10, 20, 15, 30])).toEqual([10, 30]);
    expect(charSetOf([10, 20, 21, 30])).toEqual([10, 30]);
    expect(charSetOf([10, 30, 15, 20, 31, 31])).toEqual([10, 31]);
    expect(charSetOf([5, 5, 5, 5])).toEqual([5, 5]);
  });
  test('keeps a gap of one', () => {
    expect(charSetOf([22, 30, 10, 20])).toEqual([10, 20, 22, 30]);
  });
  test('gives what is a set already as it is', () => {
    const set = [1, 2, 4, 5];
    expect(charSetOf(set)).toBe(set);
    expect(charSetOf([])).toEqual([]);
  });
});

describe('negateCharSet', () => {
  test('is its own inverse', () => {
    for (const set of [[], [0, 5], [3, 5, 9, 9], [9, maxCodePoint], anyChar]) {
      expect(negateCharSet(negateCharSet(set))).toEqual(set);
    }
  });
  test('reaches from the first code point to the last', () => {
    expect(negateCharSet([10, 20])).toEqual([0, 9, 21, maxCodePoint]);
    expect(negateCharSet([])).toEqual(anyChar);
    expect(negateCharSet(anyChar)).toEqual([]);
  });
});

describe('inCharSet', () => {
  test('knows both ends of each range and what is outside', () => {
    const set = [10, 20, 30, 30, 40, 50];
    const members = Array.from({ length: 60 }, (_, code) => code).filter((code) => inCharSet(set, code));
    const expected = Array.from({ length: 60 }, (_, code) => code).filter(
      (code) => (code >= 10 && code <= 20) || code === 30 || (code >= 40 && code <= 50),
    );
    expect(members).toEqual(expected);
    expect(inCharSet([], 0)).toBe(false);
  });
});
