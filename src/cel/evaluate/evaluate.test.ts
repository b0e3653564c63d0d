import { describe, expect, test } from 'vitest';
import { CelError } from '../cel-error.ts';
import { newEnvironment } from '../environment.ts';
import { compile } from '../program.ts';
import { parseInput } from '../parse-input.ts';
import { messageType, types } from '../types/type.ts';
import { typeFromSchema } from '../types/from-schema.ts';
import { showValue } from '../values/show-value.ts';
import { costOf, errorOf, valueOf } from './values.test-kit.ts';

describe('logic absorbs errors', () => {
  test.each([
    ['1/0 == 1 || true', true],
    ['true || 1/0 == 1', true],
    ['1/0 == 1 && false', false],
    ['[0, 1].exists(x, 1/x == 1)', true],
    ['[0, 1].all(x, 1/x == 2)', false],
    ['false ? 1/0 : 2', 2],
    ['cel.bind(x, 1/0, true)', true],
    ['optional.of(1).orValue(1/0)', 1],
  ])('%s is %j', (source, value) => expect(valueOf(source)).toBe(value));

  test.each([
    ['1/0 == 1 || false', 'evaluation: division by zero'],
    ['[0, 1].all(x, 1/x == 1)', 'evaluation: division by zero'],
    ['[0, 1].map(x, 1/x)', 'evaluation: division by zero'],
    ["dyn('a') && true", 'evaluation: no such overload'],
  ])('%s fails with %s', (source, message) => expect(errorOf(source)).toBe(message));
});

describe('input', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'])(
    'has no %s that JSON does not give it',
    (name) => {
      expect(errorOf(`input.${name}`, { input: {} })).toBe(`evaluation: no such key: ${name}`);
      expect(valueOf(`has(input.${name}) || '${name}' in input`, { input: {} })).toBe(false);
      expect(valueOf(`input.${name}`, { input: JSON.parse(`{"${name}": 5}`) as unknown })).toBe(5);
    },
  );

  test('keeps whole numbers as ints, with all their digits', () => {
    const input = parseInput('{"a": 9223372036854775807, "b": 1.0, "c": 1, "d": 1e3, "e": 123456789012345678901}');
    expect(valueOf('type(input.a) == int && type(input.c) == int', { input })).toBe(true);
    expect(valueOf('[input.b, input.d, input.e].all(x, type(x) == double)', { input })).toBe(true);
    expect(valueOf('input.a', { input })).toBe('9223372036854775807');
  });

  test('is a double where a schema says so', () => {
    const object = typeFromSchema({ type: 'object', properties: { ratio: { type: 'number' } } });
    const program = compile('object.ratio / 2.0', newEnvironment({ variables: { object } }));
    expect(showValue(program.evaluate({ object: { ratio: 1 } }).value)).toBe('double:3fe0000000000000');
  });

  test('an int stays one whatever the checker takes it for', () => {
    expect(valueOf('input.distinct().map(x, type(x / x) == int)', { input: [2] })).toEqual([true]);
  });

  test('of another type than the one overload takes that the checker left is an error, as in Kubernetes', () => {
    expect(errorOf('input.first().optMap(x, string(x)).orValue("")', { input: [2] })).toContain('no such overload');
    expect(valueOf('string(input)', { input: 2 })).toBe('2');
    expect(errorOf('(input + [1]).min() == 1', { input: ['a'] })).toContain('no such overload');
    expect(errorOf('[].sortBy(x, -x).sum() == 0.0', {})).toBe('none');
  });

  test('that no one gave is an error with its place', () => {
    const program = compile('1 + x', newEnvironment({ variables: { x: types.int } }));
    expect(() => program.evaluate({})).toThrow("line 1, column 5: no value was given for 'x'");
  });
});

test('messages are made of fields, and compared by them', () => {
  const environment = newEnvironment({ messages: [messageType('Object'), messageType('Object.spec')] });
  const made = compile('Object{spec: Object.spec{replicas: 3}}.spec.replicas', environment).evaluate({}).value;
  expect(made).toBe(3);
  expect(compile('Object{a: 1} == Object{a: 1} && !has(Object{}.a)', environment).evaluate({}).value).toBe(true);
});

describe('the cost is the one of Kubernetes', () => {
  const object = {
    spec: {
      containers: [
        { name: 'a', image: 'nginx' },
        { name: 'b', image: 'redis' },
      ],
    },
  };
  test.each([
    ['1 + 2', 1],
    ['object.spec', 2],
    ["object.spec.containers.all(c, c.image.startsWith('nginx'))", 16],
    ['object.spec.containers.map(c, c.name)', 32],
    ["'abcdefghijk'.contains('b')", 2],
    ["'nginx:1.2'.matches('^[a-z]+:[0-9.]+$')", 4],
    ['[1, 2, 3]', 0],
    ['optional.of(1).optMap(x, x + 1)', 7],
    ["cidr('10.0.0.0/8').containsIP('10.1.2.3')", 3],
    ['has(object.spec.nope)', 2],
    ['[1, 2, 3].all(x, x > 1)', 8],
    ['[1, 2, 3].exists(x, x == 3)', 19],
    ['[3, 1, 2].sortBy(x, -x)', 74],
    ['object.spec.containers.sortBy(c, c.name)', 35],
    ["strings.quote('abcdefghijk')", 2],
    ['[[1], [2, 3]].flatten()', 13],
    ['dyn([1]).reverse()', 1],
  ])('%s costs %i', (source, cost) => expect(costOf(source, { object })).toBe(cost));
});

describe('hostile expressions end within the budget', () => {
  const nested = (depth: number) => `${'[1,2,3,4,5,6,7,8,9,10].map(x, '.repeat(depth)}1${')'.repeat(depth)}`;
  const doubling = (start: string, step: string) =>
    `${Array.from({ length: 60 }, (_, at) => `cel.bind(v${at}, ${at === 0 ? start : step.replaceAll('$', `v${at - 1}`)}, `).join('')}v59${')'.repeat(60)}`;
  test.each([
    ['nested macros', nested(12)],
    ['strings that double', doubling("'x'", '$ + $')],
    ['lists that double', doubling('[1]', '$ + $')],
    ['lists that share their parts', `cel.bind(r, ${doubling('[dyn(1)]', '[$, $]')}, r == [r][0])`],
    ['a replacement that multiplies', doubling("'aa'", "$.replace('', $)")],
    ['a range', 'lists.range(9223372036854775807)'],
  ])('%s', (_, source) => expect(errorOf(source)).toMatch(/^(?:limit: |none)/));

  test("a budget of one's own is kept", () => {
    const program = compile('[1, 2, 3].all(x, x > 0)', newEnvironment());
    expect(() => program.evaluate({}, { budget: 5 })).toThrow(CelError);
    expect(() => program.evaluate({}, { budget: 5 })).toThrow('costs more than its budget of 5');
  });

  test('nothing absorbs a spent budget', () => {
    const program = compile('[1, 2, 3].all(x, x > 0) || true', newEnvironment());
    expect(() => program.evaluate({}, { budget: 5 })).toThrow('budget');
  });

  describe('and so do those over input too large to walk', () => {
    const many = Array.from({ length: 5_000_000 }, () => 1);
    const long = 'a'.repeat(50_000_000);
    test.each([
      ['input.all(x, x > 0)', many],
      ['input.map(x, x)', many],
      ['input == [input][0] + [1]', many],
      ['input == input.slice(0, 5000000)', many],
      ['input.min()', many],
      ['input.sort()', many],
      ['input.distinct()', many],
      ["'%s'.format([input])", many],
      ['input + input', long],
      ["input.split('')", long],
      ["input.replace('a', 'b')", long],
      ['input.reverse()', long],
      ["input.findAll('a')", long],
      ["input.matches('(a+)+$')", long],
      ['bytes(input)', long],
    ])('%s', (source, input) => expect(errorOf(source, { input })).toMatch(/^(?:limit: |none)/));

    test('what is nested deep, without an end of the stack', () => {
      const nest = (depth: number) => {
        let value: unknown = 1;
        for (let level = 0; level < depth; level += 1) value = [value];
        return value;
      };
      const [a, b] = [nest(100_000), nest(100_000)];
      expect(errorOf('input[0] == input[1]', { input: [a, b] })).toBe('limit: a value is nested too deep');
      expect(errorOf("'%s'.format([input])", { input: a })).toBe('limit: a value is nested too deep');
      expect(valueOf('size(input)', { input: a })).toBe(1);
    });
  });

  test('a pattern that would backtrack does not', () => {
    expect(valueOf(`'${'a'.repeat(5000)}!'.matches('(a+)+$')`)).toBe(false);
  });
});
