import type { Problem } from '#model';
import { quoted } from '../problem-list.ts';

const maxProblems = 50;

/** Collects what was wrong with parts of a document, and stays small however broken it is. */
export class SbomProblems {
  readonly #problems: Problem[] = [];
  #left = 0;

  /** `found` is hostile text to quote. */
  add(where: string, what: string, found?: string): void {
    if (this.#problems.length >= maxProblems) this.#left += 1;
    else this.#problems.push({ where, what: found === undefined ? what : `${what}: ${quoted(found)}` });
  }

  list(): Problem[] {
    const rest = { where: 'the document', what: `${this.#left} further problems are not listed` };
    return this.#left === 0 ? [...this.#problems] : [...this.#problems, rest];
  }
}
