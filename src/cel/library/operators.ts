import { fail } from '../failure.ts';
import { adapt, isList, isMap, mapGet } from '../values/access.ts';
import { compare, contains, equals, numericOf } from '../values/compare.ts';
import { Duration } from '../values/duration.ts';
import { fitsInt, intOf, isInt, uintOf } from '../values/int.ts';
import type { MapValue } from '../values/map-value.ts';
import { Timestamp } from '../values/timestamp.ts';
import { Double, Optional, type Uint, type JsonObject, type Value } from '../values/value.ts';
import { workElements, workString } from '../work.ts';
import { sizeOf, traverseBoth, traverseShorter } from './cost.ts';
import { define, type CallCost, type FunctionDefinition } from './definition.ts';

type Int = number | bigint;

const ordered = [
  '(bool, bool) -> bool',
  '(int, int) -> bool',
  '(uint, uint) -> bool',
  '(double, double) -> bool',
  '(int, uint) -> bool',
  '(int, double) -> bool',
  '(uint, int) -> bool',
  '(uint, double) -> bool',
  '(double, int) -> bool',
  '(double, uint) -> bool',
  '(string, string) -> bool',
  '(bytes, bytes) -> bool',
  '(timestamp, timestamp) -> bool',
  '(duration, duration) -> bool',
];
const orderCost = ([a, b]: readonly Value[]) =>
  typeof a === 'string' || a instanceof Uint8Array ? traverseShorter([a, b ?? null], null) : 1;

function comparison(name: string, holds: (order: number) => boolean): FunctionDefinition {
  const call = (a: Value, b: Value) => holds(compare(a, b));
  return { ...define(name, ordered, call, orderCost), checksItself: true };
}

/**
 * Arithmetic, comparison and indexing, in the order of cel-go: the first overload that fits decides what an unknown type
 * becomes.
 */
export const operators: readonly FunctionDefinition[] = [
  define('_+_', ['(bytes, bytes) -> bytes'], concatenateBytes, traverseBoth),
  define('_+_', ['(double, double) -> double'], (a: Double, b: Double) => new Double(a.value + b.value)),
  define('_+_', ['(duration, duration) -> duration'], (a: Duration, b: Duration) => new Duration(a.nanos + b.nanos)),
  define(
    '_+_',
    ['(duration, timestamp) -> timestamp', '(timestamp, duration) -> timestamp'],
    (a: Timestamp | Duration, b: Timestamp | Duration) => new Timestamp(a.nanos + b.nanos),
  ),
  define('_+_', ['(int, int) -> int'], add),
  define('_+_', ['(list(A), list(A)) -> list(A)'], concatenateLists),
  define('_+_', ['(string, string) -> string'], concatenate, traverseBoth),
  define('_+_', ['(uint, uint) -> uint'], (a: Uint, b: Uint) => uintOf(a.value + b.value)),
  define('_-_', ['(double, double) -> double'], (a: Double, b: Double) => new Double(a.value - b.value)),
  define('_-_', ['(duration, duration) -> duration'], (a: Duration, b: Duration) => new Duration(a.nanos - b.nanos)),
  define('_-_', ['(int, int) -> int'], subtract),
  define(
    '_-_',
    ['(timestamp, duration) -> timestamp'],
    (a: Timestamp, b: Duration) => new Timestamp(a.nanos - b.nanos),
  ),
  define(
    '_-_',
    ['(timestamp, timestamp) -> duration'],
    (a: Timestamp, b: Timestamp) => new Duration(a.nanos - b.nanos),
  ),
  define('_-_', ['(uint, uint) -> uint'], (a: Uint, b: Uint) => uintOf(a.value - b.value)),
  define('_*_', ['(double, double) -> double'], (a: Double, b: Double) => new Double(a.value * b.value)),
  define('_*_', ['(int, int) -> int'], multiply),
  define('_*_', ['(uint, uint) -> uint'], (a: Uint, b: Uint) => uintOf(a.value * b.value)),
  define('_/_', ['(double, double) -> double'], (a: Double, b: Double) => new Double(a.value / b.value)),
  define('_/_', ['(int, int) -> int'], (a: Int, b: Int) => intOf(BigInt(a) / divisor(BigInt(b)))),
  define('_/_', ['(uint, uint) -> uint'], (a: Uint, b: Uint) => uintOf(a.value / divisor(b.value))),
  define('_%_', ['(int, int) -> int'], (a: Int, b: Int) => remainder(BigInt(a), BigInt(b))),
  define('_%_', ['(uint, uint) -> uint'], (a: Uint, b: Uint) => uintOf(a.value % modulus(b.value))),
  { ...define('-_', ['(double) -> double', '(int) -> int'], negate), checksItself: true },
  define('!_', ['(bool) -> bool'], (a: boolean) => !a),
  define('_==_', ['(A, A) -> bool'], equals, traverseShorter),
  define('_!=_', ['(A, A) -> bool'], (a: Value, b: Value) => !equals(a, b), traverseShorter),
  comparison('_<_', (order) => order < 0),
  comparison('_<=_', (order) => order <= 0),
  comparison('_>_', (order) => order > 0),
  comparison('_>=_', (order) => order >= 0),
  define(
    '@in',
    ['(A, list(A)) -> bool'],
    (a: Value, list: Value) => contains(list, a),
    ([, list]) => sizeOf(list),
  ),
  define('@in', ['(A, map(A, B)) -> bool'], (a: Value, map: Value) => contains(map, a)),
  { ...define('_[_]', ['(list(A), int) -> A'], elementOrFail), lenient: true },
  define('_[_]', ['(map(A, B), A) -> B'], entryOrFail),
];

/** To cel-go, what is absent was not selected. */
const foundCost: CallCost = (_, result) => (result === Optional.none ? 0 : 1);

/** Indexing where an optional or a missing entry is no error. */
export const optionalOperators: readonly FunctionDefinition[] = [
  {
    ...define('_[?_]', ['(list(A), int) -> optional(A)', '(map(A, B), A) -> optional(B)'], optionalElement, foundCost),
    lenient: true,
  },
  define(
    '_[?_]',
    ['(optional(list(A)), int) -> optional(A)', '(optional(map(A, B)), A) -> optional(B)'],
    optionalOfOptional,
    foundCost,
  ),
  define(
    '_[_]',
    ['(optional(list(A)), int) -> optional(A)', '(optional(map(A, B)), A) -> optional(B)'],
    optionalOfOptional,
    foundCost,
  ),
];

/** Small ints are added as numbers: while the result is a safe integer, it is exact. */
function add(a: Int, b: Int): Value {
  const sum = typeof a === 'number' && typeof b === 'number' ? a + b : NaN;
  return Number.isSafeInteger(sum) ? sum : intOf(BigInt(a) + BigInt(b));
}

function subtract(a: Int, b: Int): Value {
  const difference = typeof a === 'number' && typeof b === 'number' ? a - b : NaN;
  return Number.isSafeInteger(difference) ? difference : intOf(BigInt(a) - BigInt(b));
}

function multiply(a: Int, b: Int): Value {
  const product = typeof a === 'number' && typeof b === 'number' ? a * b : NaN;
  // A zero with a sign is not an int.
  return Number.isSafeInteger(product) ? product + 0 : intOf(BigInt(a) * BigInt(b));
}

function divisor(value: bigint): bigint {
  return value === 0n ? fail('division by zero') : value;
}

function modulus(value: bigint): bigint {
  return value === 0n ? fail('modulus by zero') : value;
}

function remainder(a: bigint, b: bigint): Value {
  // The quotient of the least int and -1 is no int, and Go refuses the remainder with it.
  if (a === -(2n ** 63n) && b === -1n) return fail('integer overflow');
  return intOf(a % modulus(b));
}

function concatenate(a: string, b: string): Value {
  workString(a.length + b.length);
  return a + b;
}

function concatenateBytes(a: Uint8Array, b: Uint8Array): Value {
  workString(a.length + b.length);
  return Buffer.concat([a, b]);
}

function concatenateLists(a: readonly Value[], b: readonly Value[]): Value {
  workElements(a.length + b.length);
  return [...a, ...b];
}

function elementOrFail(list: readonly Value[], index: Value): Value {
  return elementAt(list, index) ?? fail(`index out of bounds: ${String(numericOf(index))}`);
}

/** cel-go's checker knows no negative durations, but evaluation does. */
function negate(value: Value): Value {
  if (value instanceof Double) return new Double(-value.value);
  if (value instanceof Duration) return new Duration(-value.nanos);
  return isInt(value) ? intOf(-BigInt(value)) : fail('no such overload: -_');
}

/** The element at an index; undefined when there is none. Numbers of any type will do where they are whole. */
export function elementAt(list: readonly Value[], index: Value): Value | undefined {
  const at = numericOf(index);
  if (at === undefined || (typeof at === 'number' && !Number.isInteger(at)))
    return fail('no such overload: a list index must be an int');
  if (!fitsInt(BigInt(at))) return fail(`no such overload: ${at} is no index of a list`);
  const item = list[Number(at)];
  return item === undefined ? undefined : adapt(item);
}

function entryOrFail(map: MapValue | JsonObject, key: Value): Value {
  const found = mapGet(map, key);
  if (found !== undefined) return found;
  const shown = typeof key === 'string' || typeof key === 'boolean' ? key : numericOf(key);
  return fail(
    shown === undefined
      ? 'no such overload: a map cannot have such a key'
      : `no such key: ${String(shown).slice(0, 100)}`,
  );
}

function optionalElement(container: Value, key: Value): Value {
  const found = isMap(container)
    ? mapGet(container, key)
    : isList(container)
      ? elementAt(container, key)
      : fail('no such overload');
  return found === undefined ? Optional.none : new Optional(found);
}

function optionalOfOptional(container: Optional, key: Value): Value {
  return container.value === undefined ? container : optionalElement(container.value, key);
}
