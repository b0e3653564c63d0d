import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, newEnvironment, showValue, types } from '#cel';
import { benchExpressions, sampleBindings, type CelExpression } from '../cel-sample.ts';
import { median } from '../summary.ts';

/**
 * Times the expressions of cel.json with one engine: a line for each, and a summary as JSON at the end.
 * usage: cel.ts seawall | npm FOLDER | go BINARY
 */
interface CelTiming {
  readonly name: string;
  /** Undefined when the engine refuses the expression or the input. */
  readonly microseconds: number | undefined;
}

const rounds = 1000;
const batches = 7;
const bindings = sampleBindings();

/** Microseconds of one evaluation: the best batch, since whatever else the machine does only makes one slower. */
function time(evaluate: () => unknown): number {
  let best = Infinity;
  for (let batch = 0; batch < batches; batch += 1) {
    const start = process.hrtime.bigint();
    for (let round = 0; round < rounds; round += 1) evaluate();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1000 / rounds);
  }
  return best;
}

function timeOurs({ name, expr }: CelExpression): CelTiming {
  const program = compile(expr, environment);
  if (showValue(program.evaluate(bindings).value).startsWith('error')) throw new Error(`${name} has no value`);
  return { name, microseconds: time(() => program.evaluate(bindings)) };
}

const environment = newEnvironment({ variables: { object: types.dyn, oldObject: types.dyn } });

/** The part of `@marcbachmann/cel-js` that is used. */
interface CelJs {
  Environment: new (options: object) => { parse: (expr: string) => (context: unknown) => unknown };
}

async function timeNpm(folder: string): Promise<CelTiming[]> {
  const root = join(folder, 'node_modules/@marcbachmann/cel-js');
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: { '.': { default: string } };
  };
  const { Environment } = (await import(pathToFileURL(join(root, exports['.'].default)).href)) as CelJs;
  const peer = new Environment({
    unlistedVariablesAreDyn: true,
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
  });
  return benchExpressions().map(({ name, expr }) => {
    try {
      const evaluate = peer.parse(expr);
      evaluate(bindings);
      return { name, microseconds: time(() => evaluate(bindings)) };
    } catch {
      return { name, microseconds: undefined };
    }
  });
}

/** The oracle of test/oracles/cel-go can time itself. */
function timeGo(binary: string): CelTiming[] {
  const expressions = benchExpressions();
  const questions = expressions.flatMap(({ expr }) =>
    Array.from({ length: batches }, () => JSON.stringify({ expr, vars: bindings, rounds })),
  );
  const { stdout } = spawnSync(binary, { input: `${questions.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { value?: string; nanoseconds?: number });
  return expressions.map(({ name }, index) => {
    const own = answers.slice(index * batches, (index + 1) * batches);
    const best = Math.min(...own.map(({ nanoseconds }) => nanoseconds ?? Infinity)) / 1000;
    return { name, microseconds: own.some(({ value }) => value === undefined) ? undefined : best };
  });
}

const [engine = 'seawall', path = ''] = process.argv.slice(2);
const timings =
  engine === 'npm' ? await timeNpm(path) : engine === 'go' ? timeGo(path) : benchExpressions().map(timeOurs);
for (const { name, microseconds } of timings)
  process.stdout.write(`${name.padEnd(28)}${(microseconds?.toFixed(2) ?? 'refused').padStart(10)}\n`);
const known = timings.flatMap(({ microseconds }) => microseconds ?? []);
const slowest = timings.reduce((a, b) => ((b.microseconds ?? 0) > (a.microseconds ?? 0) ? b : a));
process.stdout.write(
  `${JSON.stringify({ median: median(known), slowest: slowest.microseconds, slowestName: slowest.name, evaluated: known.length, of: timings.length })}\n`,
);
