import { expect, test } from 'vitest';
import { EngineObject } from './engine-object.ts';

test('fields of another type, null and empty texts are absent', () => {
  const object = new EngineObject({ a: 3, b: '', c: null, d: ['x', 1, 'y'], e: { f: 'g' }, h: Number.NaN, i: 'text' });
  expect([object.text('a'), object.text('b'), object.text('c'), object.text('i')]).toEqual([
    undefined,
    undefined,
    undefined,
    'text',
  ]);
  expect([object.number('a'), object.number('h'), object.number('i')]).toEqual([3, undefined, undefined]);
  expect([object.texts('d'), object.texts('a')]).toEqual([['x', 'y'], []]);
  expect([object.object('e').text('f'), object.object('a').text('f')]).toEqual(['g', undefined]);
  expect([object.raw('e'), object.raw('d'), object.raw('c')]).toEqual([{ f: 'g' }, {}, {}]);
  expect([object.has('a'), object.has('c'), object.has('z')]).toEqual([true, false, false]);
  expect(object.list('d')).toHaveLength(3);
  expect(object.list('e')).toEqual([]);
});

test('fields of the prototype are absent', () => {
  const object = new EngineObject({});
  expect([object.has('constructor'), object.has('__proto__')]).toEqual([false, false]);
  expect(object.raw('__proto__')).toEqual({});
});

test.each([[null], [undefined], [3], ['text'], [[1]]])('%j has no fields', (value) => {
  expect(new EngineObject(value).has('length')).toBe(false);
});
