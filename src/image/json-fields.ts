import { imageError } from './image-error.ts';

/** An object from JSON whose fields have not been looked at. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses bytes as one JSON object of at most `limit` bytes. `what` names the document in messages.
 * @throws SeawallError `malformed-image`
 */
export function parseJsonObject(bytes: Uint8Array, limit: number, what: string): JsonObject {
  if (bytes.length > limit) {
    throw imageError('malformed-image', `${what} is ${bytes.length} bytes long, more than the ${limit} that are read`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw imageError('malformed-image', `${what} is not JSON`, cause);
  }
  if (!isObject(value)) throw imageError('malformed-image', `${what} is not a JSON object`);
  return value;
}

/** A field that may be absent or null; anything but a string is an error, since a guess would change what is scanned. */
export function optionalString(object: JsonObject, field: string, what: string): string | undefined {
  const value = object[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw imageError('malformed-image', `${what}: ${field} is not a string`);
}

/** A list field of at most `limit` items; absent and null (Go's empty slice) give an empty list. */
export function optionalList(object: JsonObject, field: string, limit: number, what: string): unknown[] {
  const value = object[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw imageError('malformed-image', `${what}: ${field} is not a list`);
  if (value.length > limit) {
    throw imageError('malformed-image', `${what}: ${field} has ${value.length} items, more than the ${limit} allowed`);
  }
  return value as unknown[];
}
