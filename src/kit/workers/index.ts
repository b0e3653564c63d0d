// Worker threads: a pool that takes a URL, the worker's own side of it, and byte streams between threads.
export * from './chunk-channel.ts';
export { hashBeside, readBeside, type HashTask } from './read-beside.ts';
export * from './serve-tasks.ts';
export * from './worker-entry.ts';
export * from './worker-pool.ts';
