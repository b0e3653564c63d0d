// What Seawall keeps on disk: the cache of layer facts. (The server's database, event log and bus come later.)
export * from './facts-cache.ts';
