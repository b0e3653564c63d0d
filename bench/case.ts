import type { Bench, InputName } from './bench.ts';

/** One program that a case runs: ours, a peer on the same input, or a floor below which nothing can be. */
export interface Side {
  /** Unique in its case; bars name it. Ours begin with `seawall`. */
  name: string;
  command: readonly string[];
  /** Runs before each run, unmeasured: empties caches. */
  prepare?: () => void;
  /** How many equal commands one run holds; wall and CPU are given for one of them. */
  repeats?: number;
  /** What was found, so that a reader sees that both sides did the work. @throws when the output is no result */
  found?: (stdout: string) => string;
  /** A figure of the case's own, read from the output or from what the run left. */
  value?: (stdout: string) => number;
}

/** A limit from the design that one figure must keep. */
export interface Bar {
  side: string;
  figure: 'wall' | 'cpu' | 'peak' | 'value';
  /** Seconds, bytes, or the unit of the value; with `relativeTo` a ratio of the medians. */
  limit: number;
  bound: 'at most' | 'at least';
  relativeTo?: string;
  /** What `relativeTo` needs when it was not run. */
  needs?: InputName;
  notNegotiable?: boolean;
}

export interface Plan {
  /** In the order in which each round runs them. */
  sides: readonly Side[];
  bars: readonly Bar[];
  /** What the value is, in the table. */
  valueUnit?: string;
}

/** One benchmark: what is run, and which bars it must keep. */
export interface BenchCase {
  id: string;
  title: string;
  /** Without these nothing is run. */
  needs: readonly InputName[];
  /** Most runs, where one takes long. */
  mostRuns?: number;
  plan: (bench: Bench) => Promise<Plan>;
}
