import { describe, expect, test } from 'vitest';
import { Alphabet } from './alphabet.ts';
import { kindEdge, kindOther, kindWord } from './assertions.ts';
import { BytesText, StringText, type Text } from './text.ts';

/** Each code point of these is a class of its own. */
const known = ['a', '\x7f', '\x80', '߿', 'ࠀ', '中', '\ud7ff', '\ue000', '\uffff', '😀', '\u{10ffff}', '\ufffd'];
const alphabet = new Alphabet(
  known.map((text) => [text.codePointAt(0)!, text.codePointAt(0)!]),
  1 << 20,
);

function nameOf(characterClass: number): string {
  return known.find((text) => alphabet.classOf(text.codePointAt(0)!) === characterClass) ?? '?';
}

function forward(text: Text): string[] {
  const names: string[] = [];
  for (let at = 0; at < text.length; at += text.width) names.push(nameOf(text.classAt(at)));
  return names;
}

function backward(text: Text): string[] {
  const names: string[] = [];
  for (let at = text.length; at > 0; at -= text.width) names.push(nameOf(text.classBefore(at)));
  return names.toReversed();
}

describe('a text of bytes', () => {
  test('reads UTF-8 in both directions', () => {
    const text = new BytesText(Buffer.from(known.join('')), alphabet);
    expect(forward(text)).toEqual(known);
    expect(backward(text)).toEqual(known);
  });

  test.for<[string, number[]]>([
    ['a lone continuation', [0x80]],
    ['a lead without the rest', [0xe4, 0xb8]],
    ['a lead before ASCII', [0xe4, 0x61]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong of three', [0xe0, 0x80, 0x80]],
    ['an overlong of four', [0xf0, 0x80, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['over the last code point', [0xf4, 0x90, 0x80, 0x80]],
    ['a lead of five', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['five continuations', [0x80, 0x80, 0x80, 0x80, 0x80]],
    ['a character and a continuation', [0xe4, 0xb8, 0xad, 0x80]],
  ])('takes each byte of what is not UTF-8 for U+FFFD: %s', ([, bytes]) => {
    const text = new BytesText(Uint8Array.from([0x61, ...bytes, 0x61]), alphabet);
    // TextDecoder groups some of them; the number of bytes is what counts here.
    const expected =
      bytes[0] === 0xe4 && bytes[2] === 0xad ? ['中', '\ufffd'] : bytes.map((byte) => (byte === 0x61 ? 'a' : '\ufffd'));
    expect(forward(text)).toEqual(['a', ...expected, 'a']);
    expect(backward(text)).toEqual(['a', ...expected, 'a']);
  });

  test('is a view, also of a part of a buffer', () => {
    const bytes = new Uint8Array([1, 2, 0x61, 0x62]).subarray(2);
    const text = new BytesText(bytes, alphabet);
    expect(text.length).toBe(2);
    expect(text.indexOf({ string: 'b', bytes: Buffer.from('b') }, 0)).toBe(1);
    bytes[1] = 0x63;
    expect(text.indexOf({ string: 'b', bytes: Buffer.from('b') }, 0)).toBe(-1);
  });
});

describe('a text of UTF-16', () => {
  test('reads pairs in both directions', () => {
    const text = new StringText(known.join(''), alphabet);
    expect(forward(text)).toEqual(known);
    expect(backward(text)).toEqual(known);
  });

  test('takes a surrogate on its own for U+FFFD', () => {
    for (const broken of ['\ud83d', '\ude00', '\ude00\ud83d', '\ud83d\ud83d', 'a\ud83da', '\ude00😀\ud83d']) {
      const expected = Array.from(broken, (char) => (char.isWellFormed() ? char : '\ufffd'));
      expect(forward(new StringText(broken, alphabet))).toEqual(expected);
      expect(backward(new StringText(broken, alphabet))).toEqual(expected);
    }
  });

  test('knows what is beside a position', () => {
    const text = new StringText('a中', alphabet);
    expect([text.kindBefore(0), text.kindAt(0)]).toEqual([kindEdge, kindWord]);
    expect([text.kindBefore(1), text.kindAt(1)]).toEqual([kindWord, kindOther]);
    expect([text.kindBefore(2), text.kindAt(2)]).toEqual([kindOther, kindEdge]);
  });
});
