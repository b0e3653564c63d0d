import type { RandomAccess } from '#kit/stream';

const windowBytes = 1024 * 1024;
const shortest = 3;
const longest = 96;

/** A text and where it stands. */
export interface StandaloneText {
  offset: number;
  text: string;
}

/**
 * Printable texts of 3 to 96 characters with a digit, from an unprintable byte to a NUL, in rising order. Compilers may
 * lay a constant right behind numbers, so what stands before it need not be a NUL.
 */
export function* standaloneTexts(content: RandomAccess): Generator<StandaloneText> {
  for (let start = 0; start < content.size; start += windowBytes) {
    // A text counts in the window in which it ends; windows begin early enough to hold all of it.
    const from = Math.max(0, start - longest - 1);
    const bytes = content.read(from, Math.min(start + windowBytes, content.size) - from);
    for (let at = Math.max(start - from, shortest); at < bytes.length; at += 1) {
      // Machine code is full of zeros: most of them are dismissed here, without a call.
      if (bytes[at] !== 0 || !isPrintable(bytes[at - 1]) || !isPrintable(bytes[at - 3])) continue;
      const length = lengthBefore(bytes, at);
      if (length >= shortest) yield { offset: from + at - length, text: bytes.toString('latin1', at - length, at) };
    }
  }
}

function isPrintable(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte <= 0x7e;
}

/** Length of the printable text that ends before `end`; 0 when it is too long or has no digit. */
function lengthBefore(bytes: Buffer, end: number): number {
  let digits = 0;
  let start = end;
  while (start > 0 && isPrintable(bytes[start - 1])) {
    start -= 1;
    if (end - start > longest) return 0;
    const byte = bytes[start] as number;
    if (byte >= 0x30 && byte <= 0x39) digits += 1;
  }
  return digits > 0 ? end - start : 0;
}
