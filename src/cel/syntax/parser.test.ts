import { describe, expect, test } from 'vitest';
import { CelError } from '../cel-error.ts';
import { parse } from '../program.ts';
import { valueOf } from '../evaluate/values.test-kit.ts';

function refusal(source: string): CelError {
  try {
    parse(source);
  } catch (error) {
    if (error instanceof CelError) return error;
    throw error;
  }
  throw new Error(`parsed: ${source.slice(0, 100)}`);
}

describe('precedence and literals', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['1 < 2 == true', true],
    ['true ? 1 : false ? 2 : 3', 1],
    ['false || true && false', false],
    ['!!true', true],
    ['--5', 5],
    ['-9223372036854775808', '-9223372036854775808'],
    ['0xff', 255],
    ['1e3', 1000],
    ['.5', 0.5],
    ["r'\\n'.size()", 2],
    ["'''a\n'b'''.size()", 4],
    ["'\\x41\\u0042\\U00000043\\104'", 'ABCD'],
    ["b'\\xff\\101'", '/0E='],
    ["{'a': 1,}.a + [1, 2,][1] // a comment", 3],
  ])('%s is %j', (source, value) => expect(valueOf(source)).toEqual(value));
});

describe('what is not CEL', () => {
  test.each([
    ['1 +', 1, 4],
    ['a.\n  b.(c)', 2, 5],
    ['for', 1, 1],
    ["'abc", 1, 1],
    ["'\\q'", 1, 1],
    ['9223372036854775808', 1, 1],
    ['a $ b', 1, 3],
    ['has(a)', 1, 5],
    ['[1].all(x.y, true)', 1, 10],
    ['"é😀" + )', 1, 8],
  ])('%j is refused at line %i, column %i', (source, line, column) => {
    const error = refusal(source);
    expect([error.code, error.line, error.column]).toEqual(['syntax', line, column]);
  });

  test('the caret stands under the place', () => {
    expect(refusal('1 + +').caret).toBe('1 + +\n    ^');
  });
});

describe('hostile expressions', () => {
  test.each([
    ['a megabyte', '1+'.repeat(500_000)],
    ['parentheses', '('.repeat(10_000)],
    ['lists', '['.repeat(10_000)],
    ['a chain of sums', `${'1+'.repeat(10_000)}1`],
    ['a chain of fields', `a${'.b'.repeat(10_000)}`],
    ['calls in calls', `${'f('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['conditionals', `${'true?1:'.repeat(10_000)}1`],
  ])('%s end in a limit, not in the stack', (_, source) => expect(refusal(source).code).toBe('limit'));

  test('long chains of && and of signs are not deep', () => {
    expect(valueOf(`${'true && '.repeat(5000)}true`)).toBe(true);
    expect(valueOf(`${'!'.repeat(10_000)}true`)).toBe(true);
  });
});
