import { isTerminal, write, type World } from './world.ts';

/** Redraws at most this often, in ms. */
const interval = 100;

/** One line on standard error that is redrawn while long work runs. Silent when it is no terminal. */
export class Progress {
  readonly #stream: World['stderr'] | undefined;
  #lastDrawn = 0;
  #drawn = false;

  constructor(stream: World['stderr'], quiet: boolean) {
    this.#stream = !quiet && isTerminal(stream) ? stream : undefined;
  }

  show(line: string): void {
    const now = performance.now();
    if (this.#stream === undefined || (this.#drawn && now - this.#lastDrawn < interval)) return;
    this.#lastDrawn = now;
    this.#drawn = true;
    void write(this.#stream, `\r\u001b[K${line}`);
  }

  /** Takes the line away, before anything else is printed. */
  clear(): void {
    if (this.#stream !== undefined && this.#drawn) void write(this.#stream, '\r\u001b[K');
    this.#drawn = false;
  }
}
