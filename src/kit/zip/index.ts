// Reads zip archives from memory or a file: central directory, stored and deflated members, zip64.
// Bounded and strict, since archives come from strangers; it never writes to a file system.
export * from './open-zip.ts';
export * from './random-access.ts';
export * from './zip-entry.ts';
export * from './zip-error.ts';
