const hexDigits = { sha1: 40, sha256: 64, sha512: 128 };

/** Hash functions that lock files and metadata use. */
export type HashAlgorithm = keyof typeof hexDigits;

/** `algorithm:hex` of a hash in hexadecimal; undefined when the text is none. */
export function hexHash(algorithm: HashAlgorithm, text: string | undefined): string | undefined {
  if (text?.length !== hexDigits[algorithm] || !/^[0-9a-f]+$/i.test(text)) return undefined;
  return `${algorithm}:${text.toLowerCase()}`;
}

/** `algorithm:hex` of a hash in base64; undefined when the text is none. */
export function base64Hash(algorithm: HashAlgorithm, text: string | undefined): string | undefined {
  if (text === undefined || text.length > 100 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  return hexHash(algorithm, Buffer.from(text, 'base64').toString('hex'));
}
