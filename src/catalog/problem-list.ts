import type { Problem } from '#model';

const maxProblems = 50;
const maxQuoted = 60;

/** Collects what was wrong with one file, by line, and stays small however broken the file is. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #path: string;
  #left = 0;

  /** `path` as in `AnalysedFile.path`, without a leading slash. */
  constructor(path: string) {
    this.#path = `/${quoted(path, 1024)}`;
  }

  /**
   * Notes a problem at a line (counted from 1); without a line it is about the whole file. `found` is hostile text to
   * quote: it is made fit for a message only when the problem is kept, because a broken file can have millions.
   */
  add(what: string, line?: number, found?: string): void {
    if (this.#problems.length >= maxProblems) {
      this.#left++;
      return;
    }
    const where = line === undefined ? this.#path : `${this.#path}:${line}`;
    this.#problems.push({ where, what: found === undefined || found === '' ? what : `${what}: ${quoted(found)}` });
  }

  /** Notes that the file as a whole tells nothing: no verdict is possible without it. */
  addFatal(what: string): void {
    this.#problems.unshift({ where: this.#path, what, fatal: true });
  }

  /** All problems as a part of facts: empty without any, so that facts of a good file have no such field. */
  facts(): { problems?: Problem[] } {
    if (this.#problems.length === 0) return {};
    const rest = this.#left === 0 ? [] : [{ where: this.#path, what: `${this.#left} further problems are not listed` }];
    return { problems: [...this.#problems, ...rest] };
  }
}

/** Text of a hostile file for use in a message: one line, no control characters, at most `limit` characters. */
export function quoted(text: string, limit: number = maxQuoted): string {
  const begin = text.slice(0, limit + 1);
  // Nearly every text is ASCII, and to compile an expression with categories of Unicode takes most of a millisecond.
  const isPlain = /^[ -~]*$/.test(begin);
  // Bidirectional controls go too: they make a terminal show another text than the file has.
  const plain = isPlain ? begin : begin.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return plain.length > limit ? `${plain.slice(0, limit)}…` : plain;
}
