import { exceed, fail } from '../failure.ts';
import { work } from '../work.ts';
import { adapt, isMap, mapEntries } from './access.ts';
import { Duration, formatDuration } from './duration.ts';
import { Message } from './message.ts';
import { formatTimestamp, Timestamp } from './timestamp.ts';
import { Double, Opaque, Optional, TypeValue, Uint, type Value } from './value.ts';

/** JSON as `JSON.stringify` takes it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const maxJsonDepth = 500;

/**
 * A value as JSON, as the specification maps it to google.protobuf.Value: ints that a double cannot hold exactly and
 * doubles that are not numbers become strings, bytes base64, durations `1.5s`, timestamps RFC 3339, map keys strings,
 * types their names; an empty optional becomes null.
 * @throws Failure `limit` for a value nested too deep
 */
export function jsonOf(value: Value, depth = 0): Json {
  if (depth > maxJsonDepth) exceed(`the value is nested deeper than ${maxJsonDepth}`);
  work(1);
  const given = adapt(value);
  if (given === null || typeof given === 'boolean' || typeof given === 'string' || typeof given === 'number')
    return given;
  if (typeof given === 'bigint') return String(given);
  if (Array.isArray(given)) return (given as readonly Value[]).map((item) => jsonOf(item, depth + 1));
  return scalarJson(given) ?? objectJson(given, depth);
}

function scalarJson(value: Value): Json | undefined {
  if (value instanceof Double) return Number.isFinite(value.value) ? value.value : String(value.value);
  if (value instanceof Uint) return value.value <= 9007199254740991n ? Number(value.value) : String(value.value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof TypeValue) return value.name;
  return value instanceof Opaque ? value.text() : undefined;
}

function objectJson(value: Value, depth: number): Json {
  if (value instanceof Optional) return value.value === undefined ? null : jsonOf(value.value, depth + 1);
  if (!isMap(value) && !(value instanceof Message)) return fail('a value that JSON cannot hold');
  const made: { [key: string]: Json } = Object.create(null);
  for (const [key, item] of value instanceof Message ? value.fields : mapEntries(value))
    made[keyText(key)] = jsonOf(item, depth + 1);
  return made;
}

function keyText(key: Value): string {
  const plain = key instanceof Uint ? key.value : key;
  return typeof plain === 'object' ? fail('a key that JSON cannot hold') : String(plain);
}
