/** A parser of hostile bytes, as the fuzzer drives it. */
export interface FuzzTarget {
  /** Also the folder of its regression corpus, `test/corpus/<id>/`. */
  readonly id: string;
  /** Beginnings of the paths, from the root of the repository, of the files whose coverage guides and is counted. */
  readonly files: readonly string[];
  /** The errors that the parser declares. Anything else that is thrown is a crash. */
  readonly errors: readonly (new (...parameters: never[]) => Error)[];
  /** Well-formed inputs to start from, small: every byte of them will be changed many times. */
  seeds(): Buffer[];
  /** Strings that the format gives a meaning, for the mutator to insert. */
  readonly dictionary?: readonly (string | Buffer)[];
  /** Makes checksums right after a mutation, in place; without it most inputs of such formats die at the door. */
  repair?(bytes: Buffer): void;
  /**
   * Parses the bytes. Should also check what must hold for every input (the same result however it is cut, never more
   * output than allowed) and throw an ordinary Error when it does not.
   */
  run(bytes: Buffer): void | Promise<void>;
}

/** Whether an error is one that the target declares. */
export function isDeclared(target: FuzzTarget, error: unknown): boolean {
  return target.errors.some((kind) => error instanceof kind);
}
