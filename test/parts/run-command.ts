import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** Runs a program to its end. @throws Error with the end of its output when it fails */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return Buffer.concat(output).toString();
  const last = Buffer.concat([...output, ...errors])
    .toString()
    .trim()
    .split('\n')
    .slice(-3)
    .join(' | ');
  throw new Error(`${command} ${args[0] ?? ''} ended with ${code}: ${last}`);
}

/** Waits until `ready` says so. @throws Error when the process ends first, or after `seconds` */
export async function waitUntil(ready: () => Promise<boolean>, child: ChildProcess, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await ready())) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
    if (Date.now() > end) throw new Error(`${child.spawnfile} was not ready after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ends a process that was started here, by its id, and waits until it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(patience);
}
