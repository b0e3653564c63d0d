import type { Problem } from '#model';
import type { ReportProblem } from './header-record.ts';

/** Problems listed one by one; a file full of rubbish has as many as it has pages. */
const maxListed = 50;

/** Problems of one file: a bounded number in full, the rest counted. */
export class ProblemList {
  readonly #file: string;
  readonly #listed: Problem[] = [];
  #unlisted = 0;

  /** `file` is the absolute path inside the image. */
  constructor(file: string) {
    this.#file = file;
  }

  readonly report: ReportProblem = (place, what) => {
    if (this.#listed.length < maxListed) this.#listed.push({ where: `${this.#file}, ${place}`, what });
    else this.#unlisted++;
  };

  /** All problems; `fatal` adds the one that says that nothing could be read. */
  list(fatal?: string): Problem[] {
    const problems = [...this.#listed];
    if (this.#unlisted > 0) problems.push({ where: this.#file, what: `${this.#unlisted} more problems` });
    if (fatal !== undefined) problems.push({ where: this.#file, what: fatal, fatal: true });
    return problems;
  }
}
