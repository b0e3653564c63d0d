import { parseArgs } from 'node:util';
import { runCommand } from '../test/parts/run-command.ts';
import { Bench, inputNames, readInputs } from './bench.ts';
import type { BenchCase, Plan, Side } from './case.ts';
import { cases } from './cases.ts';
import { machineFacts } from './machine.ts';
import { checkTools, measure } from './measure.ts';
import { judge, summarise, type Sample, type Verdict } from './summary.ts';
import { outcome, renderCase, type Row } from './table.ts';
import { warmUp } from './warm-up.ts';

const usage = `usage: npm run bench -- [FILTER...] [--runs N]
  FILTER   part of a case's name (default: all): ${cases.map(({ id }) => id).join(', ')}
  --runs   runs of each side, in turn (default 5; cases that take long run at most 1 to 3 times)
inputs and peers, see bench/README.md: ${inputNames.join(', ')}`;

const say = (text: string) => process.stdout.write(`${text}\n`);

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { runs: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
  });
  const runs = Number(values.runs);
  const chosen = cases.filter(({ id }) => positionals.length === 0 || positionals.some((part) => id.includes(part)));
  if (values.help || !(Number.isInteger(runs) && runs > 0) || chosen.length === 0) {
    say(usage);
    return values.help ? 0 : 2;
  }
  checkTools();
  const bench = new Bench(readInputs(process.env));
  removeWhenStopped(bench);
  try {
    for (const line of machineFacts()) say(line);
    await runCommand(process.execPath, ['tools/build.ts'], { cwd: bench.root });
    await warmUp(bench);
    return await runCases(chosen, bench, runs);
  } finally {
    bench.remove();
  }
}

/** A bench that is stopped by hand leaves nothing behind either. */
function removeWhenStopped(bench: Bench): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      bench.remove();
      process.exit(1);
    });
  }
}

async function runCases(chosen: readonly BenchCase[], bench: Bench, runs: number): Promise<number> {
  const verdicts: Verdict[] = [];
  let failed = 0;
  for (const one of chosen) {
    say(`\n${one.id}: ${one.title}`);
    const missing = one.needs.filter((name) => bench.input(name) === undefined);
    if (missing.length > 0) {
      say(`  not measured: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set`);
      continue;
    }
    try {
      verdicts.push(...(await runCase(one, bench, Math.min(runs, one.mostRuns ?? runs))));
    } catch (error) {
      failed += 1;
      say(`  failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const count = (wanted: string) => verdicts.filter((verdict) => outcome(verdict) === wanted).length;
  say(`\nbars: ${count('holds')} hold, ${count('missed')} missed, ${count('not measured')} not measured`);
  if (failed > 0) say(`${failed} cases failed`);
  return failed > 0 ? 1 : 0;
}

/** Runs all sides once in each round, so that whatever else the machine does meets all of them alike. */
async function runCase(one: BenchCase, bench: Bench, runs: number): Promise<Verdict[]> {
  const plan: Plan = await one.plan(bench);
  const results = new Map<string, { samples: Sample[]; found: string }>();
  const environment = cleanEnvironment(bench);
  for (let round = 0; round < runs; round += 1) {
    for (const side of plan.sides) {
      const { sample, found } = await runSide(side, bench, environment);
      const samples = results.get(side.name)?.samples ?? [];
      results.set(side.name, { samples: [...samples, sample], found });
    }
  }
  const rows = [...results].map(([name, { samples, found }]): Row => ({ name, summary: summarise(samples), found }));
  const summaries = new Map(rows.map(({ name, summary }) => [name, summary]));
  const verdicts = plan.bars.map((bar) => judge(bar, summaries));
  say(`  ${runs} ${runs === 1 ? 'run' : 'runs'} of each side in turn`);
  say(renderCase(rows, verdicts, plan.valueUnit).trimEnd());
  return verdicts;
}

async function runSide(
  side: Side,
  bench: Bench,
  environment: NodeJS.ProcessEnv,
): Promise<{ sample: Sample; found: string }> {
  side.prepare?.();
  const { sample, stdout } = await measure(side.command, { folder: bench.folder, environment });
  const repeats = side.repeats ?? 1;
  const value = side.value?.(stdout);
  return {
    sample: {
      wall: sample.wall / repeats,
      cpu: sample.cpu / repeats,
      peak: sample.peak,
      ...(value !== undefined && { value }),
    },
    found: side.found?.(stdout) ?? '',
  };
}

/** What a user has in the environment, without what would change how either side runs. */
function cleanEnvironment(bench: Bench): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:NODE_|SEAWALL_|TRIVY_|SYFT_|BENCH_)/.test(name));
  return { ...Object.fromEntries(kept), TMPDIR: bench.folder, SYFT_CHECK_FOR_APP_UPDATE: 'false' };
}
