import { code, compareDigitRuns, isDigit, isLetter, skipDigits } from './ascii.ts';
import type { Ordering } from './ordering.ts';

/**
 * Debian versions `[epoch:]upstream[-revision]` as `dpkg --compare-versions` orders them.
 * Valid is what dpkg compares, with or without a warning: `1_2` and `a` are, `1-` and `x:1` are not.
 * Source: deb-version(7), dpkg lib/dpkg/{parsehelp,version}.c.
 */
export const deb: Ordering = {
  id: 'deb',
  ecosystems: ['deb', 'debian', 'ubuntu', 'dpkg'],
  valid,
  compare,
};

const maxEpoch = 2_147_483_647;

function valid(version: string): boolean {
  const text = trimBlanks(version);
  if (text === '' || /[ \t\0]/.test(text)) return false;
  const colon = text.indexOf(':');
  if (colon >= 0 && !validEpoch(text.slice(0, colon))) return false;
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return rest !== '' && dash !== 0 && dash !== rest.length - 1;
}

function validEpoch(epoch: string): boolean {
  // What strtol(3) reads as a number that is not negative: dpkg takes `-0` too.
  return /^(?:\+?[0-9]{1,32}|-0{1,32})$/.test(epoch) && Number(epoch) <= maxEpoch;
}

function compare(a: string, b: string): number {
  const left = trimBlanks(a);
  const right = trimBlanks(b);
  const leftColon = left.indexOf(':');
  const rightColon = right.indexOf(':');
  if (leftColon >= 0 || rightColon >= 0) {
    const difference = epochOf(left, leftColon) - epochOf(right, rightColon);
    if (difference !== 0) return difference;
  }
  const leftDash = revisionDash(left, leftColon + 1);
  const rightDash = revisionDash(right, rightColon + 1);
  return (
    comparePart(left, leftColon + 1, leftDash, right, rightColon + 1, rightDash) ||
    comparePart(left, leftDash + 1, left.length, right, rightDash + 1, right.length)
  );
}

function trimBlanks(text: string): string {
  let from = 0;
  let end = text.length;
  while (from < end && isBlank(text.charCodeAt(from))) from++;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  return from === 0 && end === text.length ? text : text.slice(from, end);
}

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09;
}

function epochOf(version: string, colon: number): number {
  // Clamped, so that an impossible epoch still gives an order.
  return colon < 0 ? 0 : Math.min(Number.parseInt(version.slice(0, colon), 10) || 0, maxEpoch);
}

/** Where the upstream part ends: the last dash, else the end of the version. */
function revisionDash(version: string, from: number): number {
  const dash = version.lastIndexOf('-');
  return dash < from ? version.length : dash;
}

/** dpkg's `verrevcmp` over a[aFrom, aEnd) and b[bFrom, bEnd): runs of non-digits and digits in turn. */
function comparePart(a: string, aFrom: number, aEnd: number, b: string, bFrom: number, bEnd: number): number {
  let i = aFrom;
  let j = bFrom;
  while (i < aEnd || j < bEnd) {
    while ((i < aEnd && !isDigit(a.charCodeAt(i))) || (j < bEnd && !isDigit(b.charCodeAt(j)))) {
      const difference = rank(a, i, aEnd) - rank(b, j, bEnd);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    const iEnd = skipDigits(a, i, aEnd);
    const jEnd = skipDigits(b, j, bEnd);
    const difference = compareDigitRuns(a, i, iEnd, b, j, jEnd);
    if (difference !== 0) return difference;
    i = iEnd;
    j = jEnd;
  }
  return 0;
}

/** Tilde before the end, the end and digits before letters, letters before all else. */
function rank(text: string, at: number, end: number): number {
  if (at >= end) return 0;
  const character = text.charCodeAt(at);
  if (isDigit(character)) return 0;
  if (isLetter(character)) return character;
  return character === code.tilde ? -1 : character + 256;
}
