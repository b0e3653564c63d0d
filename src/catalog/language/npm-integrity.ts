const digestBytes = new Map([
  ['sha1', 20],
  ['sha256', 32],
  ['sha384', 48],
  ['sha512', 64],
]);
const maxLength = 2048;
const form = /^(sha\d+)-([A-Za-z0-9+/]+={0,2})(?:\?.*)?$/;

/**
 * Subresource Integrity text (`sha512-BASE64?options`, separated by blanks) as `sha512:hex`; what is no digest of a
 * known algorithm is left out. Source: W3C "Subresource Integrity", section 3.
 */
export function integrityHashes(text: string): string[] {
  if (text === '' || text.length > maxLength) return [];
  return text.split(/\s+/).flatMap((part) => {
    const [, algorithm = '', base64 = ''] = form.exec(part) ?? [];
    const digest = Buffer.from(base64, 'base64');
    return digest.length > 0 && digest.length === digestBytes.get(algorithm)
      ? [`${algorithm}:${digest.toString('hex')}`]
      : [];
  });
}
