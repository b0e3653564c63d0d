import { resolve } from 'node:path';

/** Where the starter data that comes with the program is: the same folder for the source tree and for the bundle in `dist/`. */
export function starterFolder(): string {
  const root = import.meta.filename.endsWith('.ts') ? '../../..' : '..';
  return resolve(import.meta.dirname, root, 'data/starter');
}
