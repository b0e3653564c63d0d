/** One paragraph of a deb822(5) file, reduced to the wanted fields. */
export interface Stanza {
  /** Line where it begins, counted from 1. */
  line: number;
  /** Values by lower-case field name; continuation lines are separated by `\n` and have no leading blanks. */
  fields: Map<string, string>;
}

/** What a reader of stanzas needs to know. */
export interface StanzaOptions {
  /** Fields to keep, lower-case. The first opens a stanza: met again, it begins a new one. */
  wanted: readonly [string, ...string[]];
  /** Fields of which the first line is enough: their continuation lines are skipped. */
  firstLineOnly?: readonly string[];
  /** Longest value of a wanted field in bytes; a longer one is left out and reported. */
  maxValueBytes: number;
  /** Takes what is malformed: its line, and text of the file to quote. */
  report: (what: string, line: number, found?: string) => void;
}

interface WantedField {
  name: string;
  firstLineOnly: boolean;
}

/** A database of 10,000 packages has under 500,000. */
const maxLines = 2_000_000;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;
const hash = 0x23;

/**
 * Reads the stanzas of a deb822(5) file as dpkg does (`lib/dpkg/parse.c`), but carries on after an error.
 * Works on the bytes and decodes only wanted values, because a dpkg status file is mostly descriptions.
 */
export function* readStanzas(bytes: Buffer, options: StanzaOptions): Generator<Stanza> {
  const reader = new StanzaReader(bytes, options);
  for (let stanza = reader.next(); stanza !== undefined; stanza = reader.next()) yield stanza;
}

class StanzaReader {
  readonly #bytes: Buffer;
  /** The bytes as characters, one each: to look for something in a string costs less than in a buffer. */
  readonly #text: string;
  readonly #options: StanzaOptions;
  readonly #wanted: ReadonlyMap<string, WantedField>;
  #position = 0;
  /** Number of the line that begins at `#position`. */
  #line = 1;

  constructor(bytes: Buffer, options: StanzaOptions) {
    this.#bytes = bytes;
    this.#text = bytes.toString('latin1');
    this.#options = options;
    this.#wanted = new Map(
      options.wanted.map((name) => [name, { name, firstLineOnly: options.firstLineOnly?.includes(name) ?? false }]),
    );
  }

  next(): Stanza | undefined {
    let stanza: Stanza | undefined;
    while (this.#position < this.#text.length) {
      if (this.#line > maxLines) return this.#giveUp(stanza);
      const start = this.#position;
      const end = this.#endOfLine(start);
      const first = this.#text.charCodeAt(start);
      if (end === start) {
        this.#advance(end);
        if (stanza !== undefined) return stanza;
        continue;
      }
      if (first === hash || first === space || first === tab) {
        if (stanza === undefined && first !== hash && !this.#isBlank(start, end))
          this.#options.report('continuation line without a field', this.#line);
        this.#advance(end);
        continue;
      }
      const separator = this.#text.slice(start, end).indexOf(':');
      if (separator < 0) {
        this.#options.report(
          'line without a colon',
          this.#line,
          this.#bytes.toString('utf8', start, Math.min(end, start + 200)),
        );
        this.#advance(end);
        continue;
      }
      const field = this.#wantedField(start, start + separator);
      if (field?.name === this.#options.wanted[0] && stanza?.fields.has(field.name) === true) {
        this.#options.report('no empty line before this package', this.#line);
        return stanza;
      }
      stanza ??= { line: this.#line, fields: new Map() };
      if (field === undefined) this.#advance(end);
      else this.#readValue(field, start + separator + 1, end, stanza.fields);
    }
    return stanza;
  }

  #giveUp(stanza: Stanza | undefined): Stanza | undefined {
    this.#options.report(`more than ${maxLines} lines: the rest was not read`, this.#line);
    this.#position = this.#bytes.length;
    return stanza;
  }

  /** Takes the value that begins on this line, with the continuation lines below it. */
  #readValue({ name, firstLineOnly }: WantedField, start: number, end: number, fields: Map<string, string>): void {
    const line = this.#line;
    let valueEnd = end;
    this.#advance(end);
    while (this.#isContinuation()) {
      const next = this.#endOfLine(this.#position);
      this.#advance(next);
      if (!firstLineOnly) valueEnd = next;
    }
    if (valueEnd - start > this.#options.maxValueBytes) {
      this.#options.report(`${name} is longer than ${this.#options.maxValueBytes} bytes`, line);
    } else if (fields.has(name)) {
      this.#options.report(`${name} stands twice in one stanza; the first counts`, line);
    } else {
      const text = this.#bytes.toString('utf8', start, valueEnd);
      fields.set(name, valueEnd === end ? text.trim() : unfold(text));
    }
  }

  #isContinuation(): boolean {
    const first = this.#text.charCodeAt(this.#position);
    return first === space || first === tab;
  }

  /** End of the line without its newline and a carriage return before that. */
  #endOfLine(start: number): number {
    const found = this.#text.indexOf('\n', start);
    const end = found < 0 ? this.#text.length : found;
    return end > start && this.#text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }

  /** Moves behind the newline that follows `end`. */
  #advance(end: number): void {
    this.#position = end + (this.#text.charCodeAt(end) === carriageReturn ? 2 : 1);
    this.#line++;
  }

  #isBlank(start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      const character = this.#text.charCodeAt(at);
      if (character !== space && character !== tab) return false;
    }
    return true;
  }

  /** Field names are case-insensitive ASCII. */
  #wantedField(start: number, separator: number): WantedField | undefined {
    let end = separator;
    while (end > start && this.#isBlank(end - 1, end)) end--;
    return this.#wanted.get(this.#text.slice(start, end).toLowerCase());
  }
}

function unfold(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
