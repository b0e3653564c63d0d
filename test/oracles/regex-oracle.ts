import { spawnSync } from 'node:child_process';

/** What the oracle says of one pattern: rejected, or all matches (with groups, as byte offsets) in each input. */
export type OracleAnswer =
  | { readonly error: string }
  | { readonly error?: undefined; readonly names: readonly string[]; readonly matches: readonly number[][][] };

/** The tables of Go's `unicode` package: flat inclusive ranges per name, and each code point's next one in its case orbit. */
export interface OracleUnicode {
  readonly version: string;
  readonly categories: Readonly<Record<string, readonly number[]>>;
  readonly scripts: Readonly<Record<string, readonly number[]>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly folds: readonly (readonly [number, number])[];
}

/**
 * Go's `regexp` as a filter: one JSON question a line on standard input, one answer a line on standard output.
 * `{"pattern", "inputs": [base64]}` → `{"error"}` or `{"names", "matches": FindAllSubmatchIndex per input}`;
 * `{"classes": [pattern]}` → `{"ranges"}`, the code points each pattern matches (null when it does not compile);
 * `{"unicode": true}` → {@link OracleUnicode}. The binary is named by the environment variable REGEX_ORACLE.
 */
export const oraclePath = process.env['REGEX_ORACLE'];

/** Asks all questions in one run of the oracle. */
export function askOracle(questions: readonly unknown[]): unknown[] {
  if (oraclePath === undefined) throw new Error('REGEX_ORACLE is not set');
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const run = spawnSync(oraclePath, [], { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the oracle ended with ${run.status}: ${run.stderr}`);
  const answers = run.stdout.trimEnd().split('\n');
  if (answers.length !== questions.length) throw new Error(`${questions.length} questions, ${answers.length} answers`);
  return answers.map((line) => JSON.parse(line) as unknown);
}
