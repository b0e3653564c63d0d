import type { NotChecked } from '#model';

/** Counts what no verdict was given on, one entry per subject and reason. */
export class UncheckedTally {
  private readonly entries = new Map<string, NotChecked>();

  add(what: string, why: string): void {
    const key = `${what}\0${why}`;
    const entry = this.entries.get(key);
    if (entry === undefined) this.entries.set(key, { what, why, count: 1 });
    else entry.count++;
  }

  /** In the order of first appearance. */
  list(): NotChecked[] {
    return [...this.entries.values()];
  }
}
