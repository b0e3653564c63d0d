// Worker threads: a pool that takes a URL, the worker's own side of it, and byte streams between threads.
export * from './chunk-channel.ts';
export * from './hash-ring.ts';
export * from './serve-tasks.ts';
export * from './worker-entry.ts';
export * from './worker-pool.ts';
