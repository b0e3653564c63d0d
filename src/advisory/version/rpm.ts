import { code, compareDigitRuns, isDigit, isLetter, skipDigits } from './ascii.ts';
import type { Ordering } from './ordering.ts';

/** `[epoch:]version[-release]`, taken apart. */
export interface Evr {
  /** Absent when the string has none: zero for binary packages, unknown for the names of source packages. */
  epoch?: string;
  version: string;
  release?: string;
}

/** What a missing epoch means. */
export interface RpmCompareOptions {
  /** `zero` (default) as rpm does; `ignore` leaves epochs out when either side lacks one, as file names of source packages do. */
  missingEpoch?: 'zero' | 'ignore';
}

/**
 * RPM versions as `rpm.vercmp` of rpm 4.16 and newer orders them. Every string but the empty one is valid.
 * Source: rpm rpmio/rpmvercmp.c, rpmio/rpmver.c; rpm-version(7).
 */
export const rpm: Ordering = {
  id: 'rpm',
  ecosystems: (
    'rpm redhat rhel almalinux alma rocky centos fedora oracle ol ' +
    'amazon amzn suse sles opensuse photon azurelinux mariner'
  ).split(' '),
  valid: (version) => version !== '' && !version.includes('\0'),
  compare: (a, b) => compareEvr(a, b),
};

/** Takes `[epoch:]version[-release]` apart where rpm does: digits before the first colon, the last dash. */
export function parseEvr(text: string): Evr {
  const digits = skipDigits(text, 0);
  const hasEpoch = text.charCodeAt(digits) === code.colon;
  const from = hasEpoch ? digits + 1 : 0;
  const dash = text.lastIndexOf('-');
  const hasRelease = dash >= digits && dash >= from;
  return {
    ...(hasEpoch && { epoch: text.slice(0, digits) || '0' }),
    version: text.slice(from, hasRelease ? dash : undefined),
    ...(hasRelease && { release: text.slice(dash + 1) }),
  };
}

/** Compares epoch, version and release; a missing release is older than any. */
export function compareEvr(a: string, b: string, options: RpmCompareOptions = {}): number {
  const left = parseEvr(a);
  const right = parseEvr(b);
  const skipEpoch = options.missingEpoch === 'ignore' && (left.epoch === undefined || right.epoch === undefined);
  return (
    (skipEpoch ? 0 : compareSegments(left.epoch ?? '0', right.epoch ?? '0')) ||
    compareSegments(left.version, right.version) ||
    compareReleases(left.release, right.release)
  );
}

function compareReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareSegments(a, b);
}

/** rpm's `rpmvercmp`: segments of letters or digits, everything else separates; `~` sorts first, `^` after the end. */
function compareSegments(a: string, b: string): number {
  if (a === b) return 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    i = skipSeparators(a, i);
    j = skipSeparators(b, j);
    const marks = compareMarks(a.charCodeAt(i), b.charCodeAt(j));
    if (marks === 'both') {
      i++;
      j++;
      continue;
    }
    if (marks !== 0) return marks;
    if (i >= a.length || j >= b.length) break;
    const numeric = isDigit(a.charCodeAt(i));
    const iEnd = numeric ? skipDigits(a, i) : skipLetters(a, i);
    const jEnd = numeric ? skipDigits(b, j) : skipLetters(b, j);
    if (jEnd === j) return numeric ? 1 : -1;
    const difference = numeric
      ? compareDigitRuns(a, i, iEnd, b, j, jEnd)
      : compareText(a.slice(i, iEnd), b.slice(j, jEnd));
    if (difference !== 0) return difference;
    i = iEnd;
    j = jEnd;
  }
  return Number(i < a.length) - Number(j < b.length);
}

/** The verdict of `~` and `^` at the two places (NaN: the end), `both` to step over them, 0 when neither is there. */
function compareMarks(left: number, right: number): number | 'both' {
  if (left === code.tilde || right === code.tilde) {
    if (left === right) return 'both';
    return left === code.tilde ? -1 : 1;
  }
  if (left !== code.caret && right !== code.caret) return 0;
  if (left === right) return 'both';
  if (Number.isNaN(left)) return -1;
  if (Number.isNaN(right)) return 1;
  return left === code.caret ? -1 : 1;
}

function skipSeparators(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (isDigit(character) || isLetter(character) || character === code.tilde || character === code.caret) break;
  }
  return at;
}

function skipLetters(text: string, from: number): number {
  let at = from;
  while (at < text.length && isLetter(text.charCodeAt(at))) at++;
  return at;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
