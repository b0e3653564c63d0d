import { deepStrictEqual, strictEqual } from 'node:assert';
import { compileRegex, RegexError, type Regex, type RegexOptions } from '#kit/regex';
import type { FuzzTarget } from '../target.ts';

const words =
  `(?i) (?s-i: (?P<n> (?: [[:alpha:]] [^ \\p{Greek} \\PL \\b \\B \\A \\z \\Q \\E {2,5} {1000} *? +? ?? (|a)* \\x{1F600} \\101
\\w \\S (?m)^ $ | \\C \0`.split(/\s/);

/** Patterns and texts, a zero byte between them: machines of all sizes agree, on bytes and on strings. */
export const regexTarget: FuzzTarget = {
  id: 'regex',
  files: ['src/kit/regex/'],
  errors: [RegexError],
  dictionary: [...words, Buffer.from([0xff]), Buffer.from([0xe4, 0xb8, 0xad])],
  seeds() {
    return [
      '(a+)(b*)|c\0xaabbc',
      '(?i)stra\u00dfe|k+\0STRA\u1e9eE \u212ak',
      '^(?:registry|ghcr\\.io)/[a-z/]+:[\\w.-]+$\0ghcr.io/org/app:1.2',
      '(?m)^\\s*(?P<key>\\w+)\\s*=\\s*(?P<value>.*?)$\0a = 1\nb=2\n',
      '\\b\\p{Lu}[[:lower:]]{2,5}\\B|[^\\x00-\\x7f]\0Hello \u4e2d World\u{1f600}',
      '((a|b|)*?c{0,3}){2}\\z\0abcabc',
      '\\Qa.b\\E+?[]^-]\0a.bb]',
    ].map((text) => Buffer.from(text));
  },
  run(bytes) {
    const zero = bytes.indexOf(0);
    const pattern = bytes.subarray(0, zero < 0 ? bytes.length : zero).toString();
    const text = zero < 0 ? Buffer.alloc(0) : bytes.subarray(zero + 1);
    const regex = compileRegex(pattern, { maxSteps: 20_000_000 });
    check(regex, text);
    for (const maxMemory of [16 * 1024, 64 * 1024]) {
      const small = compileOrUndefined(pattern, { maxMemory, maxSteps: 20_000_000 });
      if (small !== undefined)
        deepStrictEqual(small.execAll(text), regex.execAll(text), `other matches in ${maxMemory} bytes`);
    }
  },
};

function compileOrUndefined(pattern: string, options: RegexOptions): Regex | undefined {
  try {
    return compileRegex(pattern, options);
  } catch (error) {
    if (error instanceof RegexError && error.code === 'too-large') return undefined;
    throw error;
  }
}

function check(regex: Regex, text: Buffer): void {
  const matches = regex.execAll(text);
  strictEqual(regex.test(text), matches.length > 0, 'test and execAll disagree');
  let last = -1;
  for (const { start, end, groups } of matches) {
    if (start > end || start < last || end > text.length) throw new Error(`a match out of order at ${start}`);
    last = end;
    for (const group of groups) {
      if (group !== undefined && (group.start < start || group.end > end || group.start > group.end)) {
        throw new Error(`a group outside its match at ${start}`);
      }
    }
  }
  const string = text.toString();
  if (!Buffer.from(string).equals(text)) return;
  const cut = matches.map(({ start, end }) => text.toString('utf8', start, end));
  deepStrictEqual(
    regex.findAll(string).map(({ start, end }) => string.slice(start, end)),
    cut,
    'other matches in a string',
  );
}
