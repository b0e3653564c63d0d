const maxPath = 4096;

/**
 * Whether a path of a package database can be taken as it is: absolute, of a length that a kernel accepts, and without
 * segments that would make it mean another file, which could pass off a stranger's file as a package's.
 */
export function isOwnedPath(path: string): boolean {
  if (!path.startsWith('/') || path.length > maxPath || path.includes('\0')) return false;
  return !path.includes('/..') || !`${path}/`.includes('/../');
}
