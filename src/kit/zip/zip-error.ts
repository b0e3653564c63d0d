/** Why a zip archive or one of its members cannot be used. The message is one line without the archive's own name. */
export class ZipError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ZipError';
  }
}
