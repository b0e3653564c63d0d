import { describe, expect, test } from 'vitest';
import { inCharSet, type CharSet } from './char-set.ts';
import { foldCharSet, unicodeClass } from './unicode.ts';
import { categoryNames, scriptNames } from './unicode-table.ts';

function size(set: CharSet): number {
  return set.reduce((sum, end, i) => (i % 2 === 0 ? sum - end + 1 : sum + end), 0);
}

/** The members of a class that V8, whose Unicode is newer, does not have in the class of the same name. */
function notInV8(set: CharSet, property: string): string[] {
  const v8 = new RegExp(`^\\p{${property}}$`, 'u');
  const strangers: string[] = [];
  for (let i = 0; i < set.length; i += 2) {
    for (let code = set[i]!; code <= set[i + 1]!; code++) {
      if (!v8.test(String.fromCodePoint(code))) strangers.push(code.toString(16));
    }
  }
  return strangers;
}

describe('the tables', () => {
  test('agree with V8 on every assigned character, but for the two that Unicode moved since', () => {
    // U+0295 is no lower-case letter any more, U+1171E no non-spacing mark.
    const moved = new Set(['295', '1171e']);
    for (const name of categoryNames.split(' ')) {
      const strangers = notInV8(unicodeClass(name)!, `General_Category=${name}`);
      expect(
        strangers.filter((code) => !moved.has(code)),
        name,
      ).toEqual([]);
    }
    for (const name of scriptNames.split(' ')) {
      expect(notInV8(unicodeClass(name)!, `Script=${name}`), name).toEqual([]);
    }
  });

  test('put every code point in one category', () => {
    const categories = ['Cn', ...categoryNames.split(' ')].map((name) => unicodeClass(name)!);
    expect(categories.reduce((sum, set) => sum + size(set), 0)).toBe(0x110000);
    expect(size(unicodeClass('Any')!)).toBe(0x110000);
    expect(size(unicodeClass('Assigned')!) + size(unicodeClass('Cn')!)).toBe(0x110000);
  });

  test('make a category of one letter from those of two', () => {
    for (const letter of 'LMNPSZC') {
      const parts = ['Cn', ...categoryNames.split(' ')].filter((name) => name.startsWith(letter));
      const sum = parts.reduce((total, name) => total + size(unicodeClass(name)!), 0);
      expect(size(unicodeClass(letter)!), letter).toBe(sum);
    }
  });
});

describe('unicodeClass', () => {
  test('finds names whatever their case and separators', () => {
    expect(unicodeClass('greek')).toBe(unicodeClass('Greek'));
    expect(unicodeClass('OLD italic')).toBe(unicodeClass('Old_Italic'));
    expect(unicodeClass('uppercase-letter')).toBe(unicodeClass('Lu'));
    expect(unicodeClass('lu')).toBe(unicodeClass('Lu'));
    expect(unicodeClass('cased letter')).toBe(unicodeClass('LC'));
    expect(unicodeClass('ascii')).toEqual([0, 127]);
  });
  test('does not know other names', () => {
    for (const name of ['', 'Klingon', 'Latn', 'Lxx', 'constructor', '__proto__', '\u212Aannada', 'Script=Greek']) {
      expect(unicodeClass(name), name).toBeUndefined();
    }
  });
});

describe('foldCharSet', () => {
  const fold = (text: string): string => {
    const set = foldCharSet([text.codePointAt(0)!, text.codePointAt(0)!]);
    const members: string[] = [];
    for (let i = 0; i < set.length; i += 2) {
      for (let code = set[i]!; code <= set[i + 1]!; code++) members.push(String.fromCodePoint(code));
    }
    return members.join('');
  };
  test('goes round whole orbits', () => {
    expect(fold('k')).toBe('Kk\u212A');
    expect(fold('\u212A')).toBe('Kk\u212A');
    expect(fold('s')).toBe('Ssſ');
    expect(fold('ς')).toBe('Σςσ');
    expect(fold('ß')).toBe('ßẞ');
    expect(fold('ǅ')).toBe('Ǆǅǆ');
    expect(fold('𐐨')).toBe('𐐀𐐨');
  });
  test('leaves what has no case alone, the dotless and the dotted I too', () => {
    expect(fold('1')).toBe('1');
    expect(fold('中')).toBe('中');
    expect(fold('ı')).toBe('ı');
    expect(fold('İ')).toBe('İ');
  });
  test('folds the ends and the inside of ranges', () => {
    const set = foldCharSet([0x61, 0x7a]);
    expect(inCharSet(set, 0x41)).toBe(true);
    expect(inCharSet(set, 0x5a)).toBe(true);
    expect(inCharSet(set, 0x17f)).toBe(true);
    expect(inCharSet(set, 0x40)).toBe(false);
  });
  test('agrees with V8 on every pair it makes', () => {
    for (let code = 0; code <= 0x1ffff; code++) {
      const text = String.fromCodePoint(code);
      const folded = foldCharSet([code, code]);
      if (folded.length === 2 && folded[0] === folded[1]) continue;
      for (let i = 0; i < folded.length; i += 2) {
        for (let other = folded[i]!; other <= folded[i + 1]!; other++) {
          const v8 = new RegExp(`^\\u{${other.toString(16)}}$`, 'iu');
          expect(v8.test(text), `${code.toString(16)} ${other.toString(16)}`).toBe(true);
        }
      }
    }
  });
});
