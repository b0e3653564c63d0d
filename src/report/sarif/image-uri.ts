/**
 * A path inside an image as a relative URI reference (RFC 3986): no leading slash, every segment percent-encoded.
 * `..` is resolved here and never above the root: percent-encoding would not keep a reader from climbing.
 */
export function imageUri(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encodeURIComponent(segment.toWellFormed()));
  }
  return segments.join('/');
}
