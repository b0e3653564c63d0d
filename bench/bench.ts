import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../test/parts/run-command.ts';

/** The environment variables that name inputs and peers. */
export const inputNames = [
  'BENCH_DEBIAN_ARCHIVE',
  'BENCH_DEBIAN_LAYOUT',
  'BENCH_APP_ARCHIVE',
  'BENCH_APP_LAYOUT',
  'BENCH_DEEP_ARCHIVE',
  'BENCH_DEEP_LAYOUT',
  'BENCH_ADVISORIES',
  'BENCH_TRIVY',
  'BENCH_TRIVY_CACHE',
  'BENCH_SYFT',
  'BENCH_CEL_NPM',
  'BENCH_CEL_GO',
] as const;
export type InputName = (typeof inputNames)[number];

/** Reads the inputs as absolute paths. @throws Error when one is set to what does not exist */
export function readInputs(environment: Record<string, string | undefined>): Map<InputName, string> {
  const inputs = new Map<InputName, string>();
  for (const name of inputNames) {
    const value = environment[name];
    if (value === undefined || value === '') continue;
    if (!existsSync(value)) throw new Error(`${name}=${value}: no such file or folder`);
    inputs.set(name, resolve(value));
  }
  return inputs;
}

/** Where a bench runs: its inputs, and a folder of its own with what is made once for all cases. */
export class Bench {
  readonly root = resolve(import.meta.dirname, '..');
  readonly seawall = join(this.root, 'seawall');
  readonly folder = mkdtempSync(join(tmpdir(), 'seawall-bench-'));
  readonly #inputs: ReadonlyMap<InputName, string>;
  #data: Promise<string> | undefined;
  #trivyCache: string | undefined;

  constructor(inputs: ReadonlyMap<InputName, string>) {
    this.#inputs = inputs;
  }

  input(name: InputName): string | undefined {
    return this.#inputs.get(name);
  }

  /** @throws Error when it is not set; cases list what they need */
  required(name: InputName): string {
    const value = this.#inputs.get(name);
    if (value === undefined) throw new Error(`${name} is not set`);
    return value;
  }

  /** A data directory with the advisories imported. */
  dataDirectory(): Promise<string> {
    const folder = join(this.folder, 'data');
    const importing = async () => {
      const args = ['db', 'import', '--quiet', '--data-dir', folder, this.required('BENCH_ADVISORIES')];
      await runCommand(this.seawall, args);
      return folder;
    };
    return (this.#data ??= importing());
  }

  /** A cache directory with Trivy's databases and nothing that it learned of images. */
  trivyCache(): string {
    if (this.#trivyCache !== undefined) return this.#trivyCache;
    const folder = join(this.folder, 'trivy');
    for (const part of ['db', 'java-db']) {
      const from = join(this.required('BENCH_TRIVY_CACHE'), part);
      if (existsSync(from)) cpSync(from, join(folder, part), { recursive: true });
    }
    return (this.#trivyCache = folder);
  }

  /** A new folder for one case. */
  scratch(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Leaves of a data directory only the vulnerability data, as if nothing had been scanned with it. */
export function forgetScans(dataDirectory: string): void {
  for (const name of readdirSync(dataDirectory)) {
    if (name !== 'db') rmSync(join(dataDirectory, name), { recursive: true, force: true });
  }
}
