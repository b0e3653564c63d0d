import { Worker, type Transferable } from 'node:worker_threads';

/** What a worker is asked, and what it gets with it. */
export interface Job {
  task: unknown;
  transfer?: Transferable[];
}

interface WaitingJob {
  choose: () => Job | undefined;
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * A small young generation is collected often, and with it the 256 KiB buffers that streams leave behind:
 * measured on a 1.5 GB image, 207 MB resident with 2 MB against 315 MB with V8's own size, at the same speed.
 */
const youngMegabytes = 2;

/** A message from a worker: the answer to its one job. */
export type WorkerAnswer = { result: unknown } | { error: string };

/**
 * Runs tasks in worker threads, at most `size` at once, each worker doing one at a time. Workers start when first needed.
 * A worker answers each message with a `WorkerAnswer`. A worker that dies fails its task only; the next gets a new one.
 */
export class WorkerPool {
  readonly #url: URL;
  readonly #size: number;
  readonly #heapMegabytes: number;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: WaitingJob[] = [];

  /** `url` is the worker's entry module; `heapMegabytes` bounds each worker's JavaScript heap. */
  constructor(url: URL, options: { size: number; heapMegabytes: number }) {
    this.#url = url;
    this.#size = options.size;
    this.#heapMegabytes = options.heapMegabytes;
  }

  /** Runs one task and gives its result. @throws Error with the worker's message */
  run(task: unknown, transfer: Transferable[] = []): Promise<unknown> {
    return this.runNext(() => ({ task, transfer }));
  }

  /**
   * Runs a task that is chosen at the moment when a worker is free for it. Resolves to undefined where there is none by then.
   * @throws Error with the worker's message
   */
  runNext(choose: () => Job | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ choose, resolve, reject });
      this.#next();
    });
  }

  /** Ends all workers; tasks under way are lost. */
  async close(): Promise<void> {
    for (const worker of this.#all) worker.removeAllListeners('exit');
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #next(): void {
    while (this.#idle.length > 0 || this.#all.size < this.#size) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) return;
      const job = waiting.choose();
      if (job === undefined) waiting.resolve(undefined);
      else this.#do(this.#idle.pop() ?? this.#start(), job, waiting);
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#url, {
      resourceLimits: { maxOldGenerationSizeMb: this.#heapMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    });
    this.#all.add(worker);
    return worker;
  }

  #do(worker: Worker, { task, transfer }: Job, { resolve, reject }: WaitingJob): void {
    const finish = (deliver: () => void, alive: boolean) => {
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      if (alive) this.#idle.push(worker);
      else this.#all.delete(worker);
      deliver();
      this.#next();
    };
    worker.once('message', (answer: WorkerAnswer) => {
      const deliver = () => ('error' in answer ? reject(new Error(answer.error)) : resolve(answer.result));
      finish(deliver, true);
    });
    worker.once('error', (error: Error) => finish(() => reject(error), false));
    worker.once('exit', (code) => finish(() => reject(new Error(`the worker thread ended with code ${code}`)), false));
    worker.postMessage(task, transfer);
  }
}
