import { spawn } from 'node:child_process';
import { isObject } from '../json-fields.ts';

/** What a credential helper answers. `failed` says why in words without secrets. */
export type HelperAnswer =
  | { kind: 'found'; username: string; secret: string }
  | { kind: 'none' }
  | { kind: 'failed'; why: string };

/** Asks the helper `docker-credential-NAME` for the credentials of a server. */
export type RunHelper = (
  name: string,
  server: string,
  environment: Readonly<Record<string, string | undefined>>,
) => Promise<HelperAnswer>;

const maxOutputBytes = 256 << 10;
const defaultTimeoutMs = 30_000;

/**
 * Runs a credential helper (the protocol of docker/docker-credential-helpers): the server on standard input, JSON on
 * standard output. The name may only be one of a program on PATH, no shell is involved, output and time are bounded.
 */
export async function runCredentialHelper(
  name: string,
  server: string,
  environment: Readonly<Record<string, string | undefined>>,
  timeoutMs = defaultTimeoutMs,
): Promise<HelperAnswer> {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name))
    return { kind: 'failed', why: 'a credential helper has a malformed name' };
  const program = `docker-credential-${name}`;
  const { status, output } = await run(program, server, environment, timeoutMs);
  if (typeof status === 'string') return { kind: 'failed', why: `${program} ${status}` };
  if (status !== 0) {
    // By the protocol this is said on standard output. Anything else there may be a secret and is not repeated.
    if (/credentials not found/i.test(output)) return { kind: 'none' };
    return { kind: 'failed', why: `${program} ended with status ${status}` };
  }
  return parseAnswer(program, output);
}

function parseAnswer(program: string, output: string): HelperAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    return { kind: 'failed', why: `${program} did not answer with JSON` };
  }
  const { Username: username, Secret: secret } = isObject(answer) ? answer : {};
  if (typeof username !== 'string' || typeof secret !== 'string') {
    return { kind: 'failed', why: `${program} did not answer with a user name and a secret` };
  }
  return username === '' && secret === '' ? { kind: 'none' } : { kind: 'found', username, secret };
}

/** The exit status, or in words why there is none. */
function run(
  program: string,
  input: string,
  environment: Readonly<Record<string, string | undefined>>,
  timeoutMs: number,
): Promise<{ status: number | string; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, ['get'], {
      env: { ...environment },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let length = 0;
    let tooMuch = false;
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxOutputBytes) chunks.push(chunk);
      else tooMuch = child.kill('SIGKILL') || true;
    });
    child.stdin.on('error', () => undefined);
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({
        status: error.code === 'ENOENT' ? 'is not installed' : `cannot be run (${error.code ?? 'unknown'})`,
        output: '',
      });
    });
    child.on('close', (code) => {
      const ended = tooMuch ? 'answered too much' : (code ?? `did not answer within ${timeoutMs / 1000} s`);
      resolve({ status: ended, output: Buffer.concat(chunks).toString('utf8') });
    });
    child.stdin.end(`${input}\n`);
  });
}
