import { fail, noOverload } from '../failure.ts';
import { work } from '../work.ts';
import { adapt, isMap, mapEntries, mapGet, mapSize, typeName } from './access.ts';
import { Duration } from './duration.ts';
import type { MapValue } from './map-value.ts';
import { Message } from './message.ts';
import { Timestamp } from './timestamp.ts';
import { Double, Opaque, Optional, TypeValue, Uint, type JsonObject, type Value } from './value.ts';

/** The number behind an int, uint or double; undefined for anything else. JavaScript compares the two kinds exactly. */
export function numericOf(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof Double || value instanceof Uint ? value.value : undefined;
}

/** Order of two numbers; NaN when a NaN is among them. As in cel-go, an int beside a double is rounded to a double. */
function compareNumbers(a: Value, b: Value): number | undefined {
  const left = numericOf(a);
  const right = numericOf(b);
  if (left === undefined || right === undefined) return undefined;
  const [x, y] = a instanceof Double || b instanceof Double ? [Number(left), Number(right)] : [left, right];
  // oxlint-disable-next-line eslint/eqeqeq -- a number and a bigint are never ===
  return x < y ? -1 : x > y ? 1 : x == y ? 0 : NaN;
}

/** Equality of CEL: numbers across types by value, lists and maps by element, anything else of another type unequal. */
export function equals(a: Value, b: Value): boolean {
  if (typeof a === 'string' || typeof a === 'boolean' || a === null) return a === b;
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (numericOf(a) !== undefined) return compareNumbers(a, b) === 0;
  work(1);
  return equalObjects(a, b);
}

function equalObjects(a: Value, b: Value): boolean {
  if (typeof b !== 'object' || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b);
  if (isMap(a)) return isMap(b) && equalMaps(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof Timestamp || a instanceof Duration)
    return b.constructor === a.constructor && a.nanos === (b as Duration).nanos;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Optional) return b instanceof Optional && equalOptionals(a, b);
  if (a instanceof Opaque) return b instanceof Opaque && a.typeName === b.typeName && a.equals(b);
  return a instanceof Message && b instanceof Message && equalMessages(a, b);
}

function equalLists(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  work(a.length);
  return a.every((item, index) => equals(adapt(item), adapt(b[index] as Value)));
}

function equalMaps(a: MapValue | JsonObject, b: MapValue | JsonObject): boolean {
  if (mapSize(a) !== mapSize(b)) return false;
  work(mapSize(a));
  for (const [key, value] of mapEntries(a)) {
    const other = mapGet(b, key);
    if (other === undefined || !equals(value, other)) return false;
  }
  return true;
}

function equalOptionals(a: Optional, b: Optional): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return equals(a.value, b.value);
}

function equalMessages(a: Message, b: Message): boolean {
  if (a.typeName !== b.typeName || a.fields.size !== b.fields.size) return false;
  for (const [field, value] of a.fields) {
    const other = b.fields.get(field);
    if (other === undefined || !equals(value, other)) return false;
  }
  return true;
}

/** Order of two values: below, at or above 0; NaN when a NaN is among them. @throws Failure for types without order */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  const numbers = compareNumbers(a, b);
  if (numbers !== undefined) return numbers;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration))
    return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  return noOverload();
}

/** Refuses to sort what is not all of one type. @throws Failure */
export function wantOneType(values: readonly Value[]): void {
  const [first] = values;
  if (first === undefined) return;
  compare(first, first);
  const name = typeName(first);
  if (values.some((value) => typeName(value) !== name)) fail('list elements must have the same type');
}

/** By code point. UTF-16 units order alike but where one has a surrogate and the other is U+E000 or above. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === length) return a.length - b.length;
  const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
  const surrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
  if (surrogate(x) !== surrogate(y)) return surrogate(x) ? (y >= 0xe000 ? 1 : x - y) : x >= 0xe000 ? -1 : x - y;
  return x - y;
}

/** Whether a list holds an element equal to the value, or a map has it as a key. @throws Failure for anything else */
export function contains(container: Value, value: Value): boolean {
  if (Array.isArray(container)) {
    for (const item of container as readonly Value[]) if (equals(value, adapt(item))) return true;
    return false;
  }
  if (isMap(container)) return mapGet(container, value) !== undefined;
  return noOverload();
}
