import { newEnvironment, type Environment } from '../environment.ts';
import { define, type FunctionDefinition } from '../library/definition.ts';
import { parseDuration } from '../values/duration.ts';
import { intOf } from '../values/int.ts';
import { MapValue } from '../values/map-value.ts';
import { parseTimestamp } from '../values/timestamp.ts';
import { Double, TypeValue, Uint, type Value } from '../values/value.ts';
import { wellKnownMessage } from '../values/well-known.ts';
import {
  listOf,
  mapOf,
  messageType,
  opaqueType,
  showType,
  typeOf,
  types,
  wrapperOf,
  type Type,
} from '../types/type.ts';
import { wrapperTypes } from '../types/well-known.ts';

/** JSON of the conformance data: protobuf's JSON of cel.expr.conformance.test.SimpleTest. */
// oxlint-disable-next-line typescript/no-explicit-any
type Data = any;

/** A case needs a message of a .proto file, which Seawall does not have. */
export class NeedsProtobuf extends Error {}

const primitives: Readonly<Record<string, Type>> = {
  BOOL: types.bool,
  INT64: types.int,
  UINT64: types.uint,
  DOUBLE: types.double,
  STRING: types.string,
  BYTES: types.bytes,
};

function primitive(name: string): Type {
  return primitives[name] ?? needsMessage(name);
}

/** Reads a type. @throws NeedsProtobuf */
export function readCaseType(data: Data): Type {
  if (data.primitive !== undefined) return primitive(data.primitive);
  if (data.wrapper !== undefined) return wrapperOf(primitive(data.wrapper));
  if (data.listType !== undefined) return listOf(readCaseType(data.listType.elemType));
  if (data.mapType !== undefined)
    return mapOf(readCaseType(data.mapType.keyType), readCaseType(data.mapType.valueType));
  if (data.wellKnown !== undefined)
    return data.wellKnown === 'ANY' ? types.any : data.wellKnown === 'DURATION' ? types.duration : types.timestamp;
  if (data.typeParam !== undefined) return { kind: 'param', name: data.typeParam, params: [] };
  if (data.type !== undefined) return typeOf(Object.keys(data.type).length === 0 ? types.dyn : readCaseType(data.type));
  if (data.abstractType !== undefined) {
    const params = (data.abstractType.parameterTypes ?? []).map(readCaseType);
    return data.abstractType.name === 'optional_type'
      ? { kind: 'optional', name: 'optional_type', params }
      : opaqueType(data.abstractType.name, params);
  }
  if (data.messageType !== undefined) return wrapperTypes.get(data.messageType) ?? needsMessage(data.messageType);
  if ('null' in data) return types.null;
  return 'error' in data ? types.error : types.dyn;
}

function needsMessage(name: string): never {
  throw new NeedsProtobuf(name);
}

/** Reads a value. @throws NeedsProtobuf */
export function readCaseValue(data: Data): Value {
  const [[kind, given] = []] = Object.entries<Data>(data);
  switch (kind ?? 'nothing') {
    case 'int64Value':
      return intOf(BigInt(given));
    case 'uint64Value':
      return new Uint(BigInt(given));
    case 'doubleValue':
      return new Double(Number(given));
    case 'bytesValue':
      return Buffer.from(given, 'base64');
    case 'stringValue':
    case 'boolValue':
      return given;
    case 'nullValue':
      return null;
    case 'typeValue':
      return new TypeValue(given);
    case 'listValue':
      return (given.values ?? []).map(readCaseValue);
    case 'mapValue': {
      const map = new MapValue();
      for (const { key, value } of given.entries ?? []) map.add(readCaseValue(key), readCaseValue(value));
      return map;
    }
    case 'objectValue':
      return readMessage(given);
    default:
      throw new NeedsProtobuf(kind ?? 'no value');
  }
}

function readMessage(given: Data): Value {
  const name = String(given['@type']).replace('type.googleapis.com/', '');
  if (name === 'google.protobuf.Timestamp') return parseTimestamp(given.value);
  if (name === 'google.protobuf.Duration') return parseDuration(given.value);
  if (name.endsWith('Struct') || name.endsWith('ListValue') || name.endsWith('.Value')) return fromJson(given.value);
  const type = wrapperTypes.get(name)?.params[0]?.kind;
  if (type === undefined) throw new NeedsProtobuf(name);
  const wrapped: Record<string, () => Value> = {
    int: () => intOf(BigInt(given.value)),
    uint: () => new Uint(BigInt(given.value)),
    double: () => new Double(Number(given.value)),
    bytes: () => Buffer.from(given.value, 'base64'),
  };
  return wellKnownMessage(name, new Map([['value', wrapped[type]?.() ?? given.value]]));
}

function fromJson(given: Data): Value {
  if (typeof given === 'number') return new Double(given);
  if (Array.isArray(given)) return given.map(fromJson);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, fromJson(value)]));
}

/** The environment that a case declares. @throws NeedsProtobuf */
export function readCaseEnvironment(data: Data): Environment {
  const declared: Data[] = data.typeEnv ?? [];
  const variables = new Map<string, Type>();
  for (const name of Object.keys(data.bindings ?? {})) variables.set(name, types.dyn);
  const functions: FunctionDefinition[] = [];
  for (const { name, ident, function: fn } of declared) {
    if (ident !== undefined) variables.set(name, readCaseType(ident.type));
    for (const overload of fn?.overloads ?? []) {
      const params = (overload.params ?? []).map(readCaseType).map(showType);
      const result = showType(readCaseType(overload.resultType));
      const signature = overload.isInstanceFunction
        ? `${params[0]}.(${params.slice(1)}) -> ${result}`
        : `(${params}) -> ${result}`;
      functions.push(define(name, [signature], () => null));
    }
  }
  return newEnvironment({ variables, functions, container: data.container ?? '', messages: messagesOf(data) });
}

/** Messages of the suite that only have to exist. */
function messagesOf(data: Data): Type[] {
  return JSON.stringify(data).includes('TestAllTypes') ? [] : [messageType('cel.expr.conformance.Empty')];
}
