import { fail } from '../failure.ts';
import { adapt, isList } from '../values/access.ts';
import { compare, equals, wantOneType } from '../values/compare.ts';
import { toNumber } from '../values/int.ts';
import type { Value } from '../values/value.ts';
import { workElements } from '../work.ts';
import { compareAll, makeFlat, makeList } from './cost.ts';
import { define, type FunctionDefinition } from './definition.ts';

type List = readonly Value[];
type Int = number | bigint;

const sortable = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];

/** The lists library of cel-go's extensions: what Kubernetes' own lists library has is there. */
export const lists: readonly FunctionDefinition[] = [
  define('lists.range', ['(int) -> list(int)'], range, makeList),
  define('slice', ['list(A).(int, int) -> list(A)'], slice, makeList),
  define('distinct', ['list(A).() -> list(A)'], distinct, compareAll),
  define('reverse', ['list(A).() -> list(A)'], (list: List) => list.toReversed(), makeList),
  {
    ...define('flatten', ['list(list(A)).() -> list(A)', 'list(dyn).(int) -> list(dyn)'], flatten, makeFlat),
    // What is known to be a list only when it is evaluated may be flat already.
    lenient: true,
  },
  define(
    'sort',
    sortable.map((type) => `list(${type}).() -> list(${type})`),
    sort,
    compareAll,
  ),
];

function range(count: Int): Value {
  const size = Math.max(0, toNumber(count));
  workElements(size);
  return Array.from({ length: size }, (_, index) => index);
}

function slice(list: List, from: Int, to: Int): Value {
  const [start, end] = [toNumber(from), toNumber(to)];
  if (start < 0 || end < 0) return fail('slice: a negative index');
  if (start > end) return fail('slice: the start is behind the end');
  return end > list.length ? fail('slice: the end is behind the end of the list') : list.slice(start, end);
}

function distinct(list: List): Value {
  const made: Value[] = [];
  const known = new Set<string | number | boolean>();
  for (const item of list) {
    const value = adapt(item);
    const simple = typeof value === 'string' || typeof value === 'boolean';
    if (simple ? known.has(value) : made.some((other) => equals(other, value))) continue;
    if (simple) known.add(value);
    made.push(value);
  }
  return made;
}

function flatten(list: List, depth: Int = 1): Value {
  if (depth < 0) return fail('flatten: level must be non-negative');
  const made: Value[] = [];
  const add = (items: List, left: number): void => {
    for (const item of items) {
      const value = adapt(item);
      if (left > 0 && isList(value)) add(value, left - 1);
      else made.push(value);
    }
    workElements(items.length);
  };
  add(list, toNumber(depth));
  return made;
}

function sort(list: List): Value {
  const values = list.map(adapt);
  wantOneType(values);
  workElements(values.length);
  return values.toSorted(compare);
}
