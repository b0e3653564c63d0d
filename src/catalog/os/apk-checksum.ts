const sha1Bytes = 20;
const sha256Bytes = 32;

/**
 * A checksum of apk's database as `algorithm:hex`; undefined when it is none.
 * `Q` is base64, `X` hex; `1` is SHA-1, `2` SHA-256. apk 3 also writes a SHA-256 as if it were a SHA-1, in two runs of
 * the encoding: 20 bytes, then the other 12, so that apk 2 can read it. Bare hex is MD5, from before there were prefixes.
 * Source: apk-tools, `apk_blob_pull_digest`.
 */
export function apkChecksum(value: string): string | undefined {
  if (/^[0-9a-f]{32}$/.test(value)) return `md5:${value}`;
  const body = value.slice(2);
  switch (value.slice(0, 2)) {
    case 'Q1':
      return label(
        body.length === 44
          ? base64(body.slice(0, 28), sha1Bytes) + base64(body.slice(28), 12)
          : base64(body, sha1Bytes),
      );
    case 'Q2':
      return label(base64(body, sha256Bytes));
    case 'X1':
      return label(hexadecimal(body));
    case 'X2':
      return body.length === 2 * sha256Bytes ? label(hexadecimal(body)) : undefined;
    default:
      return undefined;
  }
}

function label(hex: string): string | undefined {
  if (hex.length === 2 * sha1Bytes) return `sha1:${hex}`;
  return hex.length === 2 * sha256Bytes ? `sha256:${hex}` : undefined;
}

/** Hex of exactly `bytes` bytes, empty when the text is not their base64. */
function base64(text: string, bytes: number): string {
  if (text.length !== Math.ceil(bytes / 3) * 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return '';
  const decoded = Buffer.from(text, 'base64');
  return decoded.length === bytes ? decoded.toString('hex') : '';
}

function hexadecimal(text: string): string {
  return /^[0-9a-f]+$/i.test(text) ? text.toLowerCase() : '';
}
