/** A path inside an image as a relative URI reference: no leading slash, every segment percent-encoded (RFC 3986). */
export function imageUri(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join('/');
}
