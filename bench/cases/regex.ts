import { join } from 'node:path';
import type { BenchCase } from '../case.ts';

/** Our engine of regular expressions beside V8's, in one process; the program itself prints a line for each pattern. */
export const regex: BenchCase = {
  id: 'regex',
  title: "the linear-time regular expressions beside V8's, of which hostile patterns are stopped",
  needs: [],
  mostRuns: 1,
  async plan(bench) {
    return {
      sides: [
        {
          name: 'seawall',
          command: [process.execPath, join(bench.root, 'bench/programs/regex.ts')],
          value: (stdout) => summaryOf(stdout).medianOfV8,
          found: (stdout) => {
            const { patterns, hostile, slowestMilliseconds, v8Stopped } = summaryOf(stdout);
            return `${patterns} usual patterns; ${hostile} hostile ones, the slowest in ${Math.round(slowestMilliseconds)} ms, V8 stopped in ${v8Stopped}`;
          },
        },
      ],
      valueUnit: '× V8',
      bars: [],
    };
  },
};

interface Summary {
  medianOfV8: number;
  patterns: number;
  hostile: number;
  slowestMilliseconds: number;
  v8Stopped: number;
}

function summaryOf(stdout: string): Summary {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Summary;
}
