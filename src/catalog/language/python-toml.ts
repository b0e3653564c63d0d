import { parse, TomlError } from 'smol-toml';
import type { ProblemList } from '../problem-list.ts';
import { asRecord } from './json-value.ts';

/** Brackets, commas and lines together: each can become an object, and no real lock file has a third of it. */
const maxParts = 500_000;
/** Each can become an object in a key; most stand in URLs and versions. */
const maxDots = 2_000_000;
const maxDepth = 50;
const maxAttempts = 3;

/** Largest TOML lock file that is read, in bytes; real ones reach some 5 MB. */
export const maxTomlBytes = 16 * 1024 * 1024;

/**
 * The table of a TOML lock file, of which nothing may be believed but that it is TOML. Of a broken or truncated file it is
 * what stands before the entry with the damage, and the problem is noted with its line; undefined when that is nothing.
 * @param entry the header that begins each entry of the file, such as `[[package]]`
 */
export function parseTomlLock(
  bytes: Buffer,
  entry: string,
  problems: ProblemList,
): Readonly<Record<string, unknown>> | undefined {
  if (isBomb(bytes)) {
    problems.add(`more than ${maxParts} values: not read`);
    return undefined;
  }
  let text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  for (let attempt = 1; ; attempt += 1) {
    try {
      return asRecord(parse(text, { maxDepth }));
    } catch (error) {
      const line = error instanceof TomlError ? error.line : undefined;
      if (attempt === 1) problems.add('not valid TOML: only the entries before it were read', line);
      const cut = line === undefined ? -1 : lastEntryBefore(text, entry, line);
      if (cut <= 0 || attempt === maxAttempts) return undefined;
      text = text.slice(0, cut);
    }
  }
}

/** Where the last entry begins that starts at or before the line; negative without one. */
function lastEntryBefore(text: string, entry: string, line: number): number {
  let end = -1;
  for (let at = 0; at < line; at += 1) {
    const next = text.indexOf('\n', end + 1);
    end = next < 0 ? text.length : next;
    if (next < 0) break;
  }
  return text.slice(0, end).lastIndexOf(`\n${entry}`);
}

function isBomb(bytes: Buffer): boolean {
  let parts = 0;
  let dots = 0;
  for (const byte of bytes) {
    if (byte === 0x0a || byte === 0x2c || byte === 0x5b || byte === 0x7b) parts += 1;
    else if (byte === 0x2e) dots += 1;
  }
  return parts > maxParts || dots > maxDots;
}
