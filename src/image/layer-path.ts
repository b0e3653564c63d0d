/** Why a name in a layer is not usable as a path. */
export type PathFault = 'empty' | 'escapes the root' | 'too long' | 'too deep' | 'contains NUL';

const dot = 0x2e;

/**
 * The path of a layer entry in normal form: no leading slash, no `.`, no empty parts, `..` resolved inside the root.
 * A name that climbs above the root is a fault and not clamped: a tool that extracts it may put it anywhere.
 */
export function normaliseLayerPath(
  name: string,
  limits: { pathBytes: number; pathDepth: number },
): { path: string } | { fault: PathFault } {
  if (name.length > limits.pathBytes) return { fault: 'too long' };
  if (name.includes('\0')) return { fault: 'contains NUL' };
  const path = name.endsWith('/') ? name.slice(0, -1) : name;
  const depth = normalDepth(path);
  if (depth > 0) return depth > limits.pathDepth ? { fault: 'too deep' } : { path };
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return { fault: 'escapes the root' };
  }
  if (parts.length > limits.pathDepth) return { fault: 'too deep' };
  return { path: parts.join('/') };
}

/** The common case, told without splitting: how many parts a path has of which none is empty, `.` or `..`; else 0. */
function normalDepth(path: string): number {
  for (let depth = 1, start = 0; ; depth += 1) {
    const slash = path.indexOf('/', start);
    if (isRelative(path, start, slash < 0 ? path.length : slash)) return 0;
    if (slash < 0) return depth;
    start = slash + 1;
  }
}

function isRelative(path: string, start: number, end: number): boolean {
  if (end - start > 2) return false;
  return end === start || (path.charCodeAt(start) === dot && path.charCodeAt(end - 1) === dot);
}

/** The folder of a normal path, `''` for the root, and the last name. */
export function splitLayerPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? { folder: '', name: path } : { folder: path.slice(0, slash), name: path.slice(slash + 1) };
}
