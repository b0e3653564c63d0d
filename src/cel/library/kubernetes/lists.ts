import { Failure, fail } from '../../failure.ts';
import { adapt, isList, isMap, mapEntries, typeName } from '../../values/access.ts';
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

function sumOf<T extends Value>(type: string, zero: T, add: (total: T, value: T) => T): FunctionDefinition {
  const sum = (list: List): Value =>
    list.reduce((total: T, item) => {
      const value = adapt(item);
      return typeName(value) === typeName(zero)
        ? add(total, value as T)
        : fail('no such overload: sum takes values of one type');
    }, zero);
  return define('sum', [`list(${type}).() -> ${type}`], sum, walkFirst);
}

/** Kubernetes' lists library. */
export const kubernetesLists: readonly FunctionDefinition[] = [
  define(
    'isSorted',
    ofComparable(() => 'bool'),
    isSorted,
    walkFirst,
  ),
  sumOf<number | bigint>('int', 0, (total, value) => intOf(BigInt(total) + BigInt(value))),
  sumOf('uint', new Uint(0n), (total, { value }) => uintOf(total.value + value)),
  sumOf('double', new Double(0), (total, { value }) => new Double(total.value + value)),
  sumOf('duration', new Duration(0n), (total, { nanos }) => new Duration(total.nanos + nanos)),
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
