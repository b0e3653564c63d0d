import { code, compareDigitRuns, isDigit, isLower, skipDigits } from './ascii.ts';
import type { Ordering } from './ordering.ts';

/**
 * Alpine versions `digits{.digits}[letter]{_suffix[digits]}[~hash][-r digits]` as apk-tools 2 orders them.
 * Lenient where apk-tools 2 and its port go-apk-version are: empty numbers count as zero.
 * The commit hash is of apk-tools 3, compared as text. Source: apk-tools src/version.c.
 */
export const apk: Ordering = {
  id: 'apk',
  ecosystems: ['apk', 'alpine', 'wolfi', 'chainguard'],
  valid,
  compare,
};

/** Kinds of parts in the order that the grammar allows, which also decides when one version has parts left. */
const kind = {
  invalid: -1,
  digitOrZero: 0,
  digit: 1,
  letter: 2,
  suffix: 3,
  suffixNumber: 4,
  hash: 5,
  revision: 6,
  end: 7,
} as const;

type Kind = (typeof kind)[keyof typeof kind];

/** Pre-release suffixes are negative, the others sort after none. */
const suffixes: readonly (readonly [text: string, value: number])[] = [
  ['alpha', -4],
  ['beta', -3],
  ['pre', -2],
  ['rc', -1],
  ['cvs', 0],
  ['svn', 1],
  ['git', 2],
  ['hg', 3],
  ['p', 4],
];

/** Reads a version part by part: after `step`, the part is text[from, at) with `value`, and `next` is the kind to come. */
class Reader {
  readonly text: string;
  next: Kind = kind.digit;
  /** The part just read: its digits or hash by position, its value for the kinds that are ranked. */
  from = 0;
  end = 0;
  value = 0;
  numeric = false;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  step(): void {
    const { text } = this;
    this.numeric = false;
    this.value = 0;
    this.from = this.at;
    let following: Kind | undefined;
    switch (this.next) {
      case kind.digitOrZero:
        if (text.charCodeAt(this.at) === code.zero) {
          // Leading zeros are a part of their own, the more the smaller: 1.05 < 1.5, 1.005 < 1.05.
          while (text.charCodeAt(this.at) === code.zero) this.at++;
          this.value = this.from - this.at;
          following = kind.digit;
          break;
        }
        this.readDigits();
        break;
      case kind.digit:
      case kind.suffixNumber:
      case kind.revision:
        this.readDigits();
        break;
      case kind.letter:
        this.value = text.charCodeAt(this.at++);
        break;
      case kind.suffix:
        if (!this.readSuffix()) {
          this.value = -1;
          this.next = kind.invalid;
          return;
        }
        break;
      case kind.hash:
        while (isHex(text.charCodeAt(this.at))) this.at++;
        break;
      case kind.invalid:
      case kind.end:
        return;
    }
    this.end = this.at;
    this.next = this.at >= text.length ? kind.end : (following ?? this.readSeparator(this.next));
  }

  private readDigits(): void {
    this.numeric = true;
    this.at = skipDigits(this.text, this.at);
  }

  private readSuffix(): boolean {
    for (const [text, value] of suffixes) {
      if (!this.text.startsWith(text, this.at)) continue;
      this.at += text.length;
      this.value = value;
      return true;
    }
    return false;
  }

  /** Steps over what stands before the next part and tells its kind, or that it may not follow the part before. */
  private readSeparator(before: Kind): Kind {
    const found = this.separator(before);
    if (found >= before) return found;
    const allowed =
      (found === kind.digitOrZero && before === kind.digit) ||
      (found === kind.suffix && before === kind.suffixNumber) ||
      (found === kind.digit && before === kind.letter);
    return allowed ? found : kind.invalid;
  }

  private separator(before: Kind): Kind {
    const character = this.text.charCodeAt(this.at);
    if ((before === kind.digit || before === kind.digitOrZero) && isLower(character)) return kind.letter;
    if (before === kind.letter && isDigit(character)) return kind.digit;
    if (before === kind.suffix && isDigit(character)) return kind.suffixNumber;
    this.at++;
    switch (character) {
      case code.dot:
        return kind.digitOrZero;
      case code.underscore:
        return kind.suffix;
      case code.tilde:
        return before < kind.hash && isHex(this.text.charCodeAt(this.at)) ? kind.hash : kind.invalid;
      case code.dash:
        // The `r`; like go-apk-version, any character may stand there.
        return this.at++ < this.text.length ? kind.revision : kind.invalid;
      default:
        return kind.invalid;
    }
  }
}

function isHex(character: number): boolean {
  return isDigit(character) || (character >= code.lowerA && character <= code.lowerA + 5);
}

function valid(version: string): boolean {
  const reader = new Reader(version);
  while (reader.next !== kind.end && reader.next !== kind.invalid) reader.step();
  return reader.next === kind.end;
}

function compare(a: string, b: string): number {
  const left = new Reader(a);
  const right = new Reader(b);
  let difference = 0;
  while (left.next === right.next && left.next !== kind.end && left.next !== kind.invalid && difference === 0) {
    left.step();
    right.step();
    difference = compareParts(left, right);
  }
  if (difference !== 0) return difference;
  if (left.next === right.next) return 0;
  // One version goes on: it is the newer one, unless with a pre-release suffix.
  const order = right.next - left.next;
  if (leadsToPreRelease(left)) return -1;
  return leadsToPreRelease(right) ? 1 : order;
}

function compareParts(left: Reader, right: Reader): number {
  if (left.numeric && right.numeric) {
    return compareDigitRuns(left.text, left.from, left.end, right.text, right.from, right.end);
  }
  if (left.numeric || right.numeric) return valueOf(left) - valueOf(right);
  if (left.value !== right.value) return left.value - right.value;
  const leftText = left.text.slice(left.from, left.end);
  const rightText = right.text.slice(right.from, right.end);
  if (leftText === rightText) return 0;
  return leftText < rightText ? -1 : 1;
}

/** A number against leading zeros: the digits' value, whose size does not matter since zeros are negative. */
function valueOf(reader: Reader): number {
  return reader.numeric ? Number(reader.text.slice(reader.from, reader.end)) : reader.value;
}

function leadsToPreRelease(reader: Reader): boolean {
  if (reader.next !== kind.suffix) return false;
  reader.step();
  return reader.value < 0;
}
