import { compareNumbers, compareParsed, compareTexts } from './compare-parsed.ts';
import type { Ordering } from './ordering.ts';

/**
 * Python versions `[N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local]` as `packaging.version` reads and orders them.
 * Source: PEP 440, "Summary of permitted suffixes and relative ordering" and its appendix B.
 */
export const pep440: Ordering = {
  id: 'pep440',
  ecosystems: ['pep440', 'pypi', 'python'],
  ...compareParsed({ parse, compare }),
};

interface PythonVersion {
  epoch: string;
  /** Without zeros at the end, which do not count. */
  release: string[];
  /** `a`, `b`, `rc`; or where there is none, what sorts in its place: before all (a bare development release) or after. */
  pre: readonly [rank: number, number: string];
  post: string | undefined;
  dev: string | undefined;
  local: string[] | undefined;
}

const grammar =
  /^[ \t\n\r\f\v]*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d+)?)?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d+)?)?(?:[-_.]?(dev)[-_.]?(\d+)?)?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?[ \t\n\r\f\v]*$/i;

/** Ranks of pre-releases; `c`, `pre` and `preview` are other words for `rc`. */
const preRanks = new Map([
  ['a', 1],
  ['alpha', 1],
  ['b', 2],
  ['beta', 2],
]);
const candidateRank = 3;
const beforeAll = [0, '0'] as const;
const final = [4, '0'] as const;

function parse(version: string): PythonVersion | undefined {
  const match = grammar.exec(version);
  if (match === null) return undefined;
  const [, epoch = '0', release = '', preWord, preNumber = '0', bare, postWord, postNumber = '0', devWord, dev = '0'] =
    match;
  const post = bare ?? (postWord === undefined ? undefined : postNumber);
  return {
    epoch,
    release: withoutZeros(release.split('.')),
    pre: preOf(preWord, preNumber, devWord !== undefined && post === undefined),
    post,
    dev: devWord === undefined ? undefined : dev,
    local: match[10]?.toLowerCase().split(/[-_.]/),
  };
}

function preOf(word: string | undefined, number: string, bareDevelopment: boolean): PythonVersion['pre'] {
  if (word !== undefined) return [preRanks.get(word.toLowerCase()) ?? candidateRank, number];
  return bareDevelopment ? beforeAll : final;
}

function withoutZeros(release: readonly string[]): string[] {
  return release.slice(0, release.findLastIndex((part) => /[1-9]/.test(part)) + 1);
}

function compare(a: PythonVersion, b: PythonVersion): number {
  return (
    compareNumbers(a.epoch, b.epoch) ||
    compareLists(a.release, b.release, compareNumbers) ||
    a.pre[0] - b.pre[0] ||
    compareNumbers(a.pre[1], b.pre[1]) ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1) ||
    compareLocal(a.local, b.local)
  );
}

/** `absent` is where a missing part sorts: -1 before any number, 1 after. */
function compareOptional(a: string | undefined, b: string | undefined, absent: number): number {
  if (a !== undefined && b !== undefined) return compareNumbers(a, b);
  if (a === b) return 0;
  return a === undefined ? absent : -absent;
}

function compareLocal(a: string[] | undefined, b: string[] | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareLists(a, b, compareLocalPart);
}

/** Numbers are newer than words. */
function compareLocalPart(a: string, b: string): number {
  const aNumeric = /^\d+$/.test(a);
  const bNumeric = /^\d+$/.test(b);
  if (aNumeric !== bNumeric) return aNumeric ? 1 : -1;
  return aNumeric ? compareNumbers(a, b) : compareTexts(a, b);
}

/** Part by part; where one list ends first, it is the older one. */
function compareLists(a: readonly string[], b: readonly string[], each: (a: string, b: string) => number): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    const difference = each(left, right);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
