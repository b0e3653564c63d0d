/** A set of small integers in order of insertion that is emptied in constant time (Briggs and Torczon, 1993). */
export class SparseSet {
  /** The members, in order; only the first `size` entries count. */
  readonly dense: Int32Array;
  size = 0;
  readonly #sparse: Int32Array;

  /** @param capacity members are below this */
  constructor(capacity: number) {
    this.dense = new Int32Array(capacity);
    this.#sparse = new Int32Array(capacity);
  }

  /** Adds a member; false when it was there already. */
  add(member: number): boolean {
    const at = this.#sparse[member] ?? 0;
    if (at < this.size && this.dense[at] === member) return false;
    this.#sparse[member] = this.size;
    this.dense[this.size] = member;
    this.size += 1;
    return true;
  }

  clear(): void {
    this.size = 0;
  }
}
