import { asList, asRecord, asText } from '../language/json-value.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An object with its optional text members, absent ones left out: `{ name?: string }`. */
export function textFields<Name extends string>(fields: Fields, names: readonly Name[]): { [Key in Name]?: string } {
  const found: { [Key in Name]?: string } = {};
  for (const name of names) {
    const text = asText(fields[name]);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

/** The objects of a list, with their places in it; what is no object is reported. */
export function records(value: unknown, report: (index: number) => void): { fields: Fields; index: number }[] {
  const found: { fields: Fields; index: number }[] = [];
  for (const [index, entry] of asList(value).entries()) {
    const fields = asRecord(entry);
    if (fields === undefined) report(index);
    else found.push({ fields, index });
  }
  return found;
}

/** Name and value pairs by name. */
export function grouped(pairs: Iterable<readonly [name: string, value: string]>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of pairs) addTo(found, name, value);
  return found;
}

/** Adds a value to the list under a key. */
export function addTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** A hash as in `Package.hashes`: `SHA-512` of CycloneDX and `SHA512` of SPDX are `sha512`; undefined when it is none. */
export function hashOf(algorithm: unknown, content: unknown): string | undefined {
  const name = asText(algorithm)?.toLowerCase().replace(/^sha-/, 'sha');
  const hex = asText(content)?.toLowerCase();
  if (name === undefined || hex === undefined) return undefined;
  return /^[a-z0-9-]{2,16}$/.test(name) && /^[0-9a-f]{2,256}$/.test(hex) ? `${name}:${hex}` : undefined;
}
