import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { SeawallError } from '#model';
import { rangeCondition, type Validators } from './update-state.ts';

/**
 * A file on its way here. What has come stays on disk with the validators that it came with, so that a later attempt,
 * also of another process, may ask for the rest.
 */
export class PartialFile {
  readonly #path: string;
  readonly #part: string;
  readonly #about: string;
  readonly #address: string;

  /** `path` is where the whole file will be; `address` is where it comes from. */
  constructor(path: string, address: string) {
    this.#path = path;
    this.#part = `${path}.part`;
    this.#about = `${path}.part.json`;
    this.#address = address;
  }

  get part(): string {
    return this.#part;
  }

  /** Bytes that are here and can be gone on from, and the condition under which; undefined to begin anew. */
  resumable(): { size: number; condition: string } | undefined {
    try {
      const about = JSON.parse(readFileSync(this.#about, 'utf8')) as { address: string } & Validators;
      const condition = rangeCondition(about);
      const { size } = statSync(this.#part);
      return about.address === this.#address && condition !== undefined && size > 0 ? { size, condition } : undefined;
    } catch {
      // Nothing, or nothing usable: both mean that the download begins anew.
      return undefined;
    }
  }

  size(): number {
    return statSync(this.#part, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Forgets what was there; what comes now has these validators. */
  begin(validators: Validators): void {
    writing(this.#part, () => {
      this.discard();
      writeFileSync(this.#about, JSON.stringify({ address: this.#address, ...validators }), { mode: 0o600 });
      writeFileSync(this.#part, '', { mode: 0o600 });
    });
  }

  /** Appends chunks as they come; what came before an error stays. */
  async append(chunks: AsyncIterable<Buffer>, came: (bytes: number) => void): Promise<void> {
    const descriptor = writing(this.#part, () => openSync(this.#part, 'a', 0o600));
    try {
      for await (const chunk of chunks) {
        writing(this.#part, () => {
          for (let done = 0; done < chunk.length;) done += writeSync(descriptor, chunk, done);
        });
        came(chunk.length);
      }
    } finally {
      closeSync(descriptor);
    }
  }

  /** Makes it the whole file. */
  finish(): void {
    writing(this.#path, () => renameSync(this.#part, this.#path));
    rmSync(this.#about, { force: true });
  }

  discard(): void {
    rmSync(this.#about, { force: true });
    rmSync(this.#part, { force: true });
  }
}

function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown error';
    throw new SeawallError('update-unwritable', 'no-verdict', `cannot write ${path}: ${why}`, { cause });
  }
}
