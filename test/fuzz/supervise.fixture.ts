import type { FuzzTarget } from './target.ts';

class DeclaredError extends Error {}

const none = { files: ['test/fuzz/supervise.fixture.ts'], errors: [DeclaredError] };

/** Parsers with a fault each, behind branches that only coverage leads to. */
export const fuzzTargets: readonly FuzzTarget[] = [
  {
    ...none,
    id: 'deep-crash',
    seeds: () => [Buffer.from('harmless')],
    dictionary: ['F', 'U', 'Z'],
    run(bytes) {
      if (bytes[0] !== 0x46) throw new DeclaredError('first');
      if (bytes[1] !== 0x55) throw new DeclaredError('second');
      if (bytes[2] === 0x5a) throw new TypeError('deep down');
    },
  },
  {
    ...none,
    id: 'hang',
    seeds: () => [Buffer.from('x'), Buffer.from('hang')],
    run(bytes) {
      while (bytes.toString() === 'hang');
    },
  },
  {
    ...none,
    id: 'memory',
    seeds: () => [Buffer.from('x'), Buffer.from('eat')],
    run(bytes) {
      if (bytes.toString() !== 'eat') return;
      const eaten = Buffer.alloc(2 ** 30, 1);
      while (eaten[0] === 1);
    },
  },
  {
    ...none,
    id: 'exit',
    seeds: () => [Buffer.from('x'), Buffer.from('exit')],
    run(bytes) {
      if (bytes.toString() === 'exit') process.exit(7);
    },
  },
  { ...none, id: 'sound', seeds: () => [Buffer.from('x')], run: () => {} },
];
