import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What a server says that a file should hash to. */
export interface Checksum {
  algorithm: 'sha256' | 'md5' | 'crc32c';
  /** Lower-case hexadecimal. */
  value: string;
}

const lengths = { sha256: 32, md5: 16, crc32c: 4 } as const;
const byStrength = ['sha256', 'md5', 'crc32c'] as const;

/**
 * The strongest checksum of the whole file in the headers of a response: `Repr-Digest` (RFC 9530, section 3) and
 * `x-goog-hash` of Google Cloud Storage. They guard against damage on the way, not against whoever sends them.
 */
export function checksumOfHeaders(headers: ReadonlyMap<string, string>): Checksum | undefined {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of (headers.get('repr-digest') ?? '').matchAll(
    /([\w-]{1,20})=:([\w+/=]{1,200}):/g,
  )) {
    found.set(name.toLowerCase() === 'sha-256' ? 'sha256' : name.toLowerCase(), value);
  }
  // Stored compressed and sent unpacked, the sum would be that of other bytes.
  const storedAs = headers.get('x-goog-stored-content-encoding') ?? 'identity';
  if (storedAs === (headers.get('content-encoding') ?? 'identity')) {
    for (const part of (headers.get('x-goog-hash') ?? '').split(',')) {
      const [, name, value] = /^\s*(md5|crc32c)=([\w+/=]{1,200})\s*$/.exec(part) ?? [];
      if (name !== undefined && value !== undefined) found.set(name, value);
    }
  }
  for (const algorithm of byStrength) {
    const bytes = Buffer.from(found.get(algorithm) ?? '', 'base64');
    if (bytes.length === lengths[algorithm]) return { algorithm, value: bytes.toString('hex') };
  }
  return undefined;
}

/** The checksum in a file of `sha256sum`'s form, alone or before a name. */
export function checksumOfText(text: string): Checksum | undefined {
  const [, value] = /^\s*\\?([0-9a-f]{64})(?:\s|$)/i.exec(text) ?? [];
  return value === undefined ? undefined : { algorithm: 'sha256', value: value.toLowerCase() };
}

/** Hashes a file, a piece at a time; lower-case hexadecimal. */
export async function hashFile(path: string, algorithm: Checksum['algorithm']): Promise<string> {
  const chunks = createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  if (algorithm === 'crc32c') {
    let sum = 0;
    for await (const chunk of chunks) sum = crc32c(chunk, sum);
    return sum.toString(16).padStart(8, '0');
  }
  const hash = createHash(algorithm);
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** CRC-32C (Castagnoli, RFC 3720 appendix B.4), continued from `sum`. */
export function crc32c(bytes: Uint8Array, sum = 0): number {
  let value = ~sum;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
