/** The bytes are no bill of materials that is known; the message says why, in half a sentence. */
export class MalformedSbomError extends Error {
  constructor(why: string, options?: { cause?: unknown }) {
    super(why, options);
    this.name = 'MalformedSbomError';
  }
}
