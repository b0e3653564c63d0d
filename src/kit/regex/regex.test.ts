import { describe, expect, test } from 'vitest';
import { RegexError } from './regex-error.ts';
import { compileRegex, type RegexOptions } from './regex.ts';

/** All matches as texts, groups that took no part as undefined. */
function texts(source: string, input: string): (string | undefined)[][] {
  const cut = (span?: { start: number; end: number }) => span && input.slice(span.start, span.end);
  return compileRegex(source)
    .execAll(input)
    .map((match) => match.groups.map(cut));
}

/** Each row was answered by Go 1.26 (`FindAllSubmatchIndex`). */
const answeredByGo: readonly [string, string, number[][]][] = [
  ['a|ab|abc', 'abc', [[0, 1]]],
  ['(?:a|ab|abc)$', 'abc', [[0, 3]]],
  ['(a+?)(a*)', 'aaa', [[0, 3, 0, 1, 1, 3]]],
  ['(a*)(a*)', 'aaa', [[0, 3, 0, 3, 3, 3]]],
  [
    '(a*)*',
    'aab',
    [
      [0, 2, 0, 2],
      [3, 3, 3, 3],
    ],
  ],
  [
    '(a*)+',
    'aab',
    [
      [0, 2, 0, 2],
      [3, 3, 3, 3],
    ],
  ],
  ['(a|b*)*', 'abba', [[0, 4, 3, 4]]],
  ['(?:(a)|(b)|(c))*', 'abcab', [[0, 5, 3, 4, 4, 5, 2, 3]]],
  [
    '(|a)*',
    'aa',
    [
      [0, 0, 0, 0],
      [1, 1, 1, 1],
      [2, 2, 2, 2],
    ],
  ],
  [
    '(|a)+',
    'aa',
    [
      [0, 0, 0, 0],
      [1, 1, 1, 1],
      [2, 2, 2, 2],
    ],
  ],
  ['(a|)+', 'aa', [[0, 2, 1, 2]]],
  [
    '(?:a*?)*',
    'aa',
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  ],
  [
    '(a??)(b??)',
    'ab',
    [
      [0, 0, 0, 0, 0, 0],
      [1, 1, 1, 1, 1, 1],
      [2, 2, 2, 2, 2, 2],
    ],
  ],
  [
    '((a)|b){2,3}?',
    'abab',
    [
      [0, 2, 1, 2, 0, 1],
      [2, 4, 3, 4, 2, 3],
    ],
  ],
  [
    '(?U)a+',
    'aaa',
    [
      [0, 1],
      [1, 2],
      [2, 3],
    ],
  ],
  ['(?U)a+?', 'aaa', [[0, 3]]],
  [
    '\\b',
    'ab cd',
    [
      [0, 0],
      [2, 2],
      [3, 3],
      [5, 5],
    ],
  ],
  [
    '\\B',
    'ab cd',
    [
      [1, 1],
      [4, 4],
    ],
  ],
  ['\\b\\B', 'ab', []],
  [
    '(?m)^',
    'a\nb\n',
    [
      [0, 0],
      [2, 2],
      [4, 4],
    ],
  ],
  [
    '(?m)$',
    'a\nb\n',
    [
      [1, 1],
      [3, 3],
      [4, 4],
    ],
  ],
  [
    '(?m)^$',
    '\n\n',
    [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  ],
  ['$', 'a\n', [[2, 2]]],
  ['\\z', 'a\n', [[2, 2]]],
  ['\\A\\w', 'ab', [[0, 1]]],
  [
    '(?m)^\\w+$',
    'ab\ncd',
    [
      [0, 2],
      [3, 5],
    ],
  ],
  ['a$b|a', 'ab', [[0, 1]]],
  [
    '(?i)straSSe',
    'STRASSE strasse',
    [
      [0, 7],
      [8, 15],
    ],
  ],
  ['(?i)k+', 'kKK', [[0, 5]]],
  ['(?i)[^k]', 'kKKx', [[5, 6]]],
  [
    '(?i)ς',
    'Σσς',
    [
      [0, 2],
      [2, 4],
      [4, 6],
    ],
  ],
  ['[α-ω]+', 'αβγΔ', [[0, 6]]],
  ['\\p{Greek}+', 'xαβγΔ', [[1, 9]]],
  [
    '\\P{L}+',
    'a1é2',
    [
      [1, 2],
      [4, 5],
    ],
  ],
  [
    '\\pN\\PN',
    '1a23b',
    [
      [0, 2],
      [3, 5],
    ],
  ],
  [
    '[[:alpha:]]+',
    'aé1b',
    [
      [0, 1],
      [4, 5],
    ],
  ],
  ['[^[:^digit:]]', 'a1', [[1, 2]]],
  [
    '.',
    '\n a',
    [
      [1, 4],
      [4, 5],
    ],
  ],
  [
    '(?s).',
    '\na',
    [
      [0, 1],
      [1, 2],
    ],
  ],
  ['[^a]', '\na', [[0, 1]]],
  [
    'é*',
    'aéé',
    [
      [0, 0],
      [1, 5],
    ],
  ],
  [
    '中|国',
    '中国',
    [
      [0, 3],
      [3, 6],
    ],
  ],
  ['.{2}', '😀é中', [[0, 6]]],
  [
    '(\\d+)\\.(\\d+)?',
    '1.2 3.',
    [
      [0, 3, 0, 1, 2, 3],
      [4, 6, 4, 5, -1, -1],
    ],
  ],
  [
    '(?P<y>\\d{4})-(?P<m>\\d\\d)',
    'on 2026-11 or 2025-10',
    [
      [3, 10, 3, 7, 8, 10],
      [14, 21, 14, 18, 19, 21],
    ],
  ],
  ['(?:(?:a{0,2}){0,2}){0,2}b', 'aaaab', [[0, 5]]],
  ['(a{2}){2}', 'aaaaa', [[0, 4, 2, 4]]],
  [
    'x{0}',
    'x',
    [
      [0, 0],
      [1, 1],
    ],
  ],
  ['(x){0}y', 'xy', [[1, 2, -1, -1]]],
  ['\\Qa.b\\E+', 'a.bbb', [[0, 5]]],
  ['\\x{1F600}', '😀', [[0, 4]]],
  ['\\141', 'a', [[0, 1]]],
  ['^(?:registry\\.example\\.com|ghcr\\.io)/[a-z/]+:[\\w.-]+$', 'ghcr.io/org/app:1.2', [[0, 19]]],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'my-app-0', [[0, 8, 1, 8]]],
  ['(?i)(union)\\s+(all\\s+)?(select)', 'x UNION  ALL select', [[2, 19, 2, 7, 9, 13, 13, 19]]],
  [
    '<([a-z]+)[^>]*>',
    '<b><img src=x>',
    [
      [0, 3, 1, 2],
      [3, 14, 4, 7],
    ],
  ],
];

describe('a regular expression', () => {
  test('tests, finds and gives groups', () => {
    const regex = compileRegex('(?P<key>\\w+)=(?P<value>\\w*)');
    expect(regex.test('a=1')).toBe(true);
    expect(regex.test('a')).toBe(false);
    expect(regex.find('- ab=12, c=')).toEqual({ start: 2, end: 7 });
    expect(regex.find('- ab=12, c=', 4)).toEqual({ start: 9, end: 11 });
    expect(regex.find('- ab=12', 5)).toBeUndefined();
    expect(regex.findAll('- ab=12, c=')).toEqual([
      { start: 2, end: 7 },
      { start: 9, end: 11 },
    ]);
    expect(regex.groupNames).toEqual([undefined, 'key', 'value']);
    expect(texts('(\\w+)=(\\w*)', '- ab=12, c=')).toEqual([
      ['ab=12', 'ab', '12'],
      ['c=', 'c', ''],
    ]);
    expect(regex.exec('- ab=12')).toEqual({
      start: 2,
      end: 7,
      groups: [
        { start: 2, end: 7 },
        { start: 2, end: 4 },
        { start: 5, end: 7 },
      ],
    });
  });

  test.each(answeredByGo)('/%s/ on %j as Go', (source, input, expected) => {
    const regex = compileRegex(source);
    const bytes = Buffer.from(input);
    const numbers = regex
      .execAll(bytes)
      .map((match) => match.groups.flatMap((span) => (span ? [span.start, span.end] : [-1, -1])));
    expect(numbers).toEqual(expected);
    expect(regex.test(bytes)).toBe(expected.length > 0);
    expect(regex.test(input)).toBe(expected.length > 0);
    expect(regex.findAll(input)).toHaveLength(expected.length);
  });

  test('gives positions in bytes on bytes, in UTF-16 units on strings', () => {
    const regex = compileRegex('(é+)|😀');
    expect(regex.findAll('aéé😀')).toEqual([
      { start: 1, end: 3 },
      { start: 3, end: 5 },
    ]);
    expect(regex.findAll(Buffer.from('aéé😀'))).toEqual([
      { start: 1, end: 5 },
      { start: 5, end: 9 },
    ]);
  });

  test('takes what is not UTF-8, or half a pair, for U+FFFD', () => {
    expect(compileRegex('^.\ufffd[^a].$').test(Buffer.from([0x61, 0xff, 0xfe, 0x80]))).toBe(true);
    expect(compileRegex('^\ufffd.$').test('\ud83da')).toBe(true);
    expect(compileRegex('\\x{D800}').test('\ud800')).toBe(false);
    expect(compileRegex('\\xff').test(Buffer.from([0xff]))).toBe(false);
    expect(compileRegex('\\xff').test('ÿ')).toBe(true);
  });

  test('goes on behind an empty match by a whole character', () => {
    expect(
      compileRegex('')
        .findAll('a😀b')
        .map(({ start }) => start),
    ).toEqual([0, 1, 3, 4]);
    expect(
      compileRegex('')
        .findAll(Buffer.from('é'))
        .map(({ start }) => start),
    ).toEqual([0, 2]);
    expect(compileRegex('a*').findAll('baac')).toEqual([
      { start: 0, end: 0 },
      { start: 1, end: 3 },
      { start: 4, end: 4 },
    ]);
    expect(compileRegex('x*').findAll('')).toEqual([{ start: 0, end: 0 }]);
  });

  test('finds no more than it is asked for', () => {
    expect(compileRegex('a').findAll('aaaa', 2)).toHaveLength(2);
    expect(compileRegex('a').execAll('aaaa', 0)).toEqual([]);
    expect(compileRegex('(a)').execAll('aaaa', 3)).toHaveLength(3);
  });

  test('refuses a place that is none', () => {
    expect(() => compileRegex('a').find('a', -1)).toThrow(RangeError);
    expect(() => compileRegex('a').exec('a', 0.5)).toThrow(RangeError);
    expect(compileRegex('').find('a', 2)).toBeUndefined();
    expect(compileRegex('').find('a', 1)).toEqual({ start: 1, end: 1 });
  });

  test('is the same after many inputs as before the first', () => {
    const regex = compileRegex('(?i)(?:x|y)*\\bfoo(\\d{2,3})\\b', { maxMemory: 64 * 1024 });
    const answer = JSON.stringify(regex.execAll('xyfoo12 Foo123! foo1'));
    for (let i = 0; i < 3000; i++) regex.test(`${'xyzé'.repeat(i % 17)} foo${i} ${String.fromCodePoint(0x100 + i)}`);
    expect(JSON.stringify(regex.execAll('xyfoo12 Foo123! foo1'))).toBe(answer);
  });
});

describe('no pattern and no input makes it slow or large', () => {
  const shortly = (options?: RegexOptions): RegexOptions => ({ maxSteps: 30_000_000, ...options });

  test.for<[string, string, boolean]>([
    ['(a+)+$', 'a'.repeat(100_000) + 'b', false],
    ['(x+x+)+y', 'x'.repeat(100_000), false],
    ['(a|a)*c', 'a'.repeat(100_000), false],
    ['(a|aa)+$', 'a'.repeat(100_000) + 'b', false],
    ['(.*)*=.*', 'x'.repeat(100_000), false],
    ['(?:a?){50}a{50}', 'a'.repeat(50), true],
    ['((((a{10}){10}){10}))b', 'a'.repeat(20_000) + 'b', true],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(100_000), false],
    ['(?:.*){20}z', 'y'.repeat(20_000), false],
    ['\\s*,\\s*$', ' '.repeat(20_000) + 'x', false],
  ])('/%s/', ([source, input, expected]) => {
    // The budget, not the clock, proves it: each test would need more steps than there are atoms when backtracking.
    const regex = compileRegex(source, shortly());
    expect(regex.test(input)).toBe(expected);
    expect(regex.test(Buffer.from(input))).toBe(expected);
    expect(regex.exec(input) !== undefined).toBe(expected);
  });

  test('states that double with each character are dropped, and the threads answer', () => {
    let state = 1;
    const toss = () => 'ab'[(state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 31];
    const input = Array.from({ length: 30_000 }, toss).join('');
    const regex = compileRegex('(?:a|b)*a(?:a|b){20}(c)', { maxMemory: 256 * 1024, maxSteps: 30_000_000 });
    expect(regex.test(input)).toBe(false);
    expect(regex.exec(`${input}a${'b'.repeat(20)}c${input}`)?.groups[1]).toEqual({ start: 30_021, end: 30_022 });
  });

  test('a search for all matches that would be quadratic ends with an error', () => {
    const regex = compileRegex('a.*z|a', { maxSteps: 1_000_000 });
    expect(regex.findAll('a'.repeat(100))).toHaveLength(100);
    expect(() => regex.findAll('a'.repeat(100_000))).toThrow(expect.objectContaining({ code: 'limits-exceeded' }));
    expect(regex.test('a'.repeat(100_000))).toBe(true);
  });

  test('a pattern too large for its memory is refused', () => {
    for (const source of ['(?:\\pL{500}){2}'.repeat(60), 'x'.repeat(40_000), `[${'\\pL'.repeat(1000)}]`]) {
      expect(() => compileRegex(source)).toThrow(expect.objectContaining({ code: 'too-large' }));
    }
    expect(() => compileRegex('a{1000}', { maxMemory: 64 * 1024 })).toThrow(RegexError);
  });

  test('a pattern of a megabyte is refused or read at once', () => {
    for (const piece of [
      '(',
      '(?:',
      '[',
      'a|',
      '()',
      '\\Q',
      '(?i)',
      'a{1000}',
      '\\p{Greek}',
      '(?P<n>',
      '{',
      '[a]',
      '((a)*)*',
      'é',
    ]) {
      const source = piece.repeat(Math.ceil(1_000_000 / piece.length));
      let code = 'accepted';
      try {
        compileRegex(source);
      } catch (error) {
        code = error instanceof RegexError ? error.code : String(error);
      }
      expect(['accepted', 'syntax', 'too-large'], piece).toContain(code);
    }
  });
});
