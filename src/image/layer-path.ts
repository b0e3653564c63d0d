/** Why a name in a layer is not usable as a path. */
export type PathFault = 'empty' | 'escapes the root' | 'too long' | 'too deep' | 'contains NUL';

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
  if (isNormal(name)) return depthOf(name) > limits.pathDepth ? { fault: 'too deep' } : { path: name };
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return { fault: 'escapes the root' };
  }
  if (parts.length > limits.pathDepth) return { fault: 'too deep' };
  return { path: parts.join('/') };
}

/** The common case, told without splitting: `usr/bin/env` has no empty, `.` or `..` part. */
function isNormal(name: string): boolean {
  return name !== '' && !/(?:^|\/)(?:\.{0,2})(?:\/|$)/.test(name);
}

function depthOf(path: string): number {
  let depth = 1;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth += 1;
  return depth;
}

/** The folder of a normal path, `''` for the root, and the last name. */
export function splitLayerPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? { folder: '', name: path } : { folder: path.slice(0, slash), name: path.slice(slash + 1) };
}
