import { createInterface } from 'node:readline';
import { declinedFetch, fetchHosts, noteDeclinedFetch, openDatabase } from '#advisory';
import { printable } from '#model';
import { messages } from './messages.en.ts';
import { isTerminal, write, type World } from './world.ts';

/** More shards than this are only counted: the question is one line. */
const maxNamed = 6;

/**
 * Asks whoever sits at the terminal whether to fetch what a scan has no data for at all. Asked once: a "no" holds until data
 * is imported. Never asked where nobody can answer, nor in CI; nothing is sent to find out how much it would be.
 */
export async function wantsData(
  dataDirectory: string,
  shards: readonly string[],
  signal: AbortSignal,
  { stdin, stderr, environment }: World,
): Promise<boolean> {
  if (!isTerminal(stdin) || !isTerminal(stderr) || isDecided(environment)) return false;
  const hosts = fetchHosts(shards, environment['SEAWALL_FROM']);
  if (hosts.length === 0 || hasAny(dataDirectory, shards) || declinedFetch(dataDirectory)) return false;
  await write(stderr, printable(messages.scan.fetchNow(named(shards), hosts.join(', '))));
  const answer = await readLine(stdin, signal);
  if (/^\s*y(?:es)?\s*$/i.test(answer)) return true;
  noteDeclinedFetch(dataDirectory);
  return false;
}

/** CI systems set `CI`, some with a terminal; `SEAWALL_UPDATE` is an answer given beforehand. */
function isDecided(environment: World['environment']): boolean {
  return ['CI', 'SEAWALL_UPDATE'].some((name) => (environment[name] ?? '') !== '');
}

function hasAny(dataDirectory: string, shards: readonly string[]): boolean {
  const database = openDatabase(dataDirectory);
  const held = new Set(database.shards);
  database.close();
  return shards.some((shard) => held.has(shard));
}

function named(shards: readonly string[]): string {
  const more = shards.length - maxNamed;
  return [...shards.slice(0, maxNamed), ...(more > 0 ? [messages.scan.more(more)] : [])].join(', ');
}

/** One line; empty at the end of the input, or when the time is over. The terminal stays as it is: Ctrl-C ends the scan. */
async function readLine(stdin: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: stdin, terminal: false, signal });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    // An input that is still read would keep the process from ending.
    lines.close();
  }
}
