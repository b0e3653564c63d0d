import type { ProblemList } from '../problem-list.ts';

/** Packages, and dependencies between them, of one lock file: ten times what the largest repositories have. */
const maxPackages = 200_000;
const maxEdges = 1_000_000;

/** Counts what is taken from a lock file, and says once when that is no longer everything. */
export class LockLimits {
  #packages = 0;
  #edges = 0;
  readonly #problems: ProblemList;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  /** True when one more package may be taken. */
  takePackage(): boolean {
    this.#packages += 1;
    if (this.#packages === maxPackages + 1)
      this.#problems.add(`more than ${maxPackages} packages: the rest is not read`);
    return this.#packages <= maxPackages;
  }

  /** True when one more dependency may be looked at. */
  takeEdge(): boolean {
    return this.takeEdges([undefined]).length === 1;
  }

  /** As many of the dependencies as may still be looked at. */
  takeEdges<T>(needs: readonly T[]): readonly T[] {
    const left = maxEdges - this.#edges;
    this.#edges += needs.length;
    if (needs.length <= left) return needs;
    if (left >= 0) this.#problems.add(`more than ${maxEdges} dependencies between packages: the rest is not read`);
    return needs.slice(0, Math.max(0, left));
  }
}
