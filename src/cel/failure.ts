/**
 * What kind of thing went wrong:
 * - `syntax`: the text is not CEL;
 * - `type`: the checker refused it;
 * - `evaluation`: the expression's own error (no such key, division by zero …), which `&&`, `||` and macros may absorb;
 * - `limit`: too long, too deep, too costly; nothing absorbs it.
 */
export type FailureCode = 'syntax' | 'type' | 'evaluation' | 'limit';

/**
 * A failure inside the engine. Not an Error: policies fail and absorb failures in loops, and a stack trace for each
 * costs more than the evaluation. `CelError` is what leaves the room.
 */
export class Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** UTF-16 offset in the source; undefined until something that knows its place has caught it. */
  at: number | undefined;

  constructor(code: FailureCode, message: string, at?: number) {
    this.code = code;
    this.message = message;
    this.at = at;
  }
}

/** Throws an evaluation failure, which the node being evaluated will give its place. */
export function fail(message: string): never {
  throw new Failure('evaluation', message);
}

/** The failure of a function that has no overload for what it was given. */
export function noOverload(): never {
  return fail('no such overload');
}

/** Throws a failure that nothing absorbs. */
export function exceed(message: string): never {
  throw new Failure('limit', message);
}
