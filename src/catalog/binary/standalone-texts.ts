import type { BinaryContent } from './classifier.ts';

const windowBytes = 1024 * 1024;
const shortest = 3;
const longest = 96;

/**
 * Printable texts of 3 to 96 characters with a digit, from an unprintable byte to a NUL, in rising order. Compilers may
 * lay a constant right behind numbers, so what stands before it need not be a NUL.
 */
export function* standaloneTexts(content: BinaryContent): Generator<{ offset: number; text: string }> {
  for (let start = 0; start < content.size; start += windowBytes) {
    // A text counts in the window in which it ends; windows begin early enough to hold all of it.
    const from = Math.max(0, start - longest - 1);
    const bytes = content.read(from, Math.min(start + windowBytes, content.size) - from);
    for (let at = Math.max(start - from, 1); at < bytes.length; at += 1) {
      if (bytes[at] !== 0 || bytes[at - 1] === 0) continue;
      const length = lengthBefore(bytes, at);
      if (length >= shortest) yield { offset: from + at - length, text: bytes.toString('latin1', at - length, at) };
    }
  }
}

/** Length of the printable text that ends before `end`; 0 when it is too long or has no digit. */
function lengthBefore(bytes: Buffer, end: number): number {
  let digits = 0;
  for (let at = end - 1; at >= 0; at -= 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte > 0x7e) return digits > 0 ? end - at - 1 : 0;
    if (end - at > longest) return 0;
    if (byte >= 0x30 && byte <= 0x39) digits += 1;
  }
  return digits > 0 ? end : 0;
}
