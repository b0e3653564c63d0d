import { windowsOf, type RandomAccess } from '#kit/stream';

const shortest = 3;
const longest = 96;

/** Gets a text and where it stands. */
type VisitText = (text: string, offset: number) => void;

/**
 * Visits printable texts of 3 to 96 characters with a digit, from an unprintable byte to a NUL, in rising order. Compilers
 * may lay a constant right behind numbers, so what stands before it need not be a NUL.
 */
export function visitStandaloneTexts(content: RandomAccess, visit: VisitText): void {
  // A text counts in the window in which it ends; windows begin early enough to hold all of it.
  const before = longest + 1;
  for (const { bytes, from } of windowsOf(content, { before }))
    visitTexts(bytes, from === 0 ? shortest : before, from, visit);
}

/** Visits the texts that end at `first` or later; `from` is where the bytes stand in the file. */
function visitTexts(bytes: Buffer, first: number, from: number, visit: VisitText): void {
  let end = first;
  while (end < bytes.length) {
    // Machine code is full of unprintable bytes: the next text that is long enough begins behind this one.
    if (!isPrintable(bytes[end - 1])) end += shortest;
    else {
      const length = bytes[end] === 0 ? lengthBefore(bytes, end) : 0;
      if (length >= shortest) visit(bytes.toString('latin1', end - length, end), from + end - length);
      end += 1;
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
