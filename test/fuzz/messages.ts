/** What a fuzzing process is told to do. */
export interface FuzzOrder {
  /** The module that exports the list `fuzzTargets`, and the one of them. */
  list: string;
  target: string;
  seconds: number;
  /** Stops earlier, after so many executions of each process. */
  executions: number;
  seed: number;
  maxBytes: number;
  /** Inputs to start from besides the seeds of the target. */
  corpus: Buffer[];
  /** Inputs that ended an earlier process, which need no second proof. */
  deadly: Buffer[];
  /** Where to note the current input, so that it is known after a hang or a crash of the process. */
  scratch: string;
}

/** What a fuzzing process says. */
export type FuzzReport =
  | { kind: 'progress'; executions: number; covered: number; total: number; isEnd: boolean }
  | { kind: 'keep'; input: Buffer }
  | { kind: 'crash'; key: string; text: string; input: Buffer };
