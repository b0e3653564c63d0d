import type { OwnedFile } from '#model';
import type { CatalogedPackage, Ownership } from '../facts.ts';

const maxConffiles = 10_000;

/**
 * The configuration files of a dpkg package with the MD5 of the shipped version, from its `Conffiles` field:
 * lines of `path md5 [obsolete] [remove-on-upgrade]`. The path may hold blanks, so the line is read from its end.
 */
export function conffileOwnership(pkg: CatalogedPackage, field: string | undefined): Ownership | undefined {
  if (field === undefined) return undefined;
  const files: OwnedFile[] = [];
  for (const line of field.split('\n', maxConffiles)) {
    const file = readLine(line);
    if (file !== undefined) files.push(file);
  }
  if (files.length === 0) return undefined;
  return { package: pkg.name, ...(pkg.arch === undefined ? {} : { arch: pkg.arch }), files };
}

function readLine(line: string): OwnedFile | undefined {
  const words = line.split(' ');
  while (words.at(-1) === 'obsolete' || words.at(-1) === 'remove-on-upgrade') words.pop();
  const checksum = words.pop() ?? '';
  const path = words.join(' ');
  if (!path.startsWith('/')) return undefined;
  // dpkg writes `newconffile` while a package is unpacked and not configured yet.
  return /^[0-9a-f]{32}$/.test(checksum) ? { path, checksum: `md5:${checksum}` } : { path };
}
