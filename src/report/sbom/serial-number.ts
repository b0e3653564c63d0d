import { createHash } from 'node:crypto';
import type { Finding, ScanResult } from '#model';

/**
 * A serial number that the same content always gets and other content never: a UUID of version 8 (made by the
 * maker's own rule) from the SHA-256 of what goes into the document. Source: RFC 9562, section 5.8.
 */
export function serialNumber(result: ScanResult, shown: readonly Finding[]): string {
  const { packages, findings: _, suppressed, ...rest } = result;
  const digest = createHash('sha256').update(JSON.stringify(rest));
  for (const list of [packages, shown, suppressed]) {
    digest.update(`\n${list.length}\n`);
    for (const entry of list) digest.update(JSON.stringify(entry));
  }
  return `urn:uuid:${uuidOf(digest.digest('hex'))}`;
}

function uuidOf(hex: string): string {
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const fields = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20)];
  return [...fields, hex.slice(20, 32)].join('-');
}
