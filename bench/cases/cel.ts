import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { BenchCase, Side } from '../case.ts';

/** The policy language on expressions of real admission policies, beside the best npm library and cel-go. */
export const cel: BenchCase = {
  id: 'cel',
  title: 'CEL expressions of admission policies, microseconds for each evaluation',
  needs: [],
  mostRuns: 3,
  async plan(bench) {
    const [npm, go] = [bench.input('BENCH_CEL_NPM'), bench.input('BENCH_CEL_GO')];
    return {
      sides: [
        side(bench, 'seawall', ['seawall'], ({ median }) => median),
        side(bench, 'seawall, slowest', ['seawall'], ({ slowest }) => slowest),
        ...(npm === undefined ? [] : [side(bench, '@marcbachmann/cel-js', ['npm', npm], ({ median }) => median)]),
        ...(go === undefined ? [] : [side(bench, 'cel-go', ['go', go], ({ median }) => median)]),
      ],
      valueUnit: 'µs',
      bars: [
        { side: 'seawall', figure: 'value', limit: 25, bound: 'at most' },
        { side: 'seawall, slowest', figure: 'value', limit: 100, bound: 'at most' },
      ],
    };
  },
};

interface CelSummary {
  median: number;
  slowest: number;
  slowestName: string;
  evaluated: number;
  of: number;
}

function side(bench: Bench, name: string, args: readonly string[], value: (summary: CelSummary) => number): Side {
  return {
    name,
    command: [process.execPath, join(bench.root, 'bench/programs/cel.ts'), ...args],
    value: (stdout) => value(summaryOf(stdout)),
    found: (stdout) => {
      const { median, slowest, slowestName, evaluated, of } = summaryOf(stdout);
      return `median of ${evaluated} of ${of} expressions ${median.toFixed(1)} µs, slowest ${slowest.toFixed(1)} µs (${slowestName})`;
    },
  };
}

function summaryOf(stdout: string): CelSummary {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as CelSummary;
}
