import { Failure, fail } from '../../failure.ts';
import { adapt, isList, isMap, mapEntries } from '../../values/access.ts';
import { compare, equals } from '../../values/compare.ts';
import { Duration } from '../../values/duration.ts';
import { intOf, uintOf } from '../../values/int.ts';
import { Double, Uint, type Value } from '../../values/value.ts';
import { define, type CallCost, type FunctionDefinition } from '../definition.ts';

type List = readonly Value[];

const comparable = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
const ofComparable = (result: (type: string) => string) =>
  comparable.map((type) => `list(${type}).() -> ${result(type)}`);

/** Kubernetes' cost of walking a value: a tenth of the bytes of what is text or bytes, 1 for any other element. */
function walkCost(value: Value): number {
  if (typeof value === 'string') return Math.floor(Buffer.byteLength(value) / 10);
  if (value instanceof Uint8Array) return Math.floor(value.length / 10);
  if (isList(value)) return value.reduce((sum: number, item) => sum + walkCost(adapt(item)), 0);
  if (!isMap(value)) return 1;
  let sum = 0;
  for (const [key, item] of mapEntries(value)) sum += walkCost(key) + walkCost(item);
  return sum;
}

/** What a function costs that walks its first argument once. */
export const walkFirst: CallCost = ([first]) => walkCost(first ?? null);

/** Kubernetes does not look whether the comparison failed: elements of different types are neither less nor greater. */
function orderOf(a: Value, b: Value): number {
  try {
    return compare(a, b);
  } catch (error) {
    if (error instanceof Failure && error.code === 'evaluation') return NaN;
    throw error;
  }
}

function isSorted(list: List): boolean {
  return list.every((item, index) => index === 0 || !(orderOf(adapt(list[index - 1] as Value), adapt(item)) > 0));
}

function extreme(name: string, sign: 1 | -1): FunctionDefinition {
  const choose = (list: List): Value => {
    const values = list.map(adapt);
    if (values.length === 0) return fail(`${name} called on empty list`);
    return values.reduce((best, value) => (orderOf(best, value) * sign < 0 ? value : best));
  };
  return define(
    name,
    ofComparable((type) => type),
    choose,
    walkFirst,
  );
}

function sum(list: List): Value {
  const values = list.map(adapt);
  const [first = 0] = values;
  if (first instanceof Double)
    return new Double(values.reduce((total: number, value) => total + (value as Double).value, 0));
  if (first instanceof Uint)
    return values.reduce((total: Uint, value) => uintOf(total.value + (value as Uint).value), new Uint(0n));
  if (first instanceof Duration)
    return values.reduce(
      (total: Duration, value) => new Duration(total.nanos + (value as Duration).nanos),
      new Duration(0n),
    );
  return values.reduce((total: number | bigint, value) => {
    if (typeof value !== 'number' && typeof value !== 'bigint')
      return fail('no such overload: sum takes numbers of one type');
    return intOf(BigInt(total) + BigInt(value));
  }, 0);
}

/** Kubernetes' lists library. */
export const kubernetesLists: readonly FunctionDefinition[] = [
  define(
    'isSorted',
    ofComparable(() => 'bool'),
    isSorted,
    walkFirst,
  ),
  define(
    'sum',
    ['int', 'uint', 'double', 'duration'].map((type) => `list(${type}).() -> ${type}`),
    sum,
    walkFirst,
  ),
  extreme('min', -1),
  extreme('max', 1),
  define(
    'indexOf',
    ['list(A).(A) -> int'],
    (list: List, item: Value) => list.findIndex((one) => equals(adapt(one), item)),
    walkFirst,
  ),
  define(
    'lastIndexOf',
    ['list(A).(A) -> int'],
    (list: List, item: Value) => list.findLastIndex((one) => equals(adapt(one), item)),
    walkFirst,
  ),
];
