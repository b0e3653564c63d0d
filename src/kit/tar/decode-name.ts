import { isUtf8 } from 'node:buffer';

/**
 * A file name as text. UTF-8 is decoded; every byte that is not part of well-formed UTF-8 becomes the lone
 * surrogate U+DC00 + byte (as PEP 383 does), so that different names stay different. `encodeName` is the inverse.
 */
export function decodeName(bytes: Buffer, start = 0, end = bytes.length): string {
  if (isAscii(bytes, start, end)) return bytes.toString('latin1', start, end);
  if (isUtf8(bytes.subarray(start, end))) return bytes.toString('utf8', start, end);
  return decodeMixed(bytes, start, end);
}

/** The bytes of a name that `decodeName` returned. */
export function encodeName(name: string): Buffer {
  if (name.isWellFormed()) return Buffer.from(name);
  const parts: Buffer[] = [];
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - 0xdc00) : Buffer.from(character));
  }
  return Buffer.concat(parts);
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if ((bytes[at] as number) >= 0x80) return false;
  }
  return true;
}

function decodeMixed(bytes: Buffer, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end;) {
    const length = sequenceLength(bytes[at] as number);
    if (length > 0 && at + length <= end && isUtf8(bytes.subarray(at, at + length))) {
      text += bytes.toString('utf8', at, at + length);
      at += length;
    } else {
      text += String.fromCharCode(0xdc00 + (bytes[at] as number));
      at += 1;
    }
  }
  return text;
}

/** Length of the UTF-8 sequence that a byte begins; 0 when it begins none. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
