// Unpacks bzip2, which Node cannot: a stream in bounded memory, every checksum checked.
export { bunzip2 } from './bunzip2.ts';
export { Bzip2Error } from './bzip2-error.ts';
