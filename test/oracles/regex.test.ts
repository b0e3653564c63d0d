import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileRegex } from '#kit/regex';
import { compareWithOracle } from './regex-compare.ts';
import { askOracle, oraclePath, type OracleAnswer, type OracleUnicode } from './regex-oracle.ts';
import { CaseMaker } from './regex-pairs.ts';
import { unicodeTableSource } from './regex-unicode-table.ts';

const patterns = Number(process.env['REGEX_ORACLE_PATTERNS'] ?? 20_000);
const seed = Number(process.env['REGEX_ORACLE_SEED'] ?? 1);
const inputsEach = 6;

/** Skipped without REGEX_ORACLE, a filter around Go's `regexp`: regex-oracle.ts says what it must answer. */
describe.skipIf(oraclePath === undefined)('kit/regex beside Go', () => {
  test.for([
    { what: 'automata with room', options: {} },
    { what: 'automata that are dropped again and again', options: { maxMemory: 64 * 1024 } },
    { what: 'no automata', options: { maxMemory: 16 * 1024 } },
  ])('$what: the same patterns accepted, the same matches and groups', { timeout: 600_000 }, ({ options }) => {
    const maker = new CaseMaker(seed);
    const complaints: string[] = [];
    for (let made = 0; made < patterns; made += 5000) {
      const cases = Array.from({ length: Math.min(5000, patterns - made) }, () => maker.next(inputsEach));
      const answers = askOracle(
        cases.map(({ pattern, inputs }) => ({ pattern, inputs: inputs.map((input) => input.toString('base64')) })),
      ) as OracleAnswer[];
      cases.forEach((given, index) => complaints.push(...compareWithOracle(given, answers[index]!, options)));
    }
    expect(complaints.slice(0, 20)).toEqual([]);
  });

  test('the Unicode table is the one the generator makes', () => {
    const [unicode] = askOracle([{ unicode: true }]) as [OracleUnicode];
    const committed = readFileSync(new URL('../../src/kit/regex/unicode-table.ts', import.meta.url), 'utf8');
    // The formatter may move a short list to the line of its name.
    expect(committed.replaceAll(/\s+/g, '')).toBe(unicodeTableSource(unicode).replaceAll(/\s+/g, ''));
  });

  test('every class matches the same characters, folded and negated too', { timeout: 600_000 }, () => {
    const [unicode] = askOracle([{ unicode: true }]) as [OracleUnicode];
    const names = [unicode.categories, unicode.scripts, unicode.aliases, { Any: 1, Assigned: 1, ASCII: 1 }].flatMap(
      Object.keys,
    );
    const classes = names.flatMap((name) => [`\\p{${name}}`, `(?i)\\p{${name}}`, `(?i)\\P{${name}}`]);
    classes.push(
      ...['\\w', '\\W', '\\s', '\\d', '[[:upper:]]', '[[:^lower:]]', '[^k]', '.'].map((name) => `(?i)${name}`),
    );
    const [answer] = askOracle([{ classes }]) as [{ ranges: (number[] | null)[] }];
    const refused: string[] = [];
    const codes = telling(unicode);
    classes.forEach((pattern, index) => {
      const expected = answer.ranges[index];
      if (isUnfolded(pattern)) return;
      if (expected === null) refused.push(pattern);
      else {
        const regex = compileRegex(pattern);
        const ours = codes.filter((code) => regex.test(String.fromCodePoint(code)));
        expect(ours, pattern).toEqual(within(expected ?? [], codes));
      }
    });
    expect(refused.filter((pattern) => !isSeveralWords(pattern))).toEqual([]);
  });
});

/** Go 1.25 and later cannot look up a script whose name has several words; RE2 and earlier Go can, and so can we. */
function isSeveralWords(pattern: string): boolean {
  return /_|SignWriting/.test(pattern);
}

/** Go has no table of what case folding adds to \p{LC}, and so does not fold it: we do, as for every other class. */
function isUnfolded(pattern: string): boolean {
  return /\(\?i\)\\[pP]\{(?:LC|Cased_Letter)\}/.test(pattern);
}

/** The code points at which a class of the tables begins or ends, and all with case variants; surrogates are in no text. */
function telling(unicode: OracleUnicode): number[] {
  const ends = [...Object.values(unicode.categories), ...Object.values(unicode.scripts)].flat();
  const points = [...ends, ...unicode.folds.flat()].flatMap((code) => [code - 1, code, code + 1]);
  const inText = (code: number) => code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return [...new Set(points)].filter(inText).toSorted((a, b) => a - b);
}

function within(ranges: readonly number[], codes: readonly number[]): number[] {
  let at = 0;
  return codes.filter((code) => {
    while (at < ranges.length && (ranges[at + 1] ?? 0) < code) at += 2;
    return at < ranges.length && (ranges[at] ?? 0) <= code;
  });
}
