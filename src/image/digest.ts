import { createHash, timingSafeEqual } from 'node:crypto';
import { imageError } from './image-error.ts';

const lengths = new Map([
  ['sha256', 64],
  ['sha512', 128],
]);

/** True for a digest of the OCI image specification (descriptor.md, "Digests") in an algorithm that we can verify. */
export function isDigest(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const colon = text.indexOf(':');
  const hex = text.slice(colon + 1);
  return lengths.get(text.slice(0, colon)) === hex.length && /^[0-9a-f]*$/.test(hex);
}

/** The algorithm of a digest: `sha256` or `sha512`, as `createHash` takes it. */
export function digestAlgorithm(digest: string): string {
  return digest.slice(0, digest.indexOf(':'));
}

/** Digest of bytes, such as `sha256:…`. */
export function digestOf(bytes: Uint8Array, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/**
 * Checks bytes against the digest by which they were asked for. `what` names them in the message.
 * @throws SeawallError `digest-mismatch`
 */
export function verifyDigest(bytes: Uint8Array, digest: string, what: string): void {
  const found = digestOf(bytes, digestAlgorithm(digest));
  if (found.length === digest.length && timingSafeEqual(Buffer.from(found), Buffer.from(digest))) return;
  throw imageError('digest-mismatch', `${what} should be ${digest}, but its bytes are ${found}: fetch it again`);
}
