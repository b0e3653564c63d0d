import { Coverage } from './coverage.ts';
import type { FuzzOrder, FuzzReport } from './messages.ts';
import { minimise } from './minimise.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { Scratch } from './scratch.ts';
import { isDeclared } from './target.ts';
import type { FuzzTarget } from './target.ts';

/** Inputs between two looks at the coverage: a look costs as much as many executions. */
const batchSize = 256;
const reportEvery = 500;
/** Coverage leaves memory behind that V8 never gives back, some 6 MB/s: a new process goes on from here. */
const recycleBytes = 400_000_000;

/** The entry of a fuzzing process: takes one order from its parent and mutates until the time is over. */
process.once('message', (order: FuzzOrder) => {
  void obey(order).finally(() => process.disconnect());
});

async function obey(order: FuzzOrder): Promise<void> {
  let files: readonly string[] = [];
  const coverage = new Coverage((url) => files.some((file) => url.includes(`/${file}`)));
  const { fuzzTargets } = (await import(order.list)) as { fuzzTargets: readonly FuzzTarget[] };
  const target = fuzzTargets.find(({ id }) => id === order.target);
  if (target === undefined) throw new Error(`no fuzz target ${order.target}`);
  files = target.files;
  const fuzzer = new Fuzzer(target, order, coverage);
  await fuzzer.replay([...target.seeds(), ...order.corpus]);
  const end = performance.now() + order.seconds * 1000;
  const goesOn = () => performance.now() < end && fuzzer.executions < order.executions;
  do await fuzzer.batch();
  while (goesOn() && process.memoryUsage.rss() < recycleBytes);
  fuzzer.close();
}

function send(report: FuzzReport): void {
  process.send?.(report);
}

class Fuzzer {
  executions = 0;
  readonly #target: FuzzTarget;
  readonly #coverage: Coverage;
  readonly #random: Random;
  readonly #scratch: Scratch;
  readonly #maxBytes: number;
  readonly #dictionary: readonly Buffer[];
  readonly #crashes = new Set<string>();
  readonly #deadly: readonly Buffer[];
  #corpus: Buffer[] = [];
  #reported = 0;

  constructor(target: FuzzTarget, order: FuzzOrder, coverage: Coverage) {
    this.#target = target;
    this.#coverage = coverage;
    this.#random = new Random(order.seed);
    this.#scratch = new Scratch(order.scratch);
    this.#maxBytes = order.maxBytes;
    this.#deadly = order.deadly;
    this.#dictionary = (target.dictionary ?? []).map((word) => Buffer.from(word as string));
  }

  /** Runs known inputs, the smallest first, and keeps those that add something. */
  async replay(inputs: readonly Buffer[]): Promise<void> {
    this.#coverage.take();
    for (const input of inputs.toSorted((a, b) => a.length - b.length)) {
      await this.#execute(input);
      if (this.#coverage.take()) this.#keep(input);
    }
    if (this.#corpus.length === 0) this.#corpus = [Buffer.alloc(0)];
    // What is killed for its first find has reached something all the same.
    this.#report(false);
  }

  async batch(): Promise<void> {
    const inputs: Buffer[] = [];
    for (let count = 0; count < batchSize; count += 1) {
      const input = this.#mutant();
      inputs.push(input);
      await this.#execute(input);
    }
    if (this.#coverage.take()) await this.#findNew(inputs);
    if (performance.now() - this.#reported > reportEvery) this.#report(false);
  }

  close(): void {
    this.#report(true);
    this.#scratch.close();
  }

  /**
   * Some input of the batch reached something new, and has marked it as reached: looks for it by what each of the
   * batch reaches that the corpus as a whole does not.
   */
  async #findNew(inputs: readonly Buffer[]): Promise<void> {
    this.#coverage.forgetLast();
    for (const input of inputs) {
      await this.#execute(input);
      if (this.#coverage.take()) this.#keep(input);
    }
  }

  #mutant(): Buffer {
    const random = this.#random;
    // The latest finds are where there is most left to find.
    const fresh = random.below(2) === 0 ? Math.max(0, this.#corpus.length - 16) : 0;
    const input = this.#corpus[fresh + random.below(this.#corpus.length - fresh)] ?? Buffer.alloc(0);
    const other = random.pick(this.#corpus);
    const mutant = mutate(input, { random, other, dictionary: this.#dictionary, maxBytes: this.#maxBytes });
    if (this.#target.repair !== undefined && random.below(8) > 0) this.#target.repair(mutant);
    return mutant;
  }

  async #execute(input: Buffer): Promise<void> {
    if (this.#deadly.some((deadly) => deadly.equals(input))) return;
    this.executions += 1;
    this.#scratch.note(this.executions, input);
    const crash = await this.#crashOf(input);
    if (crash === undefined || this.#crashes.has(crash.key)) return;
    this.#crashes.add(crash.key);
    const small = await minimise(input, async (candidate) => (await this.#crashOf(candidate))?.key === crash.key);
    send({ kind: 'crash', ...crash, input: small });
  }

  async #crashOf(input: Buffer): Promise<{ key: string; text: string } | undefined> {
    try {
      // A copy: a target that changes its input must not change the corpus.
      await this.#target.run(Buffer.from(input));
      return undefined;
    } catch (error) {
      return isDeclared(this.#target, error) ? undefined : describeCrash(error);
    }
  }

  #keep(input: Buffer): void {
    this.#corpus.push(input);
    send({ kind: 'keep', input });
  }

  #report(isEnd: boolean): void {
    this.#reported = performance.now();
    send({ kind: 'progress', executions: this.executions, ...this.#coverage.count(), isEnd });
  }
}

/** Crashes of one kind at one place count once; messages may hold numbers from the input. */
function describeCrash(error: unknown): { key: string; text: string } {
  if (!(error instanceof Error)) return { key: 'no error object', text: String(error) };
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return {
    key: `${error.name} ${error.message.replaceAll(/\d+/g, 'N').slice(0, 80)} ${place}`,
    text: error.stack ?? error.message,
  };
}
