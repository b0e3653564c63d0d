import { charSetOf, negateCharSet, type CharSet } from './char-set.ts';
import { categoryAliases, categoryNames, categoryRuns, foldOrbits, scriptNames, scriptRuns } from './unicode-table.ts';

/**
 * The Unicode data of the engine: general categories, scripts and simple case folding, of one pinned edition
 * (`unicodeVersion` of the table; the one Go's `regexp` uses), so that a pattern means the same on every Node.js.
 * The tables are unpacked on first use: 8,000 runs in about a millisecond.
 */
interface UnicodeData {
  /** Sets by canonical name: `L`, `Lu`, `Lc`, `Greek`, `Olditalic`, `Uppercaseletter`, … */
  readonly classes: ReadonlyMap<string, CharSet>;
  /** All code points with case variants, ascending. */
  readonly foldCodes: Int32Array;
  /** The next code point of the orbit, for each of `foldCodes`; the last one leads back to the first. */
  readonly foldNext: Int32Array;
}

let loaded: UnicodeData | undefined;

function data(): UnicodeData {
  return (loaded ??= { classes: unpackClasses(), ...unpackFolds() });
}

/**
 * The set of a `\p{name}`: a general category (one or two letters, or its long name), a script, `Any`, `ASCII`,
 * `Assigned`. Letter case, spaces, hyphens and underscores in the name do not matter. Undefined for a name unknown.
 * Go 1.25 and 1.26 refuse scripts of several words (`Old_Italic`), which RE2 and earlier Go accept: we accept them.
 */
export function unicodeClass(name: string): CharSet | undefined {
  return data().classes.get(canonicalName(name));
}

/** `name` without separators, first letter upper case, the rest lower case. */
function canonicalName(name: string): string {
  const letters = name.replaceAll(/[-_ ]/g, '');
  // Not toLowerCase on the whole of Unicode: U+212A would become a k.
  const lower = letters.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

/** The set and everything that differs from one of its members only in case, by simple folding (`k`, `K`, `\u212A`). */
export function foldCharSet(set: CharSet): CharSet {
  const { foldCodes, foldNext } = data();
  const added: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    const [lo = 0, hi = 0] = [set[i], set[i + 1]];
    for (let at = lowerBound(foldCodes, lo); at < foldCodes.length && (foldCodes[at] ?? 0) <= hi; at++) {
      const code = foldCodes[at] ?? 0;
      for (let next = foldNext[at] ?? code; next !== code; next = foldNext[lowerBound(foldCodes, next)] ?? code) {
        if (next < lo || next > hi) added.push(next, next);
      }
    }
  }
  return added.length === 0 ? set : charSetOf([...set, ...added]);
}

function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function unpackClasses(): Map<string, CharSet> {
  const byName = new Map<string, number[]>();
  unpackRuns(scriptRuns, 256, scriptNames.split(' '), byName);
  unpackRuns(categoryRuns, 32, ['Cn', ...categoryNames.split(' ')], byName, 0);
  const classes = new Map<string, CharSet>();
  for (const [name, ranges] of byName) classes.set(canonicalName(name), ranges);

  const union = (names: readonly string[]): CharSet => charSetOf(names.flatMap((name) => byName.get(name) ?? []));
  const categories = ['Cn', ...categoryNames.split(' ')];
  for (const letter of 'LMNPSZC') classes.set(letter, union(categories.filter((name) => name.startsWith(letter))));
  classes.set('Lc', union(['Lu', 'Ll', 'Lt']));
  for (const alias of categoryAliases.split(' ')) {
    const [long = '', short = ''] = alias.split('=');
    classes.set(canonicalName(long), classes.get(canonicalName(short)) ?? []);
  }
  classes.set('Any', [0, 0x10ffff]);
  classes.set('Ascii', [0, 0x7f]);
  classes.set('Assigned', negateCharSet(classes.get('Cn') ?? []));
  return classes;
}

function unpackRuns(
  packed: string,
  radix: number,
  names: readonly string[],
  into: Map<string, number[]>,
  firstIndex = 1,
): void {
  let start = 0;
  for (const value of varints(packed)) {
    const end = start + Math.floor(value / radix);
    const name = names[(value % radix) - firstIndex];
    const ranges = name === undefined ? undefined : into.get(name);
    if (ranges !== undefined) ranges.push(start, end - 1);
    else if (name !== undefined) into.set(name, [start, end - 1]);
    start = end;
  }
}

function unpackFolds(): Pick<UnicodeData, 'foldCodes' | 'foldNext'> {
  const values = [...varints(foldOrbits)];
  const foldCodes = new Int32Array(values.length / 2);
  const foldNext = new Int32Array(values.length / 2);
  let code = 0;
  for (let i = 0; i < foldCodes.length; i++) {
    const [step = 0, zigzag = 0] = [values[2 * i], values[2 * i + 1]];
    code += step;
    foldCodes[i] = code;
    foldNext[i] = code + (zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2);
  }
  return { foldCodes, foldNext };
}

function* varints(packed: string): Generator<number> {
  let value = 0;
  let scale = 1;
  for (const byte of Buffer.from(packed, 'base64')) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte > 127) continue;
    yield value;
    value = 0;
    scale = 1;
  }
}
