/** Why bzip2 data cannot be unpacked. The message is one line. */
export class Bzip2Error extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Bzip2Error';
  }
}
