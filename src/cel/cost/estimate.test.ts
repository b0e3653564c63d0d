import { describe, expect, test } from 'vitest';
import { newEnvironment } from '../environment.ts';
import { compile, estimateCost } from '../program.ts';
import { typeFromSchema } from '../types/from-schema.ts';
import { readType } from '../types/read-type.ts';
import { types } from '../types/type.ts';
import { unbounded, type Range } from './range.ts';

const environment = newEnvironment({
  variables: { object: types.dyn, words: readType('list(string)'), text: types.string, n: types.int },
});
const upTo20 = (): Range => ({ min: 0, max: 20 });

/** By cel-go's rules, with sizes of 0 to 20 for all input; test/oracles/cel.test.ts compares thousands with cel-go's own. */
describe('the estimate is the one of Kubernetes', () => {
  test.each([
    ['1', 0, 0],
    ['n + 1', 2, 2],
    ['object.a.b', 1, 1],
    ['has(object.a.b)', 1, 1],
    ['[1, 2]', 10, 10],
    ["{'a': n}", 31, 31],
    ['object.a ? object.b : [1]', 2, 11],
    ['object.a && object.b && object.c', 1, 3],
    ['words.all(w, w.size() > 1)', 2, 122],
    ["words.exists(w, w == 'a')", 2, 122],
    ['words.map(w, w)', 12, 272],
    ['words.filter(w, true)', 12, 272],
    ['words.exists_one(w, true)', 3, 43],
    ["text.startsWith('abcdefghijkl')", 3, 3],
    ["text.matches('^[a-z]+$')", 3, 7],
    ['text + text', 2, 6],
    ["text.contains('abc')", 1, 3],
    ["quantity('1Gi').isGreaterThan(quantity(text))", 3, 5],
    ['dyn(n)', 2, 2],
    ['cel.bind(x, n, x + x)', 14, 14],
    ["words.join(',')", 1, 43],
  ])('%s: %i to %i', (source, min, max) =>
    expect(estimateCost(source, environment, upTo20)).toEqual({ min, max, isTooCostly: false }),
  );
});

test('nothing bounds what goes over input of unknown size', () => {
  expect(estimateCost('words.all(w, true)', environment).max).toBe(unbounded);
  expect(estimateCost('words.all(w, true)', environment).isTooCostly).toBe(true);
  expect(estimateCost('words.all(w, true)', environment, upTo20).isTooCostly).toBe(false);
});

test('sizes are asked by path', () => {
  const asked: string[] = [];
  const object = typeFromSchema({
    type: 'object',
    properties: {
      items: { type: 'array', items: { type: 'string' } },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
  });
  const sizes = (path: readonly string[]) => {
    asked.push(path.join('.'));
    return path.at(-1) === '@items' ? { min: 0, max: 5 } : { min: 0, max: 10 };
  };
  const source =
    "object.items.all(i, i.contains('abc')) && object.labels.all(k, v, v == k) && object.labels['a'] == 'b'";
  expect(estimateCost(source, newEnvironment({ variables: { object } }), sizes).max).toBeLessThan(200);
  for (const path of [
    'object.items',
    'object.items.@items',
    'object.labels',
    'object.labels.@keys',
    'object.labels.@values',
  ])
    expect(asked).toContain(path);
});

test('nested macros multiply, and stay numbers', () => {
  const nested = (depth: number) => `${'words.map(x, '.repeat(depth)}1${')'.repeat(depth)}`;
  expect(estimateCost(nested(3), environment, upTo20).max).toBeGreaterThan(100_000);
  expect(estimateCost(nested(100), environment, upTo20).max).toBe(unbounded);
});

test('what evaluation costs lies within the estimate', () => {
  const words = Array.from({ length: 20 }, (_, at) => 'abcdefghij'.slice(at % 10));
  const bindings = { object: { a: true, b: [1], c: false }, words, text: 'hello, world', n: 3 };
  for (const source of [
    'words.all(w, w.size() >= 1)',
    'words.map(w, w + text).filter(w, w.size() > 5)',
    "words.exists(w, w.matches('^z'))",
    "words.join(',').split(',').size() == words.size()",
    'words.distinct().sort().isSorted() || n > 2',
    'words.transformList(i, w, w.size() * i).sum() > n',
  ]) {
    const { cost } = compile(source, environment).evaluate(bindings);
    const { min, max } = estimateCost(source, environment, upTo20);
    expect(cost, source).toBeGreaterThanOrEqual(min);
    expect(cost, source).toBeLessThanOrEqual(max);
  }
});
