import { SeawallError } from '#model';
import { compileRegex } from '#kit/regex';

/** A pattern for paths or image names. */
export interface Glob {
  readonly pattern: string;
  /** Whether the whole text is of the pattern; a leading `/` of the text does not count. */
  matches(text: string): boolean;
}

const maxLength = 1024;

/**
 * Compiles a glob: `*` and `?` stand for anything but `/`, `**` as a whole segment for any number of folders, `[a-z]` and
 * `[!a-z]` for one character, `{a,b}` for either, `\` takes the next character as it is. Matching takes linear time.
 * @throws SeawallError (usage) without a place: the caller knows the file
 */
export function compileGlob(pattern: string): Glob {
  if (pattern.length > maxLength) throw refused(pattern, `longer than ${maxLength} characters`);
  const own = pattern.replace(/^\/+/, '');
  try {
    const regex = compileRegex(`(?s)^(?:${new Translator(own).translate()})$`, { maxMemory: 1024 * 1024 });
    return { pattern, matches: (text) => regex.test(text.replace(/^\/+/, '')) };
  } catch (cause) {
    if (cause instanceof SeawallError) throw cause;
    throw refused(pattern, cause instanceof Error ? cause.message : String(cause));
  }
}

function refused(pattern: string, why: string): SeawallError {
  return new SeawallError('policy/glob', 'usage', `the pattern ${JSON.stringify(pattern.slice(0, 80))} is ${why}`);
}

/** One glob on its way to a regular expression in RE2's syntax. */
class Translator {
  private readonly text: string;
  private at = 0;
  private open = 0;

  constructor(text: string) {
    this.text = text;
  }

  translate(): string {
    const parts: string[] = [];
    while (this.at < this.text.length) parts.push(this.next());
    if (this.open > 0) throw refused(this.text, 'missing a }');
    return parts.join('');
  }

  private next(): string {
    const char = this.text[this.at++] ?? '';
    if (char === '*') return this.stars();
    if (char === '[') return this.bracket();
    if (char === '\\') return this.escaped();
    if (char === '?') return '[^/]';
    if (char === '{') return (this.open++, '(?:');
    if (char === '}' && this.open > 0) return (this.open--, ')');
    return char === ',' && this.open > 0 ? '|' : literal(char);
  }

  private escaped(): string {
    const char = this.text[this.at++];
    if (char === undefined) throw refused(this.text, 'ending in a backslash');
    return literal(char);
  }

  /** Two stars are folders only as a whole segment, else they are as good as one. */
  private stars(): string {
    const from = this.at - 1;
    while (this.text[this.at] === '*') this.at++;
    const whole = this.at - from === 2 && (from === 0 || this.text[from - 1] === '/');
    if (whole && this.at === this.text.length) return '.*';
    if (!whole || this.text[this.at] !== '/') return '[^/]*';
    this.at++;
    return '(?:[^/]+/)*';
  }

  private bracket(): string {
    const end = this.text.indexOf(']', this.at + 1);
    if (end < 0) throw refused(this.text, 'missing a ]');
    const inner = this.text.slice(this.at, end);
    this.at = end + 1;
    const negated = inner.startsWith('!') || inner.startsWith('^');
    const members = (negated ? inner.slice(1) : inner).replace(/[\\[\]^&~|]/g, '\\$&');
    return negated ? `[^/${members}]` : `[${members}]`;
  }
}

function literal(char: string): string {
  return /[\w/ -]/.test(char) || char > '\u007f' ? char : `\\${char}`;
}
