const space = 0x20;
const zero = 0x30;

/**
 * A numeric header field: octal digits among spaces and NULs, or GNU base-256 (first bit set, two's complement,
 * big-endian). A blank field is 0. NaN when it is neither. Above 2^53 the value is rounded.
 */
export function parseNumber(bytes: Buffer, start: number, length: number): number {
  const first = bytes[start] as number;
  return first >= 0x80 ? parseBase256(bytes, start, start + length) : parseOctal(bytes, start, start + length);
}

/** As Go's archive/tar has it: blanks around, and whatever follows a NUL directly after the digits is ignored. */
export function parseOctal(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at] as number)) at += 1;
  let value = 0;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - zero;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  if (at === end || bytes[at] === 0) return value;
  for (; at < end; at += 1) {
    if (!isBlank(bytes[at] as number)) return Number.NaN;
  }
  return value;
}

function parseBase256(bytes: Buffer, start: number, end: number): number {
  const first = bytes[start] as number;
  const negative = (first & 0x40) !== 0;
  const mask = negative ? 0xff : 0;
  let value = (first ^ mask) & 0x3f;
  for (let at = start + 1; at < end; at += 1) value = value * 256 + ((bytes[at] as number) ^ mask);
  return negative ? -value - 1 : value;
}

function isBlank(byte: number): boolean {
  return byte === space || byte === 0;
}
