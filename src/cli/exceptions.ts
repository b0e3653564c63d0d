import { stat } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { ScanResult } from '#model';
import { isExpired, parseIgnoreFile, type Exception } from '#policy';
import { messages } from './messages.en.ts';
import { cannotRead, readBounded } from './read-bounded.ts';
import { warn, type World } from './world.ts';

const text = messages.scan;
const defaultFiles = ['.trivyignore', '.trivyignore.yaml', '.seawall.yaml'];
const maxBytes = 1024 * 1024;

/**
 * The exceptions of the files named with `--ignore-file`, else of those in the working directory, except where that is
 * part of what is scanned: nobody may excuse himself.
 * @throws SeawallError (usage) for a file that cannot be read or is not understood
 */
export async function readExceptions(
  reference: string,
  { ignoreFile, quiet }: { ignoreFile: readonly string[]; quiet?: boolean },
  { folder, stderr }: World,
): Promise<Exception[]> {
  const given = ignoreFile.map((file) => ({ file, path: resolve(folder, file) }));
  const found = given.length > 0 ? given : await filesOf(folder);
  if (given.length === 0 && found.length > 0 && holds(reference, folder)) {
    if (quiet !== true) await warn(stderr, text.ignoredHere(found.map(({ file }) => file).join(', ')));
    return [];
  }
  const lists: Exception[][] = [];
  for (const { file, path } of found) lists.push(await parseIgnoreFile(file, await readBounded(file, path, maxBytes)));
  return lists.flat();
}

/** Says which exceptions have ended, in one line. */
export async function sayExpired(
  exceptions: readonly Exception[],
  { scannedAt }: ScanResult,
  { stderr }: World,
): Promise<void> {
  const expired = exceptions.filter((exception) => isExpired(exception, scannedAt.slice(0, 10)));
  const [first] = expired;
  if (first !== undefined)
    await warn(stderr, text.expired(expired.length, first.source, first.id, first.expires ?? ''));
}

/** Says which exceptions in force hid nothing, in one line. */
export async function sayUnused(
  exceptions: readonly Exception[],
  { scannedAt, suppressed }: ScanResult,
  { stderr }: World,
): Promise<void> {
  const used = new Set(suppressed.map(({ source }) => source));
  const today = scannedAt.slice(0, 10);
  const unused = exceptions.filter((exception) => !used.has(exception.source) && !isExpired(exception, today));
  const [first] = unused;
  if (first !== undefined) await warn(stderr, text.unused(unused.length, `${first.source}, ${first.id}`));
}

async function filesOf(folder: string): Promise<{ file: string; path: string }[]> {
  const found: { file: string; path: string }[] = [];
  for (const file of defaultFiles) {
    const path = join(folder, file);
    const entry = await stat(path).catch((error: unknown) => missing(error, file));
    if (entry !== undefined) found.push({ file, path });
  }
  return found;
}

function missing(error: unknown, file: string): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw cannotRead(file, error);
}

/** Whether the working directory lies in a folder that is scanned. */
function holds(reference: string, folder: string): boolean {
  const path = reference.replace(/^(?:dir|oci):/, '');
  try {
    const way = relative(realpathSync(resolve(folder, path)), realpathSync(folder));
    return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
  } catch {
    // No such path: an image in a registry or an engine.
    return false;
  }
}
