import { fail } from '../../failure.ts';
import { adapt } from '../../values/access.ts';
import { compare, equals } from '../../values/compare.ts';
import { Duration } from '../../values/duration.ts';
import { intOf, uintOf } from '../../values/int.ts';
import { Double, Uint, type Value } from '../../values/value.ts';
import { sizeOf } from '../cost.ts';
import { define, type CallCost, type FunctionDefinition } from '../definition.ts';

type List = readonly Value[];

const comparable = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
const ofComparable = (result: (type: string) => string) =>
  comparable.map((type) => `list(${type}).() -> ${result(type)}`);

/** Kubernetes counts the length of each string or bytes in a list, and 1 for anything else. */
const listCost: CallCost = ([list]) =>
  Array.isArray(list)
    ? (list as List).reduce((sum: number, item) => sum + sizeOf(item), 0)
    : Math.ceil(sizeOf(list) / 10);

function isSorted(list: List): boolean {
  return list.every((item, index) => index === 0 || !(compare(adapt(list[index - 1] as Value), adapt(item)) > 0));
}

function extreme(name: string, sign: 1 | -1): FunctionDefinition {
  const choose = (list: List): Value => {
    const values = list.map(adapt);
    if (values.length === 0) return fail(`${name} called on empty list`);
    return values.reduce((best, value) => (compare(best, value) * sign < 0 ? value : best));
  };
  return define(
    name,
    ofComparable((type) => type),
    choose,
    listCost,
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
    listCost,
  ),
  define(
    'sum',
    ['int', 'uint', 'double', 'duration'].map((type) => `list(${type}).() -> ${type}`),
    sum,
    listCost,
  ),
  extreme('min', -1),
  extreme('max', 1),
  define(
    'indexOf',
    ['list(A).(A) -> int'],
    (list: List, item: Value) => list.findIndex((one) => equals(adapt(one), item)),
    listCost,
  ),
  define(
    'lastIndexOf',
    ['list(A).(A) -> int'],
    (list: List, item: Value) => list.findLastIndex((one) => equals(adapt(one), item)),
    listCost,
  ),
];
