import { listOf, mapOf, messageType, types, wrapperOf, type Field, type Type } from './type.ts';

const maxDepth = 100;
const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const escapes: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/**
 * The type that a JSON Schema, or a schema of OpenAPI 3 as Kubernetes writes it, declares: strings with the formats
 * `byte`, `date-time`, `date` and `duration` are still strings, because JSON carries them as such; what has
 * `x-kubernetes-int-or-string` or no type is dyn; `nullable` primitives may be null.
 * Whatever a schema leaves open is dyn, so that a check never refuses what evaluation would accept.
 */
export function typeFromSchema(schema: unknown, name = 'object', depth = 0): Type {
  if (!isObject(schema) || depth > maxDepth || schema['x-kubernetes-int-or-string'] === true) return types.dyn;
  const { type, nullable } = schema;
  if (type === 'object') return objectType(schema, name, depth);
  if (type === 'array') return listOf(typeFromSchema(schema['items'], `${name}.items`, depth + 1));
  const primitive = primitiveType(type);
  return nullable === true && primitive.kind !== 'dyn' ? wrapperOf(primitive) : primitive;
}

function primitiveType(type: unknown): Type {
  if (type === 'string') return types.string;
  if (type === 'boolean') return types.bool;
  if (type === 'integer') return types.int;
  return type === 'number' ? types.double : types.dyn;
}

function objectType(schema: Readonly<Record<string, unknown>>, name: string, depth: number): Type {
  const { properties, additionalProperties } = schema;
  if (isObject(additionalProperties))
    return mapOf(types.string, typeFromSchema(additionalProperties, `${name}.values`, depth + 1));
  if (!isObject(properties) || schema['x-kubernetes-preserve-unknown-fields'] === true)
    return mapOf(types.string, types.dyn);
  const fields = new Map<string, Field>();
  for (const [key, property] of Object.entries(properties)) {
    const field = escapeField(key);
    if (field !== undefined) fields.set(field, { key, type: typeFromSchema(property, `${name}.${key}`, depth + 1) });
  }
  return messageType(name, fields);
}

/**
 * The name that Kubernetes gives a property in CEL: `foo-bar` is `foo__dash__bar`, reserved words are `__in__`;
 * undefined for a name that it cannot reach.
 */
export function escapeField(key: string): string | undefined {
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(key)) return undefined;
  return reserved.has(key) ? `__${key}__` : key.replaceAll(/__|[./-]/g, (part) => escapes[part] ?? part);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
