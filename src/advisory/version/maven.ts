import { isDigit } from './ascii.ts';
import { compareNumbers, compareParsed, compareTexts } from './compare-parsed.ts';
import type { Ordering } from './ordering.ts';

/**
 * Maven versions as `ComparableVersion` of Maven 3.9 orders them. Every text is a version to Maven; one with a property
 * that was not resolved (`${revision}`) is not, since its order would mean nothing.
 * Source: Maven, POM reference, "Version Order Specification"; tested against the class itself.
 */
export const maven: Ordering = {
  id: 'maven',
  ecosystems: ['maven', 'java', 'mvn'],
  ...compareParsed({ parse, compare: compareLists }),
};

/** A part of a version. A list is what follows a dash, a change between letters and digits, or a dot before a word. */
type Item = { kind: 'number'; digits: string } | { kind: 'word'; rank: string } | List;

interface List {
  kind: 'list';
  items: Item[];
}

function parse(version: string): List | undefined {
  if (version === '' || version.includes('${')) return undefined;
  return new Parser(version.toLowerCase()).parse();
}

/** Splits a version into nested lists. */
class Parser {
  private readonly text: string;
  private readonly outermost: List = { kind: 'list', items: [] };
  private readonly lists: List[] = [this.outermost];
  private current = this.outermost;
  /** Where the part being read begins, and whether the last character of a part was a digit. */
  private start = 0;
  private inDigits = false;

  constructor(text: string) {
    this.text = text;
  }

  parse(): List {
    const { text } = this;
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (character === '.' || character === '-') this.separator(at);
      else if (isDigit(text.charCodeAt(at)) !== this.inDigits) this.change(at);
      if (character === '-') this.open();
    }
    if (text.length > this.start) this.close(text.length);
    for (const list of this.lists.toReversed()) dropZeros(list);
    return this.outermost;
  }

  private open(): void {
    const list: List = { kind: 'list', items: [] };
    this.current.items.push(list);
    this.lists.push(list);
    this.current = list;
  }

  private separator(at: number): void {
    this.current.items.push(at === this.start ? { kind: 'number', digits: '0' } : this.itemTo(at));
    this.start = at + 1;
  }

  /** From digits to letters or back. */
  private change(at: number): void {
    if (at > this.start) {
      this.close(at, true);
      this.open();
      this.start = at;
    }
    this.inDigits = !this.inDigits;
  }

  /** The end of a part that no separator follows: a word is set off from what stands before it. */
  private close(end: number, beforeDigit = false): void {
    if (!this.inDigits && this.current.items.length > 0) this.open();
    this.current.items.push(this.itemTo(end, beforeDigit));
  }

  private itemTo(end: number, beforeDigit = false): Item {
    const part = this.text.slice(this.start, end);
    return this.inDigits ? { kind: 'number', digits: part } : { kind: 'word', rank: rankOf(part, beforeDigit) };
  }
}

const released = '5';
/** Known qualifiers in their order; what is unknown is newer than all of them, in the order of its letters. */
const ranks = new Map([
  ['alpha', '0'],
  ['beta', '1'],
  ['milestone', '2'],
  ['rc', '3'],
  ['cr', '3'],
  ['snapshot', '4'],
  ['', released],
  ['ga', released],
  ['final', released],
  ['release', released],
  ['sp', '6'],
]);
const short = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

function rankOf(word: string, beforeDigit: boolean): string {
  const full = beforeDigit ? (short.get(word) ?? word) : word;
  return ranks.get(full) ?? `7-${full}`;
}

/** Takes out what means nothing at the end of a list, and in front of lists at its end: zeros, release words, empty lists. */
function dropZeros({ items }: List): void {
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at];
    if (item === undefined || isNothing(item)) items.splice(at, 1);
    else if (item.kind !== 'list') return;
  }
}

function isNothing(item: Item): boolean {
  if (item.kind === 'number') return /^0+$/.test(item.digits);
  return item.kind === 'list' ? item.items.length === 0 : item.rank === released;
}

/** Of two items of different kinds, the one with the higher rank is newer. */
const kindRanks = { word: 0, list: 1, number: 2 } as const;

function compareItems(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareWithNothing(b);
  if (b === undefined) return compareWithNothing(a);
  if (a.kind === 'list' && b.kind === 'list') return compareLists(a, b);
  if (a.kind === 'number' && b.kind === 'number') return compareNumbers(a.digits, b.digits);
  if (a.kind === 'word' && b.kind === 'word') return compareTexts(a.rank, b.rank);
  return kindRanks[a.kind] - kindRanks[b.kind];
}

/** Where one version has ended: a pre-release is older than nothing, everything else newer or the same. */
function compareWithNothing(item: Item): number {
  if (item.kind === 'number') return isNothing(item) ? 0 : 1;
  if (item.kind === 'word') return compareTexts(item.rank, released);
  for (const part of item.items) {
    const difference = compareWithNothing(part);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareLists(a: List, b: List): number {
  for (let index = 0; index < Math.max(a.items.length, b.items.length); index++) {
    const difference = compareItems(a.items[index], b.items[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}
