import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { corpusRoot, readCorpus, saveCorpus, writeInput } from './corpus.ts';
import { supervise } from './supervise.ts';
import type { FuzzResult } from './supervise.ts';
import type { FuzzTarget } from './target.ts';
import { fuzzTargets } from './targets.ts';

const usage = `usage: npm run fuzz -- [TARGET...] [--seconds N] [--executions N] [--seed N] [--max-bytes N] [--corpus DIR] [--save]
  TARGET       ${fuzzTargets.map(({ id }) => id).join(', ')} (default: all, one after the other)
  --seconds    for each target (default 60)
  --executions at most, for each target
  --seed       of the random numbers (default: the clock)
  --max-bytes  largest input (default 8192)
  --corpus     a folder with a subfolder for each target: read at the start, finds are added
  --save       at the end, replace test/corpus/TARGET by the inputs that reach all that was reached`;

interface Options {
  seconds: number;
  executions: number;
  seed: number;
  maxBytes: number;
  corpus: string | undefined;
  save: boolean;
}

const found = resolve(import.meta.dirname, 'found');

process.exitCode = await main(process.argv.slice(2));

async function main(input: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: input,
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      executions: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      'max-bytes': { type: 'string', default: '8192' },
      corpus: { type: 'string' },
      save: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((id) => !fuzzTargets.some((target) => target.id === id));
  if (values.help || unknown.length > 0) {
    console.error(unknown.length > 0 ? `no fuzz target ${unknown.join(', ')}\n${usage}` : usage);
    return values.help ? 0 : 2;
  }
  const options: Options = {
    seconds: Number(values.seconds),
    executions: Number(values.executions),
    seed: Number(values.seed),
    maxBytes: Number(values['max-bytes']),
    corpus: values.corpus,
    save: values.save,
  };
  // Ctrl-C ends the run early, with its summary.
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());
  let crashes = 0;
  for (const target of fuzzTargets) {
    if (positionals.length === 0 || positionals.includes(target.id))
      crashes += await fuzz(target, options, stop.signal);
  }
  return crashes > 0 ? 1 : 0;
}

async function fuzz(target: FuzzTarget, options: Options, signal: AbortSignal): Promise<number> {
  const committed = join(corpusRoot, target.id);
  const extra = options.corpus === undefined ? undefined : join(options.corpus, target.id);
  const corpus = [...readCorpus(committed), ...(extra === undefined ? [] : readCorpus(extra))];
  console.log(`${target.id}: seed ${options.seed}, ${corpus.length} inputs to start from`);
  const list = new URL('targets.ts', import.meta.url).href;
  const order = { ...options, list, target: target.id, corpus: corpus.map(({ bytes }) => bytes) };
  const result = await supervise(
    order,
    (crash) => {
      const file = writeInput(join(found, target.id), crash.input, `.${crash.kind}`);
      console.log(`${target.id}: ${crash.kind}: ${crash.text}\n${target.id}: saved ${file}`);
    },
    signal,
  );
  if (extra !== undefined) for (const input of result.corpus) writeInput(extra, input);
  if (options.save) saveCorpus(committed, result.corpus);
  console.log(summary(target, result));
  return result.crashes.length;
}

function summary(target: FuzzTarget, result: FuzzResult): string {
  const rate = Math.round(result.executions / result.seconds);
  const share = ((100 * result.covered) / Math.max(result.total, 1)).toFixed(1);
  return [
    `${target.id}: ${result.executions} executions, ${rate}/s, ${Math.round(result.cpuSeconds)} CPU-s`,
    `${result.covered} of ${result.total} blocks (${share} %)`,
    `corpus ${result.corpus.length}`,
    `peak ${Math.round(result.peakMegabytes)} MB`,
    `${result.crashes.length} crashes`,
  ].join(', ');
}
