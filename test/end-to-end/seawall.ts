import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { ScanResult } from '../../src/model/index.ts';

const root = resolve(import.meta.dirname, '../..');

/** The two forms in which Seawall is run: from source, and the bundle of the published package. */
export const entries = {
  source: join(root, 'src/cli/main.ts'),
  bundle: join(root, 'dist/seawall.js'),
} as const;

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  entry?: string;
  environment?: Record<string, string | undefined>;
  input?: string;
  folder?: string;
}

/** Runs the command line in a process of its own. */
export function seawall(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { entry = entries.bundle, environment = {}, input, folder = root } = options;
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [entry, ...args], { cwd: folder, env: { ...process.env, ...environment } });
    const outcome: Outcome = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (outcome.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (outcome.stderr += text));
    child.once('error', reject);
    child.once('close', (code) => done({ ...outcome, code }));
    child.stdin.end(input ?? '');
  });
}

export interface TerminalOutcome {
  code: number | null;
  /** Everything that the terminal shows, standard output and errors as they come, with its own echo of what is typed. */
  shown: string;
}

/**
 * Runs the command line at a terminal of its own, by script(1) of util-linux, and types `answer` when `question` appears.
 * `CI` is not set there, unless the options do.
 */
export function seawallAtTerminal(
  args: readonly string[],
  { question, answer }: { question: string; answer: string },
  { entry = entries.bundle, environment = {} }: RunOptions = {},
): Promise<TerminalOutcome> {
  const command = [process.execPath, entry, ...args]
    .map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`)
    .join(' ');
  return new Promise((done, reject) => {
    const env = { ...process.env, CI: undefined, ...environment };
    const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { cwd: root, env });
    let shown = '';
    let answered = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      if (answered || !shown.includes(question)) return;
      answered = true;
      child.stdin.write(answer);
    });
    child.once('error', reject);
    child.once('close', (code) => done({ code, shown }));
  });
}

/** Scans and parses the JSON result. @throws Error with what the command said when there is none */
export async function scanJson(
  reference: string,
  dataDirectory: string,
  more: readonly string[] = [],
  options: RunOptions = {},
): Promise<ScanResult> {
  const args = ['scan', 'image', reference, '--format', 'json', '--data-dir', dataDirectory, ...more];
  const { code, stdout, stderr } = await seawall(args, options);
  if (stdout === '') throw new Error(`scan of ${reference} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as ScanResult;
}
