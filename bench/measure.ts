import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sample } from './summary.ts';

const timeTool = '/usr/bin/time';
const kibibyte = 1024;

/** @throws Error when what measures is missing */
export function checkTools(): void {
  if (!existsSync(timeTool)) throw new Error(`${timeTool} is missing: install GNU time (Debian package "time")`);
}

export interface Measured {
  sample: Sample;
  stdout: string;
}

/**
 * Runs a command to its end. Wall time runs from the start of the process to its exit. CPU time and peak resident
 * memory are the kernel's own counts (wait4, through GNU time): nothing is sampled and no short peak is missed.
 * CPU is that of all its processes, memory that of the largest one; every program measured here is one process.
 * GNU time also stands between us and the command so that the command does not inherit the peak of this process.
 * @throws Error with the end of the standard error when it fails
 */
export async function measure(
  command: readonly string[],
  options: { folder: string; environment: NodeJS.ProcessEnv },
): Promise<Measured> {
  const figures = join(options.folder, 'figures');
  const output = join(options.folder, 'stdout');
  const descriptor = openSync(output, 'w');
  let stderr = '';
  const started = performance.now();
  const child = spawn(timeTool, ['-q', '-f', '%U %S %M', '-o', figures, ...command], {
    cwd: options.folder,
    env: options.environment,
    stdio: ['ignore', descriptor, 'pipe'],
  });
  closeSync(descriptor);
  child.stderr?.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-2000)));
  let ended = started;
  child.once('exit', () => (ended = performance.now()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${stderr.trim().split('\n').at(-1)}`);
  const [user = 0, system = 0, kibibytes = 0] = readFileSync(figures, 'utf8').trim().split(' ').map(Number);
  return {
    sample: { wall: (ended - started) / 1000, cpu: user + system, peak: kibibytes * kibibyte },
    stdout: readFileSync(output, 'utf8'),
  };
}
