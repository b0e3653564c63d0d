/** The kinds of types that the checker tells apart. */
export type TypeKind =
  | 'dyn'
  | 'error'
  | 'any'
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'list'
  | 'map'
  | 'type'
  | 'optional'
  | 'opaque'
  | 'message'
  | 'wrapper'
  | 'param';

/** A type of the checker. */
export interface Type {
  readonly kind: TypeKind;
  /** As it is written: `int`, `kubernetes.Quantity`, `T`; of lists and maps without their parameters. */
  readonly name: string;
  /** Element of a list, key and value of a map, the type of a type, what a wrapper wraps. */
  readonly params: readonly Type[];
  /** Fields of a message that are known; undefined when any may be there. */
  readonly fields?: ReadonlyMap<string, Field>;
}

/** A field of a message type. */
export interface Field {
  readonly type: Type;
  /** Its name in the data, where that is not an identifier of CEL. */
  readonly key: string;
}

function simple(kind: TypeKind, name: string = kind): Type {
  return { kind, name, params: [] };
}

/** The types without parameters, by the name an expression has for them. */
export const types = {
  dyn: simple('dyn'),
  error: simple('error'),
  any: simple('any', 'google.protobuf.Any'),
  null: simple('null', 'null_type'),
  bool: simple('bool'),
  int: simple('int'),
  uint: simple('uint'),
  double: simple('double'),
  string: simple('string'),
  bytes: simple('bytes'),
  timestamp: simple('timestamp', 'google.protobuf.Timestamp'),
  duration: simple('duration', 'google.protobuf.Duration'),
} as const;

/** A list of an element type. */
export function listOf(element: Type): Type {
  return { kind: 'list', name: 'list', params: [element] };
}

/** A map of a key and a value type. */
export function mapOf(key: Type, value: Type): Type {
  return { kind: 'map', name: 'map', params: [key, value] };
}

/** An optional value of a type. */
export function optionalOf(type: Type): Type {
  return { kind: 'optional', name: 'optional_type', params: [type] };
}

/** The type of a type. */
export function typeOf(type: Type): Type {
  return { kind: 'type', name: 'type', params: [type] };
}

/** The wrapper of a primitive, which may be null. */
export function wrapperOf(type: Type): Type {
  return { kind: 'wrapper', name: 'wrapper', params: [type] };
}

/** A message type; without fields, any field may be there and is dyn. */
export function messageType(name: string, fields?: ReadonlyMap<string, Field>): Type {
  return fields === undefined ? simple('message', name) : { kind: 'message', name, params: [], fields };
}

/** A library's own type. */
export function opaqueType(name: string, params: readonly Type[] = []): Type {
  return { kind: 'opaque', name, params };
}

/** A type as error messages show it. */
export function showType(type: Type): string {
  if (type.kind === 'type' && (type.params.length === 0 || type.params[0]?.kind === 'dyn')) return 'type';
  const name = type.kind === 'null' ? 'null' : type.name;
  return type.params.length === 0 ? name : `${name}(${type.params.map(showType).join(', ')})`;
}
