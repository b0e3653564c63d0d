/**
 * Why a tar stream cannot be read further.
 *
 * - `bad-checksum`: a header's checksum matches neither the unsigned nor the historic signed sum of its bytes.
 * - `bad-number`: a numeric field or record is no number, or a size is negative or beyond 2^53.
 * - `bad-pax`: a PAX record is malformed, or a name in one holds a NUL.
 * - `bad-sparse`: a sparse entry that is not a GNU one or not a file, so that its length cannot be trusted.
 * - `lone-zero-block`: one block of zeros and then more headers; readers disagree about what follows.
 * - `truncated`: the input ends inside a header, a body or a chain of extended headers.
 * - `too-many-entries`: more headers of any kind than `TarLimits.entries`.
 * - `path-too-long`: a path or link target longer than `TarLimits.pathBytes`.
 * - `header-too-large`: a PAX header, long name or sparse map longer than `TarLimits.headerBytes`.
 * - `body-too-large`: a body was to be collected that is longer than `TarLimits.collectBytes`.
 * - `too-large`: more input than `TarLimits.totalBytes`.
 */
export type TarErrorCode =
  | 'bad-checksum'
  | 'bad-number'
  | 'bad-pax'
  | 'bad-sparse'
  | 'lone-zero-block'
  | 'truncated'
  | 'too-many-entries'
  | 'path-too-long'
  | 'header-too-large'
  | 'body-too-large'
  | 'too-large';

/** A tar stream that is malformed, cut off or over a limit. Nothing after `offset` was read. */
export class TarError extends Error {
  readonly code: TarErrorCode;
  /** Where in the tar stream, in bytes: the header that is to blame, or the end of a truncated stream. */
  readonly offset: number;

  constructor(code: TarErrorCode, offset: number, message: string) {
    super(`${message} at byte ${offset}`);
    this.name = 'TarError';
    this.code = code;
    this.offset = offset;
  }
}
