/** Joins the parts of one record after the other in the same memory: a database would otherwise be copied as a whole. */
export class Scratch {
  #bytes = Buffer.alloc(0);

  /** The parts as one view, valid until the next call. */
  join(parts: readonly Buffer[]): Buffer {
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    // Twice what is needed, so that records that grow slowly do not each move it.
    if (length > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(length * 2);
    let end = 0;
    for (const part of parts) end += part.copy(this.#bytes, end);
    return this.#bytes.subarray(0, length);
  }
}
