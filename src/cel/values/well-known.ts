import { fail, noOverload } from '../failure.ts';
import { isInt } from './int.ts';
import { Duration } from './duration.ts';
import { MapValue } from './map-value.ts';
import { Timestamp } from './timestamp.ts';
import { Double, Uint, type Value } from './value.ts';

type Convert = (value: Value) => Value;

const int = (bits: bigint): Convert => {
  const limit = 2n ** (bits - 1n);
  return (value) => {
    if (!isInt(value)) return noOverload();
    return value >= -limit && value < limit ? value : fail('range error: the value does not fit the field');
  };
};
const uint = (bits: bigint): Convert => {
  return (value) => {
    if (!(value instanceof Uint)) return noOverload();
    return value.value < 2n ** bits ? value : fail('range error: the value does not fit the field');
  };
};
const only = (test: (value: Value) => boolean): Convert => {
  return (value) => (test(value) ? value : noOverload());
};
const single: Convert = (value) => (value instanceof Double ? new Double(Math.fround(value.value)) : noOverload());

/** The wrappers of google.protobuf: an empty one, and what its field takes. */
const wrappers: ReadonlyMap<string, { empty: Value; convert: Convert }> = new Map([
  ['google.protobuf.BoolValue', { empty: false, convert: only((value) => typeof value === 'boolean') }],
  ['google.protobuf.BytesValue', { empty: new Uint8Array(), convert: only((value) => value instanceof Uint8Array) }],
  ['google.protobuf.DoubleValue', { empty: new Double(0), convert: only((value) => value instanceof Double) }],
  ['google.protobuf.FloatValue', { empty: new Double(0), convert: single }],
  ['google.protobuf.Int32Value', { empty: 0, convert: int(32n) }],
  ['google.protobuf.Int64Value', { empty: 0, convert: int(64n) }],
  ['google.protobuf.StringValue', { empty: '', convert: only((value) => typeof value === 'string') }],
  ['google.protobuf.UInt32Value', { empty: new Uint(0n), convert: uint(32n) }],
  ['google.protobuf.UInt64Value', { empty: new Uint(0n), convert: uint(64n) }],
]);
const others = new Set([
  'google.protobuf.Duration',
  'google.protobuf.ListValue',
  'google.protobuf.Struct',
  'google.protobuf.Timestamp',
  'google.protobuf.Value',
]);
const valueFields = new Set(['bool_value', 'number_value', 'string_value', 'list_value', 'struct_value', 'null_value']);

/** Whether CEL gives a message of protobuf a value of its own. */
export function isWellKnown(name: string): boolean {
  return wrappers.has(name) || others.has(name);
}

/** The value that constructing a well-known message gives. @throws Failure for fields that it has not */
export function wellKnownMessage(name: string, fields: ReadonlyMap<string, Value>): Value {
  const wrapper = wrappers.get(name);
  if (wrapper !== undefined) {
    const value = onlyFields(fields, new Set(['value'])).get('value');
    return value === undefined ? wrapper.empty : wrapper.convert(value);
  }
  if (name === 'google.protobuf.Struct') return onlyFields(fields, new Set(['fields'])).get('fields') ?? new MapValue();
  if (name === 'google.protobuf.ListValue') return onlyFields(fields, new Set(['values'])).get('values') ?? [];
  if (name === 'google.protobuf.Value') return dynamicValue(onlyFields(fields, valueFields));
  const given = onlyFields(fields, new Set(['seconds', 'nanos']));
  const [seconds = 0, nanos = 0] = [given.get('seconds'), given.get('nanos')];
  if (!isInt(seconds) || !isInt(nanos)) return noOverload();
  const total = BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
  return name === 'google.protobuf.Duration' ? new Duration(total) : new Timestamp(total);
}

function onlyFields(fields: ReadonlyMap<string, Value>, known: ReadonlySet<string>): ReadonlyMap<string, Value> {
  for (const field of fields.keys()) if (!known.has(field)) fail(`no such field '${field}'`);
  return fields;
}

function dynamicValue(fields: ReadonlyMap<string, Value>): Value {
  const [first] = fields;
  if (first === undefined) return null;
  return first[0] === 'null_value' ? null : first[1];
}
