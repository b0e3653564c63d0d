import { describe, expect, test } from 'vitest';
import { parseInput } from './parse-input.ts';
import { showValue } from './values/show-value.ts';

test.each([
  ['1', 'int:1'],
  ['-0', 'int:0'],
  ['1.0', 'double:3ff0000000000000'],
  ['1e2', 'double:4059000000000000'],
  ['9223372036854775807', 'int:9223372036854775807'],
  ['9223372036854775808', 'double:43e0000000000000'],
  ['{"a": [null, true, "1.5"]}', '{string:61=[null,bool:true,string:312e35]}'],
])('%s is %s', (text, shown) => expect(showValue(parseInput(text))).toBe(shown));

describe('what is too large or too deep is refused with a reason', () => {
  const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1.5${'}]'.repeat(depth / 2)}`;
  test('nesting', () => {
    expect(() => parseInput(nested(500))).not.toThrow();
    expect(() => parseInput(nested(502))).toThrow('it is nested deeper than 500 levels');
    expect(() => parseInput('['.repeat(50_000_000))).toThrow('it is nested deeper than 500 levels');
  });

  test('brackets within texts do not nest', () => {
    const text = `["${'['.repeat(600)}", "\\\\", "\\"${'{'.repeat(600)}"]`;
    expect(parseInput(text)).toEqual(['['.repeat(600), '\\', `"${'{'.repeat(600)}`]);
  });

  test('numbers that must be looked at', () => {
    const text = `[${'1,'.repeat(5_000_000)}1.5]`;
    expect(() => parseInput(text)).toThrow('it has fractions or long integers, and more than 8388608 characters');
    expect(parseInput(text.replace('1.5', '2'))).toHaveLength(5_000_001);
  });

  test.each(['', '{', '[1,]', '"', '"\\', ']]]]', '{"a":1}}'])('%j is no JSON', (text) => {
    expect(() => parseInput(text)).toThrow(SyntaxError);
  });
});
