import { fail } from '../failure.ts';
import { adapt, isList, isMap, mapSize } from '../values/access.ts';
import { Duration } from '../values/duration.ts';
import { Timestamp } from '../values/timestamp.ts';
import { Double, Optional, Uint, type Value } from '../values/value.ts';
import { workElements } from '../work.ts';
import { define, type FunctionDefinition } from './definition.ts';
import { elementAt, optionalOperators } from './operators.ts';

/** The optional library. `optMap`, `optFlatMap` and `or`-like methods that must not evaluate their argument are nodes. */
export const optional: readonly FunctionDefinition[] = [
  ...optionalOperators,
  define('optional.of', ['(A) -> optional(A)'], (value: Value) => new Optional(value)),
  define('optional.ofNonZeroValue', ['(A) -> optional(A)'], (value: Value) =>
    isZero(value) ? Optional.none : new Optional(value),
  ),
  define('optional.none', ['() -> optional(A)'], () => Optional.none),
  define('hasValue', ['optional(A).() -> bool'], ({ value }: Optional) => value !== undefined),
  define(
    'value',
    ['optional(A).() -> A'],
    ({ value }: Optional) => value ?? (value === null ? null : fail('optional.none() dereference')),
  ),
  define('or', ['optional(A).(optional(A)) -> optional(A)'], (a: Optional, b: Optional) =>
    a.value === undefined ? b : a,
  ),
  define('orValue', ['optional(A).(A) -> A'], (a: Optional, b: Value) => (a.value === undefined ? b : a.value)),
  define('optional.unwrap', ['(list(optional(A))) -> list(A)'], unwrapAll),
  define('unwrapOpt', ['list(optional(A)).() -> list(A)'], unwrapAll),
  define('first', ['list(A).() -> optional(A)'], (list: readonly Value[]) => optionalAt(list, 0)),
  define('last', ['list(A).() -> optional(A)'], (list: readonly Value[]) => optionalAt(list, list.length - 1)),
];

function optionalAt(list: readonly Value[], index: number): Value {
  const found = elementAt(list, index);
  return found === undefined ? Optional.none : new Optional(found);
}

function unwrapAll(list: readonly Value[]): Value {
  workElements(list.length);
  return list.flatMap((item) => {
    const given = adapt(item);
    if (!(given instanceof Optional)) return fail('no such overload: unwrap takes a list of optionals');
    return given.value === undefined ? [] : [given.value];
  });
}

function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return true;
  if (value instanceof Double || value instanceof Uint) return Number(value.value) === 0;
  if (value instanceof Duration) return value.nanos === 0n;
  if (value instanceof Timestamp) return value.nanos === -62_135_596_800_000_000_000n;
  if (isList(value) || value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Optional) return value.value === undefined;
  return isMap(value) && mapSize(value) === 0;
}
