/** Bytes that break a format of rpm: of one record, or of the database as a whole. Readers turn it into a problem. */
export class RpmFormatError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RpmFormatError';
  }
}
