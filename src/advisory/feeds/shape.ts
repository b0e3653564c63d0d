// Reads single fields of parsed JSON from strangers: the value when it has the wanted shape, else nothing.

/** Plain object, not an array. */
export function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Array, or an empty one. */
export function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Non-empty string without control characters, of bounded length. */
export function textOf(value: unknown, maxLength = 512): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > maxLength) return undefined;
  return /[\x00-\x1f\x7f]/.test(value) ? undefined : value;
}

/** The texts of an array. */
export function textsOf(value: unknown): string[] {
  return arrayOf(value).flatMap((item) => textOf(item) ?? []);
}

/** First line of a longer text, at most `length` characters, for titles. */
export function titleOf(value: unknown, length = 200): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .slice(0, 4 * length)
    .replace(/[\x00-\x1f\x7f]+/g, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
