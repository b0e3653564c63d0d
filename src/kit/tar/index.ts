// Reads tar streams of every common form from hostile hands: pushed (`TarWalker`, the hot path), pulled (`readTar`),
// or by position (`indexTar`). Bounded by `TarLimits`; what it cannot read is a `TarError` with a place.
export { decodeName } from './decode-name.ts';
export { fileReader, indexTar } from './index-tar.ts';
export type { ReadAt } from './index-tar.ts';
export { readTar } from './read-tar.ts';
export type { TarItem } from './read-tar.ts';
export type { TarEntry, TarEntryType } from './tar-entry.ts';
export { TarError } from './tar-error.ts';
export type { TarErrorCode } from './tar-error.ts';
export type { TarLimits } from './tar-limits.ts';
export { headBytes, TarWalker } from './tar-walker.ts';
export type { BodyWish, TarHandler } from './tar-walker.ts';
