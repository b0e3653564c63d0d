/** Character codes that the version grammars name. */
export const code = {
  zero: 0x30,
  nine: 0x39,
  lowerA: 0x61,
  lowerZ: 0x7a,
  upperA: 0x41,
  upperZ: 0x5a,
  dot: 0x2e,
  dash: 0x2d,
  underscore: 0x5f,
  tilde: 0x7e,
  caret: 0x5e,
  colon: 0x3a,
  plus: 0x2b,
} as const;

/** True for `0` … `9`. */
export function isDigit(character: number): boolean {
  return character >= code.zero && character <= code.nine;
}

/** True for `a` … `z`. */
export function isLower(character: number): boolean {
  return character >= code.lowerA && character <= code.lowerZ;
}

/** True for ASCII letters: package managers compare in the C locale. */
export function isLetter(character: number): boolean {
  return isLower(character) || (character >= code.upperA && character <= code.upperZ);
}

/** Index of the first character at or after `from` that is not a digit. */
export function skipDigits(text: string, from: number, end: number = text.length): number {
  let at = from;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  return at;
}

/**
 * Compares two runs of digits as numbers of any length.
 * Runs are given by position so that no substring is made: this is the inner loop of every ordering.
 */
export function compareDigitRuns(
  a: string,
  aFrom: number,
  aEnd: number,
  b: string,
  bFrom: number,
  bEnd: number,
): number {
  let i = aFrom;
  let j = bFrom;
  while (i < aEnd && a.charCodeAt(i) === code.zero) i++;
  while (j < bEnd && b.charCodeAt(j) === code.zero) j++;
  if (aEnd - i !== bEnd - j) return aEnd - i - (bEnd - j);
  for (; i < aEnd; i++, j++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(j);
    if (difference !== 0) return difference;
  }
  return 0;
}
