import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleError } from './bundle-error.ts';

/** A public key that bundles may be signed with. */
export interface TrustedKey {
  /** SHA-256 of the key's SPKI form, lower-case hexadecimal: what sequence numbers are kept by. */
  id: string;
  key: KeyObject;
}

/** What is signed begins with it, so that a signature made for something else is never one of a bundle. */
const context = Buffer.from('seawall bundle v1\n');

/** The private key to sign with: Ed25519, PKCS#8 in PEM. @throws SeawallError */
export function signingKey(file: string): KeyObject {
  const key = parseKey(file, 'PRIVATE', createPrivateKey);
  if (key !== undefined) return key;
  const how = 'openssl genpkey -algorithm ed25519 makes one';
  throw bundleError('bundle-key', `${file}: not a private Ed25519 key in PEM; ${how}`);
}

/** The public keys to trust: one file, or every file of the folder where there is none given. @throws SeawallError */
export function trustedKeys(file: string | undefined, folder: string): TrustedKey[] {
  const files = file === undefined ? filesOf(folder) : [file];
  if (files.length === 0) {
    const advice = `name the public key of who made it with --trusted-key, or put it into ${folder}`;
    throw bundleError('bundle-key', `no key is trusted to sign bundles: ${advice}`);
  }
  return files.map((path) => {
    const key = parseKey(path, 'PUBLIC', createPublicKey);
    if (key === undefined) throw bundleError('bundle-key', `${path}: not a public Ed25519 key in PEM`);
    return { id: keyId(key), key };
  });
}

/** Identifies a key, also by its private half. */
export function keyId(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(half.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Signs the bytes of a manifest: Ed25519 (RFC 8032), 64 bytes. */
export function signManifest(manifest: Buffer, key: KeyObject): Buffer {
  return sign(null, Buffer.concat([context, manifest]), key);
}

/** The trusted key that the signature was made with; undefined when it is none of them. */
export function signerOf(manifest: Buffer, signature: Buffer, keys: readonly TrustedKey[]): TrustedKey | undefined {
  const signed = Buffer.concat([context, manifest]);
  return keys.find(({ key }) => signature.length === 64 && verify(null, signed, key, signature));
}

function filesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => join(folder, name));
  } catch {
    // Not made yet: nobody is trusted.
    return [];
  }
}

function parseKey(file: string, kind: 'PUBLIC' | 'PRIVATE', parse: (pem: string) => KeyObject): KeyObject | undefined {
  let pem: string;
  try {
    pem = readFileSync(file, 'latin1');
  } catch (cause) {
    throw bundleError('bundle-key', `cannot read the key file ${file}`, cause);
  }
  if (!pem.includes(`-----BEGIN ${kind} KEY-----`)) return undefined;
  try {
    const key = parse(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
