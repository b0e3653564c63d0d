import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { messages } from './messages.en.ts';
import { warn, type World } from './world.ts';

/**
 * The data directory, made with mode 0700: the flag or `SEAWALL_DATA_DIR`, else `$XDG_DATA_HOME/seawall`, else
 * `~/.local/share/seawall`. When it cannot be written, or there is no home, a temporary one with a warning.
 */
export function dataDirectory(
  given: string | undefined,
  environment: Record<string, string | undefined>,
  warn: (line: string) => void,
): string {
  const wanted = given ?? defaultDirectory(environment);
  let why = 'no home directory';
  if (wanted !== undefined) {
    try {
      mkdirSync(wanted, { recursive: true, mode: 0o700 });
      // Made and not asked for: to the superuser everything looks writable, also what is no place for files.
      rmdirSync(mkdtempSync(join(wanted, '.writable-')));
      return resolve(wanted);
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
  }
  const temporary = mkdtempSync(join(tmpdir(), 'seawall-'));
  warn(messages.dataDirectory.temporary(temporary, why));
  return temporary;
}

/** The data directory that the flags of a command name, with its warning on standard error. */
export function directoryOf({ dataDir }: { dataDir?: string }, { environment, stderr }: World): string {
  return dataDirectory(dataDir, environment, (line) => void warn(stderr, line));
}

/** Relative values are ignored, as the XDG base directory specification asks. */
function defaultDirectory({ XDG_DATA_HOME: xdg, HOME: home }: Record<string, string | undefined>): string | undefined {
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'seawall');
  return home !== undefined && isAbsolute(home) ? join(home, '.local', 'share', 'seawall') : undefined;
}
