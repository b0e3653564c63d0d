// Reads zip archives from memory or a file: central directory, stored and deflated members, zip64.
// Bounded and strict, since archives come from strangers; it never writes to a file system.
export { bufferAccess, fileAccess, type RandomAccess } from '#kit/stream';
export * from './open-zip.ts';
export * from './zip-entry.ts';
export * from './zip-error.ts';
