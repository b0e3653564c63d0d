import { fail } from '../failure.ts';
import { MapValue } from './map-value.ts';
import { Message } from './message.ts';
import { Double, Opaque, Optional, TypeValue, Uint, type JsonObject, type Value } from './value.ts';
import { Duration } from './duration.ts';
import { Timestamp } from './timestamp.ts';

/** Whether a value is a list. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is a map as JSON brings it: an object that is none of the engine's own. */
export function isJsonObject(value: Value): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether a value is a map. */
export function isMap(value: Value): value is MapValue | JsonObject {
  return value instanceof MapValue || isJsonObject(value);
}

/**
 * A value taken out of a container that may have come from outside: numbers with a fraction become doubles, bigints
 * small enough become numbers, what CEL has no value for is an error.
 */
export function adapt(value: Value): Value {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? value : adaptNumber(value);
    case 'bigint':
      return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
    case 'object':
    case 'string':
    case 'boolean':
      return value;
    case 'undefined':
    case 'function':
    case 'symbol':
      return fail('unsupported value');
  }
}

function adaptNumber(value: number): Value {
  // JSON.parse rounds integers beyond 2^53; one within 64 bits is an int all the same.
  if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63) return BigInt(value);
  return new Double(value);
}

/** The value of a map's key, or undefined. */
export function mapGet(map: MapValue | JsonObject, key: Value): Value | undefined {
  if (map instanceof MapValue) return map.get(key);
  return typeof key === 'string' && Object.hasOwn(map, key) ? adapt(map[key] as Value) : undefined;
}

/** The number of a map's entries. */
export function mapSize(map: MapValue | JsonObject): number {
  return map instanceof MapValue ? map.size : Object.keys(map).length;
}

/** The keys of a map. */
export function mapKeys(map: MapValue | JsonObject): readonly Value[] {
  return map instanceof MapValue ? Array.from(map.entries(), ([key]) => key) : Object.keys(map);
}

/** The entries of a map. */
export function mapEntries(map: MapValue | JsonObject): Iterable<readonly [Value, Value]> {
  return map instanceof MapValue ? map.entries() : Object.keys(map).map((key) => [key, adapt(map[key] as Value)]);
}

/** The name of the type of a value, as `type()` shows it. */
export function typeName(value: Value): string {
  if (value === null) return 'null_type';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value !== 'object') return 'int';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Double) return 'double';
  if (value instanceof Uint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof Optional) return 'optional_type';
  if (value instanceof TypeValue) return 'type';
  if (value instanceof Opaque || value instanceof Message) return value.typeName;
  return isMap(value) ? 'map' : fail('unsupported value');
}
