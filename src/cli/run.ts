import { Command, CommanderError } from 'commander';
import { printable, SeawallError, version } from '#model';
import { messages } from './messages.en.ts';
import { commands } from './commands.ts';
import { warn, write, type World } from './world.ts';

/** Read here and not by `isOn`: a malformed one must not be an error while another is reported. */
const debugVariable = /^(?:1|true)$/;

/**
 * Runs one command line and gives its exit code: 0 and 1 are the gate's answers, 2 is bad input, 3 is no verdict.
 * Never throws: what goes wrong is one line on standard error, with the stack only after `--debug`.
 */
export async function run(args: readonly string[], world: World): Promise<number> {
  listenForErrors(world);
  const state = { exitCode: 0 };
  try {
    const program = newProgram(world);
    for (const define of commands) define(program, world, (code) => (state.exitCode = code));
    await program.parseAsync([...args], { from: 'user' });
    return state.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return report(error, args, world);
  }
}

function newProgram({ stdout, stderr }: World): Command {
  const program = new Command('seawall');
  program
    .description(messages.programDescription)
    .version(version, '--version', messages.versionOption)
    .helpOption('-h, --help', messages.helpOption)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(visible(text.replace(/^error: /, 'seawall: '))),
    })
    .showSuggestionAfterError(true);
  return program;
}

/** What was typed is repeated in messages, and may have come from somewhere else. */
function visible(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

async function report(error: unknown, args: readonly string[], { stderr, environment }: World): Promise<number> {
  const known = error instanceof SeawallError;
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const text = error instanceof Error ? error.message : String(error);
  const line = timedOut ? messages.timedOut : known ? text : messages.unexpected(text);
  await warn(stderr, line);
  const debug = args.includes('--debug') || debugVariable.test(environment['SEAWALL_DEBUG'] ?? '');
  if (debug && error instanceof Error) await write(stderr, `${visible(error.stack ?? '')}\n`).catch(() => {});
  return known && error.kind === 'usage' ? 2 : 3;
}

/** `write` is told of every error; without a listener the same error would end the process, and with the gate's "no". */
function listenForErrors({ stdout, stderr }: World): void {
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
}
