import { spawnSync } from 'node:child_process';

/** An expression and the values of its variables, which are all declared as dyn. */
export interface CelQuestion {
  readonly expr: string;
  readonly vars: Readonly<Record<string, unknown>>;
  /** Report facts about the map literals that were evaluated. */
  readonly facts?: boolean;
  /** Estimate the cost, with at most so many elements in what the variables hold. */
  readonly estimate?: number;
}

/** What cel-go says: a value in the notation of `showValue`, or at which step it failed; and the cost. */
export interface CelAnswer {
  readonly value?: string;
  readonly error?: 'parse' | 'check' | 'program' | 'eval' | 'panic' | 'estimate';
  readonly text?: string;
  readonly cost: number;
  readonly facts?: readonly ('odd key' | 'repeated key')[];
  /** The estimate; a text, because the greatest is 2^64 - 1. */
  readonly min?: string;
  readonly max?: string;
}

/**
 * cel-go as a filter: one `CelQuestion` a line on standard input, one `CelAnswer` a line on standard output. Its
 * environment has the libraries of Kubernetes, cel-go's bindings, math and encoders, and Kubernetes' cost estimator.
 * The binary is named by the environment variable CEL_ORACLE; it is built from the folder cel-go/ by `go build`.
 */
export const celOraclePath = process.env['CEL_ORACLE'];

/** Asks all questions in one run of the oracle. */
export function askCelOracle(questions: readonly CelQuestion[]): CelAnswer[] {
  if (celOraclePath === undefined) throw new Error('CEL_ORACLE is not set');
  const input = `${questions.map((question) => JSON.stringify(question)).join('\n')}\n`;
  const run = spawnSync(celOraclePath, [], { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the oracle ended with ${run.status}: ${run.stderr.slice(0, 2000)}`);
  const answers = run.stdout.trimEnd().split('\n');
  if (answers.length !== questions.length) throw new Error(`${questions.length} questions, ${answers.length} answers`);
  return answers.map((line) => JSON.parse(line) as CelAnswer);
}
