import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { SeawallError } from '#model';

/** A file that was named, or found below a folder that was. */
export interface FoundFile {
  path: string;
  /** The last two names of what the user gave, such as `npm/all.zip`, or of the file found below it. */
  container: string;
  /** True for a file found in a folder: loose records of one source belong to the folder, not to themselves. */
  folder?: string;
  /** Set instead of reading it. */
  skip?: string;
}

const maxDepth = 32;

/**
 * Every file of the paths, folders walked in the order of their names; symbolic links are named and not followed.
 * @throws SeawallError (usage) when a path does not exist
 */
export async function* walkPaths(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of paths) {
    const status = await stat(path).catch((cause: unknown) => {
      throw new SeawallError('no-such-path', 'usage', `cannot read ${path}: no such file or folder`, { cause });
    });
    if (status.isDirectory()) yield* walkFolder(path, path, 0);
    else if (!status.isFile()) yield { path, container: '', skip: 'not a regular file' };
    else yield { path, container: lastTwo(path) };
  }
}

async function* walkFolder(root: string, folder: string, depth: number): AsyncGenerator<FoundFile> {
  if (depth > maxDepth) {
    yield { path: folder, container: '', skip: `more than ${maxDepth} folders deep` };
    return;
  }
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    yield { path: folder, container: '', skip: 'the folder cannot be read' };
    return;
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walkFolder(root, path, depth + 1);
    else if (entry.isFile()) yield { path, container: lastTwo(path), folder: folderLabel(root, folder) };
    else yield { path, container: '', skip: 'not a regular file' };
  }
}

function folderLabel(root: string, folder: string): string {
  const inside = relative(root, folder);
  const name = lastTwo(root);
  return inside === '' ? name : `${name}/${inside}`;
}

function lastTwo(path: string): string {
  const full = resolve(path);
  return join(basename(dirname(full)), basename(full));
}
