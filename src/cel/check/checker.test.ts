import { describe, expect, test } from 'vitest';
import { CelError } from '../cel-error.ts';
import { newEnvironment } from '../environment.ts';
import { check } from '../program.ts';
import { typeFromSchema } from '../types/from-schema.ts';
import { readType } from '../types/read-type.ts';
import { showType, types } from '../types/type.ts';

const pod = typeFromSchema({
  type: 'object',
  properties: {
    name: { type: 'string' },
    'grace-period': { type: 'integer' },
    ratio: { type: 'number' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    containers: { type: 'array', items: { type: 'object', properties: { image: { type: 'string' } } } },
    port: { 'x-kubernetes-int-or-string': true },
    maybe: { type: 'string', nullable: true },
  },
});
const environment = newEnvironment({
  variables: { x: types.int, d: types.dyn, pod, words: readType('list(string)'), 'a.b': types.bool },
});

test.each([
  ['x + 1', 'int'],
  ['d.foo.bar', 'dyn'],
  ['words.map(w, w.size())', 'list(int)'],
  ['{"a": words}', 'map(string, list(string))'],
  ['[]', 'list(dyn)'],
  ['[1, 2u]', 'list(dyn)'],
  ['a.b', 'bool'],
  ['pod.containers[0].image', 'string'],
  ['pod.grace__dash__period', 'int'],
  ['pod.labels["a"]', 'string'],
  ['pod.port', 'dyn'],
  ['pod.maybe', 'wrapper(string)'],
  ['pod.?name', 'optional_type(string)'],
  ['pod.?name.orValue("")', 'string'],
  ['quantity("1")', 'kubernetes.Quantity'],
  ['words.transformMap(i, w, w)', 'map(int, string)'],
  ['type(1)', 'type(int)'],
  ['true ? 1 : d', 'dyn'],
])('%s has the type %s', (source, type) => expect(showType(check(source, environment).result)).toBe(type));

describe('what does not fit', () => {
  test.each([
    ['y', "undeclared reference to 'y'"],
    ['x + "a"', "found no matching overload for '_+_' applied to '(int, string)'"],
    ['x.foo', "type 'int' does not support field selection"],
    ['pod.nope', "undefined field 'nope'"],
    ['x && true', "expected type 'bool', found 'int'"],
    ['words.all(w, w)', "expected type 'bool', found 'string'"],
    ['x.all(y, true)', "expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)"],
    ['nope(1)', "undeclared reference to 'nope'"],
    ['words.size(1)', "found no matching overload for 'size' applied to 'list(string).(int)'"],
    ['true ? 1 : "a"', "found no matching overload for '_?_:_' applied to '(bool, int, string)'"],
    ["d.matches('(')", 'invalid pattern: the regular expression is not valid'],
    ["math.least('a', 1)", 'math.least() takes numbers'],
    ['{}.sortBy(k, k)', 'sortBy() takes a list'],
    ['[1, 2].flatten()', "found no matching overload for 'flatten' applied to 'list(int).()'"],
    ["quantity('1').sign()", "found no matching overload for 'sign' applied to 'kubernetes.Quantity.()'"],
    ["dyn([]).first().optMap(o, o - duration('1s')).orValue(1)", "found no matching overload for 'orValue'"],
    ['Nope{a: 1}', "undeclared reference to 'Nope'"],
    ['x == "a"', "found no matching overload for '_==_' applied to '(int, string)'"],
  ])('%s: %s', (source, message) => {
    expect(() => check(source, environment)).toThrow(CelError);
    expect(() => check(source, environment)).toThrow(message);
  });
});

test('a schema that nests without end, or is none, is dyn', () => {
  const loop: Record<string, unknown> = { type: 'array' };
  loop['items'] = loop;
  expect(showType(typeFromSchema(loop))).toContain('list(dyn)');
  expect(typeFromSchema('nonsense')).toBe(types.dyn);
});
