import { printable, SeawallError } from '#model';
import { messages } from './messages.en.ts';

/** What a command may touch of the process, passed in so that tests can run commands in place. */
export interface World {
  environment: Record<string, string | undefined>;
  stdout: NodeJS.WriteStream | NodeJS.WritableStream;
  stderr: NodeJS.WriteStream | NodeJS.WritableStream;
  stdin: NodeJS.ReadStream | AsyncIterable<Buffer | string>;
  /** The working directory. */
  folder: string;
}

/**
 * Writes one line for the user. Names of files and images in it may be hostile, so nothing in it moves the terminal.
 * When it cannot be written there is nowhere left to say so.
 */
export async function warn(stderr: World['stderr'], text: string): Promise<void> {
  const line = printable(text.trim().replaceAll(/\s*[\r\n]\s*/g, ' '));
  await write(stderr, `seawall: ${line}\n`).catch(() => {});
}

/** True when the stream is a terminal, where a person reads or types. */
export function isTerminal(stream: World['stdout']): stream is NodeJS.WriteStream;
export function isTerminal(stream: World['stdin']): stream is NodeJS.ReadStream;
export function isTerminal(stream: World['stdout'] | World['stdin']): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/**
 * Writes text and waits until the stream has taken it. A reader that went away (`| head`) is no error.
 * @throws SeawallError when the text cannot be written (a full disk)
 */
export function write(stream: World['stdout'], text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error?: Error | null) => {
      if (error === undefined || error === null || ('code' in error && error.code === 'EPIPE')) resolve();
      else reject(new SeawallError('cli/output', 'usage', messages.cannotWriteStream(error.message), { cause: error }));
    });
  });
}
