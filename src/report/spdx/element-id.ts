import { createHash } from 'node:crypto';

/**
 * An identifier of letters, digits, `.` and `-`, as SPDX allows: what can be read of the text, and a hash where that is
 * not all of it, so that different texts have different identifiers. Source: SPDX 2.3, section 7.2.
 */
export function elementId(prefix: string, text: string): string {
  const readable = text.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 64);
  return readable === text ? `${prefix}-${readable}` : hashedId(prefix, readable, text);
}

/** The same where the readable part is a name of what `text` alone tells apart. */
export function hashedId(prefix: string, name: string, text: string): string {
  const readable = name.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 64);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return [prefix, readable.replace(/^-+|-+$/g, ''), hash].filter((part) => part !== '').join('-');
}
