/** A pattern, valid or not, and inputs that it may match. */
export interface RegexCase {
  readonly pattern: string;
  readonly inputs: readonly Buffer[];
}

/** A random generator with a seed (mulberry32), so that a failure can be run again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/** A piece of pattern and a maker of texts that it may well match (flags and assertions are not minded). */
interface Piece {
  readonly pattern: string;
  readonly sample: () => string;
}

const plain = [
  ...Array.from('aaabbbcxyzABkKsS019_- \n'),
  'é',
  'É',
  'ß',
  'ẞ',
  'ſ',
  '\u212a',
  'ω',
  'Ω',
  '\u2126',
  'Σ',
  'ς',
  'я',
  '中',
  '😀',
  '𐐨',
  '\ufffd',
];
const escapes: readonly (readonly [string, string])[] = [
  ['\\n', '\n'], ['\\t', '\t'], ['\\x41', 'A'], ['\\x{1F600}', '😀'], ['\\101', 'A'], ['\\0', '\0'], ['\\.', '.'],
  ['\\\\', '\\'], ['\\x{17f}', 'ſ'], ['\\a', '\x07'], ['\\_', '_'], ['\\-', '-'], ['\\x{e9}', 'é'], ['\\12', '\n'],
]; // prettier-ignore
const classes: readonly (readonly [string, string])[] = [
  ['\\d', '07'], ['\\D', 'a_é'], ['\\w', 'a0_Z'], ['\\W', ' -é'], ['\\s', ' \t\n'], ['\\S', 'a.é'], ['.', 'aé中'],
  ['\\pL', 'aéß中'], ['\\PL', '0 -😀'], ['\\p{Lu}', 'AÉΩ'], ['\\p{Greek}', 'ωΩ'], ['\\P{Greek}', 'aé'], ['\\p{^Lu}', 'a0'],
  ['\\p{Cyrillic}', 'я'], ['\\pN', '09'], ['\\p{L}', 'ab'], ['\\p{Latin}', 'aé'], ['\\p{Any}', 'a\n'], ['\\p{ASCII}', 'k!'],
  ['[[:alpha:]]', 'aZ'], ['[[:^alpha:]]', '0é'], ['[[:punct:]]', '-_'], ['[[:space:][:upper:]]', ' AB'], ['[a-c]', 'abc'],
  ['[^a-c]', 'xé\n'], ['[^a]', 'b中'], ['[]a]', ']a'], ['[^]a]', 'b'], ['[a-]', 'a-'], ['[-a]', 'a-'], ['[\\d_]', '0_'],
  ['[\\W\\d]', ' 0'], ['[^\\w]', ' é'], ['[α-ω]', 'ςω'], ['[^α-ω\\n]', 'aΩ'], ['[\\x00-\\x7f]', 'aK'], ['[k-s]', 'ks'],
  ['[^\\PL]', 'aé'], ['[\\p{Lu}\\d]', 'A0'], ['[^\\x00-\\x{10FFFF}]', 'a'], ['[\\pN-a]', '0-a'], ['[[]', '['], ['[😀-😎]', '😀'],
]; // prettier-ignore
const assertions = ['^', '$', '\\A', '\\z', '\\b', '\\B'];
const flagSets = ['i', 'm', 's', 'U', 'im', 'is', 'i-s', '-i', 'mU', 'sm', '-U'];
/** What a mutation puts into a pattern. */
const soup = [...Array.from('()[]{}|*+?^$.\\-,:<>P=!#0159aibBzQECpLxU&_ \n'), '(?', '(?i', '\\C', '{2', '{,2}', '{1001}', '[[:', ':]', '\\Q', '\\E', '\\p{', '(?P<a>', '\\8', 'é', '[^', '(?-', '\\x{', '{0}', '{01}']; // prettier-ignore

/** Makes cases of all of RE2's language; some of the patterns are broken on purpose. */
export class CaseMaker {
  readonly #random: Random;
  #names = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  next(inputCount: number): RegexCase {
    const random = this.#random;
    this.#names = 0;
    const piece = this.#alternation(random.below(4));
    const flags = random.chance(25) ? `(?${random.pick(flagSets)})` : '';
    let pattern = flags + piece.pattern;
    if (random.chance(20)) for (let i = random.below(3); i >= 0; i--) pattern = this.#mutate(pattern);
    const inputs = Array.from({ length: inputCount }, () => this.#input(piece));
    return { pattern: pattern.toWellFormed(), inputs };
  }

  #alternation(depth: number): Piece {
    const random = this.#random;
    const branches = Array.from({ length: random.chance(30) ? 2 + random.below(3) : 1 }, () => this.#sequence(depth));
    const pattern = branches.map((branch) => branch.pattern).join('|');
    return { pattern, sample: () => random.pick(branches).sample() };
  }

  #sequence(depth: number): Piece {
    const random = this.#random;
    const parts = Array.from({ length: random.chance(6) ? 0 : 1 + random.below(4) }, () => this.#repetition(depth));
    const pattern = parts.map((part) => part.pattern).join('');
    return { pattern, sample: () => parts.map((part) => part.sample()).join('') };
  }

  #repetition(depth: number): Piece {
    const random = this.#random;
    const atom = this.#atom(depth);
    if (!random.chance(40)) return atom;
    const lazy = random.chance(30) ? '?' : '';
    const low = random.below(4);
    const operators = ['*', '+', '?', `{${low}}`, `{${low},}`, `{${low},${low + random.below(4)}}`];
    const operator = random.pick(random.chance(70) ? operators.slice(0, 3) : operators);
    const times = () => (operator === '?' ? random.below(2) : low + random.below(3));
    return {
      pattern: atom.pattern + operator + lazy,
      sample: () => Array.from({ length: times() }, atom.sample).join(''),
    };
  }

  #atom(depth: number): Piece {
    const random = this.#random;
    const choice = random.below(100);
    if (depth > 0 && choice < 35) return this.#group(depth - 1);
    if (choice < 65) return this.#literal();
    if (choice < 85) return this.#oneOf(classes);
    if (choice < 91) return { pattern: random.pick(assertions), sample: () => '' };
    if (choice < 96) return this.#oneOf(escapes);
    if (choice < 98) return { pattern: `\\Qa.b*\\E`, sample: () => 'a.b*' };
    return { pattern: `(?${random.pick(flagSets)})`, sample: () => '' };
  }

  #oneOf(list: readonly (readonly [string, string])[]): Piece {
    const [pattern, members] = this.#random.pick(list);
    return { pattern, sample: () => this.#random.pick(Array.from(members)) };
  }

  #literal(): Piece {
    const text = this.#random.pick(plain);
    const other = this.#random.chance(50) ? text.toUpperCase() : text.toLowerCase();
    return { pattern: text, sample: () => (this.#random.chance(85) ? text : other) };
  }

  #group(depth: number): Piece {
    const { pattern, sample } = this.#alternation(depth);
    const open = this.#random.pick([
      '(',
      '(',
      '(?:',
      '(?i:',
      `(?P<n${this.#names++}>`,
      `(?<m${this.#names++}>`,
      '(?s-i:',
    ]);
    return { pattern: `${open}${pattern})`, sample };
  }

  #mutate(pattern: string): string {
    const random = this.#random;
    const at = random.below(pattern.length + 1);
    const cut = random.below(3);
    return (
      pattern.slice(0, at) + (random.chance(70) ? random.pick(soup) : '') + pattern.slice(at + (cut === 2 ? 1 : 0))
    );
  }

  #input(piece: Piece): Buffer {
    const random = this.#random;
    const noise = () => Array.from({ length: random.below(6) }, () => random.pick(plain)).join('');
    const pieces: string[] = [];
    for (let i = random.below(4); i >= 0; i--) pieces.push(random.chance(30) ? noise() : '', piece.sample());
    // A sample of a repetition of a repetition can be long: the first part is as good.
    const input = Buffer.from(pieces.join('').slice(0, 200).toWellFormed() + (random.chance(50) ? noise() : ''));
    if (random.chance(15))
      for (let i = 0; i < 2 && input.length > 0; i++) input[random.below(input.length)] = 128 + random.below(128);
    return input;
  }
}
