import { describe, expect, test } from 'vitest';
import { Alphabet } from './alphabet.ts';
import { kindNewline, kindOther, kindWord } from './assertions.ts';
import { anyChar, inCharSet, negateCharSet, type CharSet } from './char-set.ts';
import { RegexError } from './regex-error.ts';
import { unicodeClass } from './unicode.ts';

const megabyte = 1 << 20;

describe('an alphabet', () => {
  const sets: CharSet[] = [
    [0x61, 0x63],
    [0x63, 0x7a],
    unicodeClass('Lu')!,
    negateCharSet(unicodeClass('Greek')!),
    anyChar,
    [],
  ];

  test('has in each set the characters that are in it', () => {
    const alphabet = new Alphabet(sets, megabyte);
    for (let code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
      const found = sets.map((_, index) => alphabet.has(index, alphabet.classOf(code)));
      expect(found, code.toString(16)).toEqual(sets.map((set) => inCharSet(set, code)));
    }
  });

  test('has few classes, however many ranges the sets have', () => {
    expect(new Alphabet([], megabyte).count).toBe(3);
    expect(new Alphabet([anyChar], megabyte).count).toBe(3);
    expect(new Alphabet([unicodeClass('L')!], megabyte).count).toBeLessThan(8);
  });

  test('tells apart what assertions tell apart', () => {
    const alphabet = new Alphabet([anyChar], megabyte);
    const kinds = ['\n', 'a', '_', '0', ' ', 'é', '中'].map(
      (text) => alphabet.kinds[alphabet.classOf(text.codePointAt(0)!)],
    );
    expect(kinds).toEqual([kindNewline, kindWord, kindWord, kindWord, kindOther, kindOther, kindOther]);
  });

  test('is refused when its sets are too many and too different', () => {
    const different: CharSet[] = Array.from({ length: 3000 }, (_, i) => negateCharSet([i * 7, i * 7 + 2]));
    expect(() => new Alphabet(different, megabyte)).toThrow(RegexError);
    const distinct: CharSet[] = Array.from({ length: 3000 }, (_, i) => [i * 7, i * 7 + 2]);
    expect(() => new Alphabet(distinct, megabyte)).toThrow(RegexError);
    expect(new Alphabet(distinct, 4 * megabyte).count).toBeGreaterThan(3000);
  });
});
