/** The lines of a text file without their ends (LF or CRLF) and without a byte order mark. */
export function textLines(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
}
