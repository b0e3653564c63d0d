import { anyChar, anyCharButNewline, type CharSet } from './char-set.ts';
import { alternateNode, assertionNode, captureNode, concatNode, repeatNode, setNode, type Node } from './node.ts';
import { classesTooLarge, parseBracket } from './parse-bracket.ts';
import { parseClassEscape, parseEscape, syntaxError } from './parse-escape.ts';
import { RegexError } from './regex-error.ts';
import { foldCharSet } from './unicode.ts';

/** How much a pattern may ask for; see `RegexOptions`. */
export interface ParseLimits {
  /** Instructions of the program. */
  readonly maxInstructions: number;
  /** Range ends of all classes together. */
  readonly maxSetNumbers: number;
}

/** A parsed pattern. */
export interface Parse {
  readonly tree: Node;
  /** The names of the groups by index; index 0, the whole match, and groups without a name have none. */
  readonly groupNames: readonly (string | undefined)[];
}

interface Flags {
  readonly foldCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly ungreedy: boolean;
}

/** A group that is open: what was read of it, and what to go back to when it is closed. */
interface Group {
  readonly start: number;
  readonly captureIndex: number | undefined;
  readonly flagsOutside: Flags;
  readonly branches: Node[];
  items: Node[];
}

/**
 * Parses a pattern in RE2's language as Go's `regexp/syntax` has it (flags `Perl`): https://golang.org/s/re2syntax.
 * Nothing is recursive, so that depth is bounded by the tree (1000 levels), not by the stack.
 * @throws RegexError `syntax` or `too-large`
 */
export function parseRegex(source: string, limits: ParseLimits): Parse {
  return new Parser(source, limits).parse();
}

class Parser {
  readonly #source: string;
  readonly #limits: ParseLimits;
  readonly #groupNames: (string | undefined)[] = [undefined];
  readonly #sets = new Map<string, CharSet>();
  readonly #outer: Group[] = [];
  #flags: Flags = { foldCase: false, multiLine: false, dotAll: false, ungreedy: false };
  #group: Group;
  #at = 0;
  #nodes = 0;
  #setNumbers = 0;
  /** Where the repetition operator just read begins; another one right after it is an error, not a stack of two. */
  #repeatAt: number | undefined;

  constructor(source: string, limits: ParseLimits) {
    this.#source = source;
    this.#limits = limits;
    this.#group = this.#newGroup(0, undefined);
  }

  parse(): Parse {
    const source = this.#source;
    if (!source.isWellFormed()) throw syntaxError('a surrogate on its own, which is no character', source, 0);
    while (this.#at < source.length) {
      const before = this.#repeatAt;
      this.#repeatAt = undefined;
      this.#parseToken(source[this.#at] ?? '', before);
    }
    if (this.#outer.length > 0) throw syntaxError('a group that is not closed', source, this.#group.start);
    return { tree: this.#closeBranches(), groupNames: this.#groupNames };
  }

  #parseToken(char: string, repeatBefore: number | undefined): void {
    switch (char) {
      case '(':
        return this.#openGroup();
      case ')':
        return this.#closeGroup();
      case '|':
        this.#group.branches.push(concatNode(this.#group.items));
        this.#group.items = [];
        return this.#skip(1);
      case '^':
        return this.#push(assertionNode(this.#flags.multiLine ? 'begin-line' : 'begin-text'), 1);
      case '$':
        return this.#push(assertionNode(this.#flags.multiLine ? 'end-line' : 'end-text'), 1);
      case '.':
        return this.#push(setNode(this.#flags.dotAll ? anyChar : anyCharButNewline), 1);
      case '[':
        return this.#parseBracket();
      case '*':
        return this.#repeat(0, Infinity, 1, repeatBefore);
      case '+':
        return this.#repeat(1, Infinity, 1, repeatBefore);
      case '?':
        return this.#repeat(0, 1, 1, repeatBefore);
      case '{':
        return this.#parseCount(repeatBefore);
      case '\\':
        return this.#parseBackslash();
      default:
        return this.#pushCodePointAt(this.#at);
    }
  }

  #skip(length: number): void {
    this.#at += length;
  }

  /** Adds what was read to the group; the token was `length` long. */
  #push(node: Node, length: number): void {
    // Checked here and not only at the end, so that a pattern too large is refused before it costs memory.
    this.#nodes += 1;
    if (this.#nodes > this.#limits.maxInstructions || node.size > this.#limits.maxInstructions) {
      throw new RegexError('too-large', 'the regular expression compiles to too large a program');
    }
    this.#group.items.push(node);
    this.#skip(length);
  }

  #pushCodePointAt(at: number): void {
    const code = this.#source.codePointAt(at) ?? 0;
    this.#push(this.#literal(code), code > 0xffff ? 2 : 1);
  }

  #literal(code: number): Node {
    const set: CharSet = [code, code];
    return setNode(this.#flags.foldCase ? foldCharSet(set) : set);
  }

  #parseBracket(): void {
    const room = this.#limits.maxSetNumbers - this.#setNumbers;
    const { value, end } = parseBracket(this.#source, this.#at, this.#flags.foldCase, room);
    this.#push(setNode(this.#shared(value, end)), end - this.#at);
  }

  /** The set written between here and `end`; the same text gives the same set again, and counts once. */
  #shared(set: CharSet, end: number): CharSet {
    const key = `${this.#flags.foldCase} ${this.#source.slice(this.#at, end)}`;
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    this.#setNumbers += set.length;
    if (this.#setNumbers > this.#limits.maxSetNumbers) throw classesTooLarge();
    this.#sets.set(key, set);
    return set;
  }

  #parseBackslash(): void {
    switch (this.#source[this.#at + 1] ?? '') {
      case 'A':
        return this.#push(assertionNode('begin-text'), 2);
      case 'z':
        return this.#push(assertionNode('end-text'), 2);
      case 'b':
        return this.#push(assertionNode('word-boundary'), 2);
      case 'B':
        return this.#push(assertionNode('not-word-boundary'), 2);
      case 'Q':
        return this.#parseQuotation();
      default:
    }
    const set = parseClassEscape(this.#source, this.#at, this.#flags.foldCase);
    if (set !== undefined) return this.#push(setNode(this.#shared(set.value, set.end)), set.end - this.#at);
    const { value, end } = parseEscape(this.#source, this.#at);
    this.#push(this.#literal(value), end - this.#at);
  }

  /** `\Q…\E`: everything between is literal; without `\E` to the end. */
  #parseQuotation(): void {
    this.#skip(2);
    const close = this.#source.indexOf('\\E', this.#at);
    const end = close < 0 ? this.#source.length : close;
    while (this.#at < end) this.#pushCodePointAt(this.#at);
    if (close >= 0) this.#skip(2);
  }

  /** `{2}`, `{2,}`, `{2,5}`; anything else after a brace makes the brace a literal. */
  #parseCount(repeatBefore: number | undefined): void {
    const count = /\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}/y;
    count.lastIndex = this.#at;
    const found = count.exec(this.#source);
    if (found === null) return this.#push(this.#literal(0x7b), 1);
    const [text, least, comma, most] = found;
    const min = Number(least);
    const max = comma === undefined ? min : Number(most ?? maxCopies);
    if (max > maxCopies || min > max) throw syntaxError('a bad repeat count', this.#source, this.#at);
    this.#repeat(min, text.endsWith(',}') ? Infinity : max, text.length, repeatBefore);
  }

  /** Applies a repetition operator, `length` long and perhaps with a `?` behind it, to the item before it. */
  #repeat(min: number, max: number, length: number, repeatBefore: number | undefined): void {
    const start = this.#at;
    this.#skip(length);
    let greedy = !this.#flags.ungreedy;
    if (this.#source[this.#at] === '?') {
      this.#skip(1);
      greedy = !greedy;
    }
    if (repeatBefore !== undefined) throw syntaxError('a repetition of a repetition', this.#source, repeatBefore);
    const body = this.#group.items.pop();
    if (body === undefined) throw syntaxError('nothing before the repetition', this.#source, start);
    const node = repeatNode(body, min, max, greedy);
    if (node.copies > maxCopies) throw syntaxError('a bad repeat count (over 1000 in all)', this.#source, start);
    this.#push(node, 0);
    this.#repeatAt = start;
  }

  #newGroup(start: number, captureIndex: number | undefined): Group {
    return { start, captureIndex, flagsOutside: this.#flags, branches: [], items: [] };
  }

  #openGroup(): void {
    const rest = this.#source.slice(this.#at, this.#at + 4);
    if (!rest.startsWith('(?')) return this.#enterGroup(undefined, 1);
    if (rest.startsWith('(?P<')) return this.#openNamedGroup(4);
    if (rest.startsWith('(?<')) return this.#openNamedGroup(3);
    this.#parseFlags();
  }

  #openNamedGroup(prefix: number): void {
    const close = this.#source.indexOf('>', this.#at + prefix);
    const name = close < 0 ? '' : this.#source.slice(this.#at + prefix, close);
    if (!/^[0-9A-Za-z_]+$/.test(name)) throw syntaxError('a bad group name', this.#source, this.#at);
    this.#enterGroup(name, close + 1 - this.#at);
  }

  #enterGroup(name: string | undefined, length: number): void {
    this.#groupNames.push(name);
    this.#outer.push(this.#group);
    this.#group = this.#newGroup(this.#at, this.#groupNames.length - 1);
    this.#skip(length);
  }

  /** `(?i)`, `(?i-s)` for the rest of the group, `(?:`, `(?i:`, `(?i-s:` for a group without capture. */
  #parseFlags(): void {
    const syntax = /\(\?([imsU]*)((?:-[imsU]+)?)([:)])/y;
    syntax.lastIndex = this.#at;
    const [text = '', on = '', off = '', last = ''] = syntax.exec(this.#source) ?? [];
    if (text === '') throw syntaxError('unknown or unsupported group syntax', this.#source, this.#at);
    const flag = (letter: string, now: boolean): boolean => !off.includes(letter) && (on.includes(letter) || now);
    const flags: Flags = {
      foldCase: flag('i', this.#flags.foldCase),
      multiLine: flag('m', this.#flags.multiLine),
      dotAll: flag('s', this.#flags.dotAll),
      ungreedy: flag('U', this.#flags.ungreedy),
    };
    if (last === ':') {
      this.#outer.push(this.#group);
      this.#group = this.#newGroup(this.#at, undefined);
    }
    this.#flags = flags;
    this.#skip(text.length);
  }

  #closeGroup(): void {
    const outer = this.#outer.pop();
    if (outer === undefined) throw syntaxError('a closing parenthesis too many', this.#source, this.#at);
    const { captureIndex, flagsOutside } = this.#group;
    const body = this.#closeBranches();
    this.#group = outer;
    this.#flags = flagsOutside;
    this.#push(captureIndex === undefined ? body : captureNode(captureIndex, body), 1);
  }

  #closeBranches(): Node {
    const node = alternateNode([...this.#group.branches, concatNode(this.#group.items)]);
    if (node.size <= this.#limits.maxInstructions) return node;
    throw new RegexError('too-large', 'the regular expression compiles to too large a program');
  }
}

/** RE2's bound on a repeat count, and on the product of nested ones. */
const maxCopies = 1000;
