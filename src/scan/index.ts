// One subject to one result: opens it, streams its layers past the analysers, merges, matches and asks the gate.
// Behind the command line now, and behind the server's jobs later.
export * from './scan.ts';
export type { Progress } from './read-layers.ts';
