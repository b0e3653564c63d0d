import type { Problem } from '#model';
import type { ReportProblem } from './header-record.ts';

/** Problems listed one by one; a file full of rubbish has as many as it has pages. */
const maxListed = 50;

/** Problems of one file: a bounded number in full, the rest counted. */
export class ProblemList {
  readonly #file: string;
  readonly #listed: Problem[] = [];
  #count = 0;

  /** `file` is the absolute path inside the image. */
  constructor(file: string) {
    this.#file = file;
  }

  readonly report: ReportProblem = (place, what) => {
    this.#count++;
    if (this.#count <= maxListed) this.#listed.push({ where: `${this.#file}, ${place}`, what });
  };

  /** How many were reported, listed or not. */
  get count(): number {
    return this.#count;
  }

  /** All problems; `fatal` adds the one that says that nothing could be read. */
  list(fatal?: string): Problem[] {
    const problems = [...this.#listed];
    const unlisted = this.#count - problems.length;
    if (unlisted > 0) problems.push({ where: this.#file, what: `${unlisted} more problems` });
    if (fatal !== undefined) problems.push({ where: this.#file, what: fatal, fatal: true });
    return problems;
  }
}
