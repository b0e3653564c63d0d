import { compareDigitRuns, isDigit, skipDigits } from './ascii.ts';
import type { Ordering } from './ordering.ts';

/**
 * Semantic versions in the precedence of semver 2.0.0, section 11, with a `v` allowed in front.
 * Build metadata does not count. Numbers may have any length.
 */
export const semver: Ordering = {
  id: 'semver',
  ecosystems: ['semver', 'npm', 'node', 'javascript'],
  valid: (version) => version.length <= 512 && grammar.test(version),
  compare,
};

const grammar =
  /^v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

function compare(a: string, b: string): number {
  const aEnd = endOf(a);
  const bEnd = endOf(b);
  const aDash = dashOf(a, aEnd);
  const bDash = dashOf(b, bEnd);
  const release = compareIdentifiers(a, startOf(a), aDash, b, startOf(b), bDash);
  if (release !== 0) return release;
  const aHas = aDash < aEnd;
  const bHas = bDash < bEnd;
  if (!aHas || !bHas) return Number(bHas) - Number(aHas);
  return compareIdentifiers(a, aDash + 1, aEnd, b, bDash + 1, bEnd);
}

function startOf(version: string): number {
  return version.startsWith('v') ? 1 : 0;
}

function endOf(version: string): number {
  const plus = version.indexOf('+');
  return plus < 0 ? version.length : plus;
}

function dashOf(version: string, end: number): number {
  const dash = version.indexOf('-');
  return dash < 0 || dash > end ? end : dash;
}

/** Compares dot-separated identifiers left to right; where one list ends first, it is the smaller one. */
function compareIdentifiers(a: string, aFrom: number, aEnd: number, b: string, bFrom: number, bEnd: number): number {
  let i = aFrom;
  let j = bFrom;
  while (i < aEnd && j < bEnd) {
    const iEnd = identifierEnd(a, i, aEnd);
    const jEnd = identifierEnd(b, j, bEnd);
    const difference = compareIdentifier(a, i, iEnd, b, j, jEnd);
    if (difference !== 0) return difference;
    i = iEnd + 1;
    j = jEnd + 1;
  }
  return Number(i < aEnd) - Number(j < bEnd);
}

function identifierEnd(text: string, from: number, end: number): number {
  const dot = text.indexOf('.', from);
  return dot < 0 || dot > end ? end : dot;
}

function compareIdentifier(a: string, aFrom: number, aEnd: number, b: string, bFrom: number, bEnd: number): number {
  const aNumeric = isNumber(a, aFrom, aEnd);
  const bNumeric = isNumber(b, bFrom, bEnd);
  if (aNumeric && bNumeric) return compareDigitRuns(a, aFrom, aEnd, b, bFrom, bEnd);
  if (aNumeric !== bNumeric) return aNumeric ? -1 : 1;
  const left = a.slice(aFrom, aEnd);
  const right = b.slice(bFrom, bEnd);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function isNumber(text: string, from: number, end: number): boolean {
  return from < end && isDigit(text.charCodeAt(from)) && skipDigits(text, from, end) === end;
}
