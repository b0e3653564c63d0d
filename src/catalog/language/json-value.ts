/**
 * An object of parsed JSON, YAML or TOML; undefined for anything else, lists included. Reading a key that the file
 * does not have gives undefined or something that none of these readers takes: what objects inherit are functions, and
 * `Object.prototype` itself (`__proto__`), which is refused here.
 */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value === Object.prototype)
    return undefined;
  return value as Readonly<Record<string, unknown>>;
}

/** The text; undefined for anything else, the empty text included: no field that is read here means something empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The list; empty for anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
