/** Why a command ends early: bad input by the user, or no verdict possible. */
export type ErrorKind = 'usage' | 'no-verdict';

/**
 * An error that a user sees as one line: what was wrong, where, what to do.
 * Its `code` is one of the room's catalogue; `kind` decides the exit code (usage 2, no-verdict 3).
 */
export class SeawallError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(code: string, kind: ErrorKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SeawallError';
    this.code = code;
    this.kind = kind;
  }
}
