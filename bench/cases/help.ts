import type { BenchCase } from '../case.ts';

/** What a start costs: the launcher, Node.js, and the command line without any command's own tree. */
export const help: BenchCase = {
  id: 'help',
  title: 'seawall --help',
  needs: [],
  async plan(bench) {
    return {
      sides: [
        { name: 'seawall', command: [bench.seawall, '--help'] },
        { name: 'bare Node.js', command: [process.execPath, '-e', '0'] },
      ],
      bars: [{ side: 'seawall', figure: 'wall', limit: 0.15, bound: 'at most' }],
    };
  },
};
