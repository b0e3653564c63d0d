import { compareNumbers, compareParsed, compareTexts } from './compare-parsed.ts';
import type { Ordering } from './ordering.ts';

/**
 * NuGet versions: semantic versions with one to four numbers of 31 bits, labels compared without regard to case, build
 * metadata without meaning.
 * Source: learn.microsoft.com/nuget/concepts/package-versioning; NuGet.Versioning, VersionComparer.
 */
export const nuget: Ordering = {
  id: 'nuget',
  ecosystems: ['nuget', 'dotnet', '.net'],
  ...compareParsed({ parse, compare }),
};

interface NugetVersion {
  /** Major, minor, patch, revision. */
  numbers: string[];
  labels: string[];
}

const grammar =
  /^\s*(\d+(?:\.\d+){0,3})(?:-([\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*))?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?\s*$/;
const greatest = String(2 ** 31 - 1);

function parse(version: string): NugetVersion | undefined {
  const match = grammar.exec(version);
  if (match === null) return undefined;
  const numbers = (match[1] ?? '').split('.');
  if (numbers.some((number) => compareNumbers(number, greatest) > 0)) return undefined;
  return { numbers, labels: match[2]?.toUpperCase().split('.') ?? [] };
}

function compare(a: NugetVersion, b: NugetVersion): number {
  for (let index = 0; index < 4; index++) {
    const difference = compareNumbers(a.numbers[index] ?? '0', b.numbers[index] ?? '0');
    if (difference !== 0) return difference;
  }
  if (a.labels.length === 0 || b.labels.length === 0) return Number(b.labels.length > 0) - Number(a.labels.length > 0);
  for (const [index, left] of a.labels.entries()) {
    const right = b.labels[index];
    if (right === undefined) return 1;
    const difference = compareLabels(left, right);
    if (difference !== 0) return difference;
  }
  return a.labels.length - b.labels.length;
}

function compareLabels(a: string, b: string): number {
  const aNumeric = isNumber(a);
  const bNumeric = isNumber(b);
  if (aNumeric !== bNumeric) return aNumeric ? -1 : 1;
  return aNumeric ? compareNumbers(a, b) : compareTexts(a, b);
}

/** A number as `int.TryParse` reads one: a longer run of digits is a word, a dash in front is a sign. */
function isNumber(label: string): boolean {
  return /^\d+$/.test(label) && compareNumbers(label, greatest) <= 0;
}
