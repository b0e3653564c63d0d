import { describe, expect, test } from 'vitest';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf, keysOf, parseJson } from './json-value.ts';

function read(text: string, options?: { comments?: boolean }) {
  const problems = new ProblemList('x.json');
  const value = parseJson(Buffer.from(text), problems, options);
  return { value, problems: problems.facts().problems?.map(({ where, what }) => `${where} ${what}`) ?? [] };
}

describe('reading values of unknown type', () => {
  test('an object is a record; a list, null, text and a number are none', () => {
    expect(asRecord({ a: 1 })).toEqual({ a: 1 });
    for (const value of [[], null, undefined, 'a', 1, true, () => 0]) expect(asRecord(value)).toBeUndefined();
  });

  test('what objects inherit is never taken for a value of the file', () => {
    const file = asRecord(JSON.parse('{}')) ?? {};
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(asRecord(file[key])).toBeUndefined();
      expect(asText(file[key])).toBeUndefined();
      expect(asList(file[key])).toEqual([]);
    }
  });

  test('a key named __proto__ is a key like another, and changes no other object', () => {
    const { value } = read('{"__proto__": {"polluted": "yes"}}');
    expect(entriesOf(value)).toEqual([['__proto__', { polluted: 'yes' }]]);
    expect(asText((asRecord({}) as Record<string, unknown>)['polluted'])).toBeUndefined();
  });

  test('text is text that says something', () => {
    expect(asText('a')).toBe('a');
    for (const value of ['', 1, null, undefined, {}, ['a']]) expect(asText(value)).toBeUndefined();
  });

  test('a list is itself, anything else an empty one', () => {
    expect(asList([1, 'a'])).toEqual([1, 'a']);
    for (const value of [{}, 'abc', null, undefined, 3, { length: 2 }]) expect(asList(value)).toEqual([]);
  });

  test('entries of anything but an object are none', () => {
    for (const value of [[1], 'abc', null, 3]) expect([...entriesOf(value), ...keysOf(value)]).toEqual([]);
    expect(keysOf({ a: 1, b: 2 })).toEqual(['a', 'b']);
  });
});

describe('a JSON file', () => {
  test('good JSON is its value, with or without a byte order mark', () => {
    expect(read('{"a": [1, null]}')).toEqual({ value: { a: [1, null] }, problems: [] });
    expect(read('\uFEFF{"a": 1}')).toEqual({ value: { a: 1 }, problems: [] });
  });

  test('of a truncated file the beginning is understood, and the end is named', () => {
    expect(read('{\n "a": {"b": "c"},\n "d": {"e"')).toEqual({
      value: { a: { b: 'c' }, d: {} },
      problems: ['/x.json:3 not valid JSON'],
    });
  });

  test('of a broken file the rest is understood, and the first error is located', () => {
    const { value, problems } = read('{\n"a": 1,\n"b": oops,\n"c": 3\n}');
    expect(asRecord(value)).toMatchObject({ a: 1, c: 3 });
    expect(problems).toEqual(['/x.json:3 not valid JSON']);
  });

  test('nothing is understood of an empty or binary file', () => {
    expect(read('')).toEqual({ value: undefined, problems: ['/x.json:1 not valid JSON'] });
    expect(read('\0\u0001\uFFFD').problems).toHaveLength(1);
  });

  test('comments and trailing commas are an error, unless they are allowed', () => {
    const text = '{\n// why\n"a": [1, 2,],\n}';
    expect(read(text).problems).toHaveLength(1);
    expect(read(text, { comments: true })).toEqual({ value: { a: [1, 2] }, problems: [] });
  });

  test('nesting is bounded, whatever brackets are in strings', () => {
    expect(read(`${'['.repeat(201)}${']'.repeat(201)}`)).toEqual({
      value: undefined,
      problems: ['/x.json nested deeper than 200 levels: not read'],
    });
    expect(read(`["${'['.repeat(1000)}\\"${'{'.repeat(1000)}"]`).problems).toEqual([]);
  });

  test('brackets hidden behind the quote of a comment do not overflow the stack', () => {
    const { value, problems } = read(`// "\n${'['.repeat(200_000)}`, { comments: true });
    expect({ value, problems }).toEqual({
      value: undefined,
      problems: ['/x.json not valid JSON, nor can it be read as far as it is'],
    });
  });

  test('the number of values is bounded: brackets take far more memory than bytes', () => {
    expect(read(`[${'[],'.repeat(1_500_001)}0]`)).toEqual({
      value: undefined,
      problems: ['/x.json more than 3000000 values: not read'],
    });
  });

  test('a large broken file is not read a second time', () => {
    expect(read(`["${'a'.repeat(9_000_000)}"`)).toEqual({
      value: undefined,
      problems: ['/x.json not valid JSON, and too large to read what is left of it'],
    });
  });
});
