import type { PurlParts } from './purl.ts';

/**
 * Whether everything that a pattern names is so in a purl: type, namespace and name, and, where the pattern has them, the
 * version, each qualifier and the subpath. A purl without a version stands for every version.
 * Names are compared as their type does: some in any case. Source: ECMA-427, "Package-URL types".
 */
export function purlCovers(pattern: PurlParts, purl: PurlParts): boolean {
  if (pattern.type !== purl.type) return false;
  if (comparable(pattern, pattern.namespace) !== comparable(purl, purl.namespace)) return false;
  if (comparable(pattern, pattern.name) !== comparable(purl, purl.name)) return false;
  if (pattern.version !== undefined && versionOf(pattern) !== versionOf(purl)) return false;
  for (const [key, value] of pattern.qualifiers) if (purl.qualifiers.get(key) !== value) return false;
  return pattern.subpath === undefined || pattern.subpath === purl.subpath;
}

/** Go module paths are lower case in the specification, and as they are in what most tools write. */
const anyCase: ReadonlySet<string> = new Set([
  'apk',
  'bitnami',
  'composer',
  'deb',
  'github',
  'golang',
  'nuget',
  'oci',
  'pypi',
]);

function comparable({ type }: PurlParts, part = ''): string {
  const cased = anyCase.has(type) ? part.toLowerCase() : part;
  return type === 'pypi' ? cased.replace(/[-_.]+/g, '-') : cased;
}

/** Go's `v` is part of the version for some tools and not for others; the standard library has none. */
function versionOf({ type, version }: PurlParts): string | undefined {
  return type === 'golang' ? version?.replace(/^(?:v|go)(?=\d)/, '') : version;
}
