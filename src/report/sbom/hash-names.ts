/** A hash of a package with the names that the formats give its algorithm. */
export interface NamedHash {
  cyclonedx: string;
  spdx: string;
  /** Lower-case hexadecimal. */
  content: string;
}

/** Algorithms that both formats know: the name in `Package.hashes`, in CycloneDX 1.6, in SPDX 2.3, and the length in bytes. */
const algorithms: readonly (readonly [ours: string, cyclonedx: string, spdx: string, bytes: number])[] = [
  ['md5', 'MD5', 'MD5', 16],
  ['sha1', 'SHA-1', 'SHA1', 20],
  ['sha256', 'SHA-256', 'SHA256', 32],
  ['sha384', 'SHA-384', 'SHA384', 48],
  ['sha512', 'SHA-512', 'SHA512', 64],
  ['sha3-256', 'SHA3-256', 'SHA3-256', 32],
  ['sha3-384', 'SHA3-384', 'SHA3-384', 48],
  ['sha3-512', 'SHA3-512', 'SHA3-512', 64],
  ['blake2b-256', 'BLAKE2b-256', 'BLAKE2b-256', 32],
  ['blake2b-384', 'BLAKE2b-384', 'BLAKE2b-384', 48],
  ['blake2b-512', 'BLAKE2b-512', 'BLAKE2b-512', 64],
  ['blake3', 'BLAKE3', 'BLAKE3', 32],
];
const byName = new Map(algorithms.map((row) => [row[0], row]));

/** Sorts hashes, `algorithm:hex`, into those that the formats can say and the rest. */
export function namedHashes(hashes: readonly string[] = []): { named: NamedHash[]; others: string[] } {
  const named: NamedHash[] = [];
  const others: string[] = [];
  for (const hash of hashes) {
    const [, name = '', content = ''] = /^([^:]+):([0-9a-f]+)$/.exec(hash) ?? [];
    const [, cyclonedx, spdx, bytes] = byName.get(name) ?? [];
    const fits = bytes !== undefined && content.length === 2 * bytes;
    if (fits && cyclonedx !== undefined && spdx !== undefined) named.push({ cyclonedx, spdx, content });
    else others.push(hash);
  }
  return { named, others };
}
