import { RegexError } from './regex-error.ts';

/** The steps one call may still take, so that a search that is linear but long ends in time. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** @throws RegexError `limits-exceeded` when more was spent than given */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new RegexError('limits-exceeded', 'the regular expression needs too many steps on this input');
    }
  }
}
