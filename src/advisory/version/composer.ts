import { isDigit } from './ascii.ts';
import { compareNumbers, compareParsed } from './compare-parsed.ts';
import type { Ordering } from './ordering.ts';

/**
 * Composer versions as composer/semver normalises them (`VersionParser::normalize`) and PHP's `version_compare` then
 * orders them. Named branches (`dev-main`) have no order, and so are not valid here; `1.x-dev` has one.
 * Source: getcomposer.org/doc/articles/versions.md; php.net/version_compare.
 */
export const composer: Ordering = {
  id: 'composer',
  ecosystems: ['composer', 'packagist', 'php'],
  ...compareParsed({ parse, compare }),
};

const modifier = '[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\\d)*))?([.-]?dev)?$';
const numbered = new RegExp(`^v?(\\d{1,5})(\\.\\d+)?(\\.\\d+)?(\\.\\d+)?${modifier}`, 'i');
const dated = new RegExp(`^v?(\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3})?)${modifier}`, 'i');
const branch = /^v?(\d+)(\.(?:\d+|[x*]))?(\.(?:\d+|[x*]))?(\.(?:\d+|[x*]))?$/i;
/** The number that stands for `x`: newer than every release of the branch. */
const anyNumber = '9999999';

/** The parts that `version_compare` splits the normalised version into. */
function parse(version: string): string[] | undefined {
  const normalised = normalise(version);
  return normalised?.match(/\d+|[^\d.+_-]+/g) ?? undefined;
}

function normalise(version: string): string | undefined {
  let text = version.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '');
  // `1.0 as 2.0` (an alias) is the version in front; `@beta` is a requirement's stability.
  text = /^([^,\s]+) +as +[^,\s]+$/.exec(text)?.[1] ?? text;
  text = text.replace(/@(?:stable|rc|beta|alpha|dev)$/i, '');
  if (/^dev-/i.test(text) || ['master', 'trunk', 'default'].includes(text)) return undefined;
  text = /^([^,\s+]+)\+\S+$/.exec(text)?.[1] ?? text;
  const release = numbered.exec(text);
  if (release !== null) {
    const [, first = '', second = '.0', third = '.0', fourth = '.0', word, number, dev] = release;
    return withModifier(`${first}${second}${third}${fourth}`, word, number, dev);
  }
  const date = dated.exec(text);
  if (date !== null) return withModifier((date[1] ?? '').replace(/\D/g, '.'), date[2], date[3], date[4]);
  return branchOf(text);
}

const fullWords = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['p', 'patch'],
  ['pl', 'patch'],
  ['rc', 'RC'],
]);

function withModifier(numbers: string, word?: string, number = '', dev?: string): string {
  if (word === 'stable') return numbers;
  const full = word === undefined ? '' : (fullWords.get(word.toLowerCase()) ?? word.toLowerCase());
  const stability = word === undefined ? '' : `-${full}${number.replace(/^[.-]+/, '')}`;
  return `${numbers}${stability}${dev === undefined ? '' : '-dev'}`;
}

/** `1.2.x-dev` and `1.2-dev`, the development of a numbered branch. */
function branchOf(text: string): string | undefined {
  const name = /^(.*?)[.-]?dev$/i.exec(text)?.[1];
  const match = name === undefined ? null : branch.exec(name.trim());
  if (match === null) return undefined;
  const parts = [1, 2, 3, 4].map((index) => (match[index] ?? '.x').replace(/[x*]/i, anyNumber));
  return `${parts.join('')}-dev`;
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const left = a[index];
    const right = b[index];
    // What is longer is newer by a number, and by a word if that is newer than a release.
    if (left === undefined) return right !== undefined && isNumber(right) ? -1 : -wordOrder(right ?? '');
    if (right === undefined) return isNumber(left) ? 1 : wordOrder(left);
    const difference = isNumber(left) && isNumber(right) ? compareNumbers(left, right) : rank(left) - rank(right);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isNumber(part: string): boolean {
  return isDigit(part.charCodeAt(0));
}

/** Ranks of `version_compare`, by the beginning of the word; any other word is older than all of them. */
const wordRanks: readonly (readonly [start: string, rank: number])[] = [
  ['dev', 0],
  ['a', 1],
  ['b', 2],
  ['RC', 3],
  ['rc', 3],
  ['p', 5],
];
const numberRank = 4;

function rank(part: string): number {
  if (isNumber(part)) return numberRank;
  return wordRanks.find(([start]) => part.startsWith(start))?.[1] ?? -1;
}

function wordOrder(part: string): number {
  return rank(part) - numberRank;
}
