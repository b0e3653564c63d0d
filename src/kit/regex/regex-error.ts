/**
 * Why a regular expression or a search was refused:
 * - `syntax`: the pattern is not one of RE2's language; `position` is the UTF-16 index in the pattern;
 * - `too-large`: the pattern nests deeper, or compiles to more, than the options allow;
 * - `limits-exceeded`: one search needed more steps or memory than the options allow.
 */
export type RegexErrorCode = 'syntax' | 'too-large' | 'limits-exceeded';

/** The one error this room throws. Its message is one line and quotes at most a short part of the pattern. */
export class RegexError extends Error {
  readonly code: RegexErrorCode;
  /** UTF-16 index in the pattern where the offending part begins; only for `syntax`. */
  readonly position: number | undefined;

  constructor(code: RegexErrorCode, message: string, position?: number) {
    super(message);
    this.name = 'RegexError';
    this.code = code;
    this.position = position;
  }
}
