import type { OwnedFile } from '#model';
import { isOwnedPath } from './owned-path.ts';

const maxConffiles = 10_000;

/**
 * The configuration files of a dpkg package with the MD5 of the shipped version, from its `Conffiles` field:
 * lines of `path md5 [obsolete] [remove-on-upgrade]`. The path may hold blanks, so the line is read from its end.
 * `report` takes what is malformed.
 */
export function readConffiles(field: string, report: (what: string, found?: string) => void): OwnedFile[] {
  const files: OwnedFile[] = [];
  const lines = field.split('\n', maxConffiles + 1);
  if (lines.length > maxConffiles) report(`more than ${maxConffiles} configuration files: the rest was not read`);
  for (const line of lines.slice(0, maxConffiles)) {
    if (line === '') continue;
    const file = readLine(line);
    if (file === undefined) report('not a configuration file', line);
    else files.push(file);
  }
  return files;
}

function readLine(line: string): OwnedFile | undefined {
  const words = line.split(' ');
  while (words.at(-1) === 'obsolete' || words.at(-1) === 'remove-on-upgrade') words.pop();
  const checksum = words.pop() ?? '';
  const path = words.join(' ');
  if (!isOwnedPath(path)) return undefined;
  if (/^[0-9a-f]{32}$/.test(checksum)) return { path, checksum: `md5:${checksum}` };
  // What dpkg writes while a package is unpacked and not configured yet.
  return checksum === 'newconffile' ? { path } : undefined;
}
