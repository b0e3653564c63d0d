import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from './printable.ts';

describe('printable', () => {
  test.each([
    ['plain text', 'openssl 3.0.11-1~deb12u2', 'openssl 3.0.11-1~deb12u2'],
    ['other scripts and wide characters', '中文 пакет naïve 😀', '中文 пакет naïve 😀'],
    ['an ANSI colour', '\x1b[31mred\x1b[0m', '\\x1b[31mred\\x1b[0m'],
    ['an operating system command', '\x1b]0;title\x07', '\\x1b]0;title\\x07'],
    ['an eight-bit control sequence', '\x9b31m', '\\x9b31m'],
    ['a line break that would forge a line', 'a\r\nGate: pass', 'a\\x0d\\x0aGate: pass'],
    ['a Unicode line separator', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['a bidirectional override', 'abc\u202egnp.exe', 'abc\\u202egnp.exe'],
    ['zero-width characters', 'open\u200bssl\ufeff', 'open\\u200bssl\\ufeff'],
    ['a filler that looks like nothing', '\u3164', '\\u3164'],
    ['a tag character', 'a\u{e0041}', 'a\\u{e0041}'],
    ['a lone surrogate', '\ud800', '\\ud800'],
    ['NUL and DEL', '\0\x7f', '\\x00\\x7f'],
  ])('%s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test('a pile of combining marks is cut', () => {
    expect(printable(`e${'\u0301'.repeat(500)}x`)).toBe(`e${'\u0301'.repeat(8)}…x`);
  });

  test('nothing that a terminal obeys is left, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test('what it made printable stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});
