import { compileRegex, RegexError, type Regex, type RegexMatch, type RegexOptions } from '#kit/regex';
import type { OracleAnswer } from './regex-oracle.ts';
import type { RegexCase } from './regex-pairs.ts';

/**
 * Compares our answers with the oracle's for one pattern and its inputs: accepted or rejected, names of groups, all
 * matches with all groups, on bytes and (where the input is valid UTF-8) on strings, and `test` and `exec`.
 * @returns one line per difference
 */
export function compareWithOracle(given: RegexCase, answer: OracleAnswer, options: RegexOptions = {}): string[] {
  const regex = compile(given.pattern, options);
  if (regex === 'too-large') return [];
  if (regex === 'syntax' || answer.error !== undefined) {
    if ((regex === 'syntax') === (answer.error !== undefined)) return [];
    return [
      `${JSON.stringify(given.pattern)}: we say ${regex === 'syntax' ? 'no' : 'yes'}, Go: ${answer.error ?? 'yes'}`,
    ];
  }
  const names = regex.groupNames.map((name) => name ?? '');
  const complaints = names.join() === answer.names.join() ? [] : [`${given.pattern}: names ${names.join()}`];
  given.inputs.forEach((input, index) => {
    const expected = JSON.stringify(answer.matches[index]);
    for (const [how, matches] of ourAnswers(regex, input, expected !== '[]')) {
      const ours = JSON.stringify(matches);
      if (ours !== expected) {
        complaints.push(
          `${JSON.stringify(given.pattern)} on ${JSON.stringify(input.toString('latin1'))} (${how}): ${ours}, Go ${expected}`,
        );
      }
    }
  });
  return complaints;
}

function compile(pattern: string, options: RegexOptions): Regex | 'syntax' | 'too-large' {
  try {
    return compileRegex(pattern, options);
  } catch (error) {
    if (error instanceof RegexError && error.code !== 'limits-exceeded') return error.code;
    throw error;
  }
}

function* ourAnswers(regex: Regex, input: Buffer, found: boolean): Generator<[string, number[][]]> {
  const matches = regex.execAll(input).map(toNumbers);
  yield ['bytes', matches];
  if (regex.test(input) !== found) yield ['test on bytes', []];
  const first = regex.exec(input);
  if (JSON.stringify(first && toNumbers(first)) !== JSON.stringify(matches[0])) yield ['exec on bytes', []];
  const spans = regex.findAll(input).map(({ start, end }) => [start, end]);
  if (JSON.stringify(spans) !== JSON.stringify(matches.map((match) => match.slice(0, 2))))
    yield ['findAll on bytes', []];
  const string = input.toString();
  if (!Buffer.from(string).equals(input)) return;
  const offsets = byteOffsets(string);
  yield ['string', regex.execAll(string).map((match) => toNumbers(match).map((at) => (at < 0 ? at : offsets[at]!)))];
  if (regex.test(string) !== found) yield ['test on a string', []];
}

function toNumbers(match: RegexMatch): number[] {
  return match.groups.flatMap((group) => (group === undefined ? [-1, -1] : [group.start, group.end]));
}

/** The byte offset of each UTF-16 index. */
function byteOffsets(string: string): number[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const character of string) {
    for (let i = 0; i < character.length; i++) offsets.push(offset);
    offset += Buffer.byteLength(character);
  }
  return [...offsets, offset];
}
