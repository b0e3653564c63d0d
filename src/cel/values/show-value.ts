import { work } from '../work.ts';
import { adapt, isList, isMap, mapEntries, typeName } from './access.ts';
import { Duration } from './duration.ts';
import { Timestamp } from './timestamp.ts';
import { Double, Opaque, Optional, TypeValue, Uint, type Value } from './value.ts';

/**
 * A value with the types of all its parts, in one notation for equal values: `[int:1,string:61]`, map entries in
 * order, doubles as their bits, strings and bytes in hexadecimal. For comparing engines, not for people.
 */
export function showValue(given: Value): string {
  work(1);
  const value = adapt(given);
  if (value === null) return 'null';
  if (isList(value)) return `[${value.map(showValue).join(',')}]`;
  if (isMap(value)) {
    const entries = Array.from(mapEntries(value), ([key, item]) => `${showValue(key)}=${showValue(item)}`);
    return `{${entries.toSorted((a, b) => (a < b ? -1 : 1)).join(',')}}`;
  }
  if (value instanceof Optional) return value.value === undefined ? 'none' : `optional(${showValue(value.value)})`;
  if (value instanceof Duration) return `duration:${value.nanos}`;
  if (value instanceof Timestamp) return `timestamp:${value.nanos}`;
  if (value instanceof TypeValue) return `type:${value.name}`;
  if (value instanceof Opaque) return `other:${value.typeName}`;
  return `${typeName(value)}:${plain(value)}`;
}

function plain(value: Value): string {
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double) return Number.isNaN(value.value) ? 'nan' : bitsOf(value.value);
  if (typeof value === 'string' || value instanceof Uint8Array) return Buffer.from(value as string).toString('hex');
  return typeof value === 'object' ? '' : String(value);
}

function bitsOf(value: number): string {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  return bits.toString('hex');
}
