import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FuzzOrder, FuzzReport } from './messages.ts';
import { readScratch } from './scratch.ts';

/** What one execution may take in CPU time. */
const hangCpuMs = 2000;
const heapMegabytes = 256;
/** Resident memory of the fuzzing process; the runtime and the corpus alone take about 100 MB. */
const residentMegabytes = 768;
const pollMs = 250;
/** Looks at one execution until it counts as waiting for ever, with room for a busy machine. */
const hangPolls = 80;
/** A target that kills more processes than this has enough to mend. */
const mostProcesses = 4;

export interface FuzzCrash {
  kind: 'crash' | 'hang' | 'memory';
  text: string;
  input: Buffer;
}

/** What came of fuzzing one target. */
export interface FuzzResult {
  executions: number;
  seconds: number;
  /** Of the fuzzing processes, where the system tells. */
  cpuSeconds: number;
  covered: number;
  total: number;
  peakMegabytes: number;
  /** Inputs that each reached something new, in the order in which they were found. */
  corpus: Buffer[];
  crashes: FuzzCrash[];
}

/**
 * Fuzzes one target in child processes for the time given, or until `signal`; a process that hangs or dies is replaced.
 */
export async function supervise(
  order: Omit<FuzzOrder, 'scratch' | 'deadly'>,
  found: (crash: FuzzCrash) => void,
  signal?: AbortSignal,
): Promise<FuzzResult> {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-fuzz-'));
  const started = performance.now();
  const result: FuzzResult = {
    executions: 0,
    seconds: 0,
    cpuSeconds: 0,
    covered: 0,
    total: 0,
    peakMegabytes: 0,
    corpus: [],
    crashes: [],
  };
  try {
    let left = order.seconds;
    let killed = 0;
    for (let round = 0; left > 0 && killed < mostProcesses && signal?.aborted !== true; round += 1) {
      const scratch = join(folder, `input-${round}`);
      const corpus = round === 0 ? order.corpus : result.corpus;
      const deadly = result.crashes.map(({ input }) => input);
      result.corpus = [];
      const watch = new Watch(
        { ...order, corpus, deadly, scratch, seconds: left, seed: order.seed + round },
        result,
        found,
      );
      const stop = (): void => watch.stop();
      signal?.addEventListener('abort', stop);
      if (!(await watch.ended)) killed += 1;
      signal?.removeEventListener('abort', stop);
      left = result.executions >= order.executions ? 0 : order.seconds - (performance.now() - started) / 1000;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  result.seconds = (performance.now() - started) / 1000;
  return result;
}

/** One fuzzing process and its end. */
class Watch {
  /** True when the process came to its end by itself. */
  readonly ended: Promise<boolean>;
  readonly #order: FuzzOrder;
  readonly #result: FuzzResult;
  readonly #found: (crash: FuzzCrash) => void;
  readonly #child: ChildProcess;
  readonly #cpuSecondsBefore: number;
  readonly #executionsBefore: number;
  #isDone = false;
  #killedFor: 'hang' | 'memory' | undefined;
  #execution = -1;
  /** Of the current execution: looks at it, and CPU time of the process before it. */
  #polls = 0;
  #cpuMsBefore = 0;

  constructor(order: FuzzOrder, result: FuzzResult, found: (crash: FuzzCrash) => void) {
    this.#order = order;
    this.#result = result;
    this.#found = found;
    this.#executionsBefore = result.executions;
    this.#cpuSecondsBefore = result.cpuSeconds;
    this.#child = fork(join(import.meta.dirname, 'fuzz-process.ts'), {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
    });
    this.#child.on('message', (report) => this.#take(report as FuzzReport));
    this.#child.send(order);
    const timer = setInterval(() => this.#poll(), pollMs);
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('exit', (code, signal) => {
        clearInterval(timer);
        this.#exited(signal ?? `exit code ${code}`);
        resolve(this.#isDone);
      });
    });
  }

  /** Ends the process, which is then no crash. */
  stop(): void {
    this.#isDone = true;
    this.#child.kill('SIGKILL');
  }

  #take(report: FuzzReport): void {
    switch (report.kind) {
      case 'progress':
        this.#result.executions = this.#executionsBefore + report.executions;
        this.#result.covered = Math.max(this.#result.covered, report.covered);
        this.#result.total = Math.max(this.#result.total, report.total);
        this.#isDone ||= report.isEnd;
        return;
      case 'keep':
        this.#result.corpus.push(Buffer.from(report.input));
        return;
      case 'crash':
        this.#crash({ kind: 'crash', text: report.text, input: Buffer.from(report.input) });
        return;
    }
  }

  #poll(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#killedFor !== undefined) return;
    const { residentMegabytes: resident, cpuMs, isSuspended } = usage(pid);
    // Somebody wanted the machine for something else.
    if (isSuspended) return;
    this.#result.peakMegabytes = Math.max(this.#result.peakMegabytes, resident);
    this.#result.cpuSeconds = Math.max(this.#result.cpuSeconds, this.#cpuSecondsBefore + cpuMs / 1000);
    if (resident > residentMegabytes) {
      this.#kill('memory');
      return;
    }
    const execution = this.#current()?.execution ?? -1;
    if (execution !== this.#execution || execution < 0 || this.#isDone) {
      this.#execution = execution;
      this.#polls = 0;
      this.#cpuMsBefore = cpuMs;
      return;
    }
    // Looks are counted, not time, which goes on while this process is suspended.
    this.#polls += 1;
    if (cpuMs - this.#cpuMsBefore > hangCpuMs || this.#polls > hangPolls) this.#kill('hang');
  }

  #kill(reason: 'hang' | 'memory'): void {
    this.#killedFor = reason;
    this.#child.kill('SIGKILL');
  }

  #exited(how: string): void {
    if (this.#isDone) return;
    const input = this.#current()?.input ?? Buffer.alloc(0);
    const kind = this.#killedFor ?? (how === 'SIGABRT' || how === 'exit code 134' ? 'memory' : 'crash');
    const texts = {
      hang: `one execution took more than ${hangCpuMs} ms of CPU or ${(hangPolls * pollMs) / 1000} s in all`,
      memory: `more than ${residentMegabytes} MB resident or ${heapMegabytes} MB of heap`,
      crash: `the process ended: ${how}`,
    };
    this.#crash({ kind, text: texts[kind], input });
  }

  #current(): { execution: number; input: Buffer } | undefined {
    try {
      return readScratch(this.#order.scratch);
    } catch {
      // Not made yet.
      return undefined;
    }
  }

  #crash(crash: FuzzCrash): void {
    this.#result.crashes.push(crash);
    this.#found(crash);
  }
}

/** What another process uses; zeros where the system does not tell. */
function usage(pid: number): { residentMegabytes: number; cpuMs: number; isSuspended: boolean } {
  try {
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // After the name in parentheses: state, then numbers, of which the 11th and 12th are CPU time in 1/100 s (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * 10;
    return { residentMegabytes: Number(resident ?? 0) / 1024, cpuMs, isSuspended: fields[0] === 'T' };
  } catch {
    return { residentMegabytes: 0, cpuMs: 0, isSuspended: false };
  }
}
