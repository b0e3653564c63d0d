// Byte streams with bounds: telling and undoing compression, reading into memory up to a cap, hashing on the way.
// Everything is an AsyncIterable<Buffer>, pulled, so that the slowest part sets the pace; what needs to be read out of order
// is behind `RandomAccess`.
export { collectGarbage } from './collect-garbage.ts';
export { decompress } from './decompress.ts';
export type { DecompressLimits } from './decompress.ts';
export { DecompressError } from './decompress-error.ts';
export type { DecompressErrorCode } from './decompress-error.ts';
export { hashing } from './hashing.ts';
export type { HashedStream, Hashing } from './hashing.ts';
export { peek } from './peek.ts';
export { bufferAccess, descriptorAccess, fileAccess } from './random-access.ts';
export type { FileAccess, RandomAccess } from './random-access.ts';
export { bufferReclaimer } from './reclaim-buffers.ts';
export { readFileRange } from './read-file-range.ts';
export { readBounded } from './read-bounded.ts';
export { SpoolFile } from './spool-file.ts';
export { windowBytes, windowsOf } from './windows.ts';
export { sniffCompression } from './sniff-compression.ts';
export type { Compression } from './sniff-compression.ts';
