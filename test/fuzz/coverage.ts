import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What has been reached of one source file, by offset, and where blocks begin and end in it. */
interface CoveredFile {
  reached: Uint8Array;
  boundaries: Set<number>;
}

/**
 * Block coverage of some source files, from V8's precise coverage. V8 tells what ran since the last question, and
 * joins neighbouring blocks that ran equally often; offsets are therefore painted, and a block counts as new when an
 * offset of it was never reached before.
 */
export class Coverage {
  readonly #session = new Session();
  readonly #isOfInterest: (url: string) => boolean;
  readonly #files = new Map<string, CoveredFile>();
  /** What the last `take` reached for the first time. */
  #fresh: { file: CoveredFile; at: number }[] = [];

  /** Must be made before the files are imported, else what they do on import is not seen. */
  constructor(isOfInterest: (url: string) => boolean) {
    this.#isOfInterest = isOfInterest;
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Whether anything ran since the last call that never ran before. */
  take(): boolean {
    this.#fresh = [];
    // In-process sessions answer before `post` returns.
    this.#session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error !== null) throw error;
      for (const script of answer.result) {
        if (this.#isOfInterest(script.url)) this.#paint(script);
      }
    });
    return this.#fresh.length > 0;
  }

  /** Takes the last `take` back, so that what it found is new again. */
  forgetLast(): void {
    for (const { file, at } of this.#fresh) file.reached[at] = 0;
    this.#fresh = [];
  }

  /** Blocks reached so far, and blocks that are known; those inside a function are known once it has run. */
  count(): { covered: number; total: number } {
    let covered = 0;
    let total = 0;
    for (const { reached, boundaries } of this.#files.values()) {
      for (const start of boundaries) {
        if (start >= reached.length) continue;
        total += 1;
        covered += reached[start] ?? 0;
      }
    }
    return { covered, total };
  }

  #paint(script: Profiler.ScriptCoverage): void {
    const file = this.#file(script.url);
    const ran = new Uint8Array(file.reached.length);
    // Outer functions and blocks come before those inside them.
    for (const { ranges } of script.functions) {
      for (const { startOffset, endOffset, count } of ranges) {
        ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
        file.boundaries.add(startOffset).add(endOffset);
      }
    }
    for (let at = 0; at < ran.length; at += 1) {
      if (ran[at] === 1 && file.reached[at] === 0) {
        file.reached[at] = 1;
        this.#fresh.push({ file, at });
      }
    }
  }

  #file(url: string): CoveredFile {
    const known = this.#files.get(url);
    if (known !== undefined) return known;
    // Offsets count UTF-16 units, of which there are no more than bytes.
    const file = { reached: new Uint8Array(statSync(fileURLToPath(url)).size), boundaries: new Set<number>() };
    this.#files.set(url, file);
    return file;
  }
}
