/**
 * Why a compressed stream cannot be read further.
 *
 * - `truncated`: the input ends inside a gzip member or a zstd frame.
 * - `corrupt`: the format or a checksum does not hold, or something else than zeros follows the compressed data.
 * - `ratio`: the output grew beyond `DecompressLimits.ratio` times the input: a decompression bomb.
 * - `too-large`: more output than `DecompressLimits.outputBytes`, or a zstd frame that wants a window over 128 MiB.
 * - `unsupported`: compressed in a way that is not read (xz, bzip2).
 */
export type DecompressErrorCode = 'truncated' | 'corrupt' | 'ratio' | 'too-large' | 'unsupported';

/** A compressed stream that is malformed, cut off or over a limit. */
export class DecompressError extends Error {
  readonly code: DecompressErrorCode;

  constructor(code: DecompressErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DecompressError';
    this.code = code;
  }
}
