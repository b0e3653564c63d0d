import type { PackageType } from './package.ts';

/** The parts of a package URL, decoded. Source: ECMA-427, "Package-URL specification". */
export interface PurlParts {
  type: string;
  /** Segments joined by `/`: a Maven group, an npm scope with its `@`, a distribution. */
  namespace?: string;
  name: string;
  version?: string;
  qualifiers: ReadonlyMap<string, string>;
  subpath?: string;
}

/**
 * The purl of a package of a language ecosystem.
 * @param name the ecosystem's own full name: `@scope/name`, `group:artifact`, a Go module path, `vendor/package`
 * @param qualifiers such as `classifier` of a Maven artifact; empty values are left out
 */
export function languagePurl(
  type: PackageType,
  name: string,
  version: string,
  qualifiers: Readonly<Record<string, string>> = {},
): string {
  const split = name.lastIndexOf(type === 'maven' ? ':' : '/');
  const namespaced = namespacedTypes.has(type) && split > 0;
  const namespace = namespaced ? normalise(type, name.slice(0, split)) : '';
  const own = normalise(type, namespaced ? name.slice(split + 1) : name);
  const segments = namespace.split('/').filter(Boolean).map(encodePurlPart);
  const at = version === '' ? '' : `@${encodePurlPart(version)}`;
  const pairs = Object.entries(qualifiers)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key.toLowerCase()}=${encodePurlPart(value)}`);
  return `pkg:${[type, ...segments, encodePurlPart(own)].join('/')}${at}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

const namespacedTypes = new Set<string>(['npm', 'maven', 'golang', 'composer']);
const lowerCaseTypes = new Set<string>(['bitnami', 'composer']);

/** The rules of the types in the specification; Go module paths keep their case, as every other tool writes them. */
function normalise(type: PackageType, part: string): string {
  if (type === 'pypi') return part.toLowerCase().replace(/[-_.]+/g, '-');
  return lowerCaseTypes.has(type) ? part.toLowerCase() : part;
}

/** Percent-encodes one part of a purl: all but letters, digits and `.-_~:`. */
export function encodePurlPart(text: string): string {
  if (/^[A-Za-z0-9._~:-]*$/.test(text)) return text;
  return encodeURIComponent(text.toWellFormed())
    .replace(/%3A/g, ':')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Reads a purl; undefined when the text is none. Qualifier keys are lower case, empty values left out. */
export function parsePurl(text: string): PurlParts | undefined {
  const [, body] = /^pkg:\/*(.+)$/i.exec(text) ?? [];
  if (body === undefined || text.length > 8192) return undefined;
  const [beforeHash, subpath] = cut(body, body.indexOf('#'));
  const [path, query = ''] = cut(beforeHash, beforeHash.indexOf('?'));
  const slash = path.indexOf('/');
  const at = path.lastIndexOf('@');
  const versioned = at > path.lastIndexOf('/') && at > slash + 1;
  const type = path.slice(0, Math.max(0, slash)).toLowerCase();
  const named = path.slice(slash + 1, versioned ? at : undefined).replace(/^\/+|\/+$/g, '');
  try {
    const segments = named.split('/').filter(Boolean).map(decodeURIComponent);
    const name = segments.pop();
    if (!/^[a-z][a-z0-9.+-]*$/.test(type) || name === undefined) return undefined;
    const version = versioned ? decodeURIComponent(path.slice(at + 1)) : '';
    return {
      type,
      ...(segments.length > 0 && { namespace: segments.join('/') }),
      name,
      ...(version !== '' && { version }),
      qualifiers: readQualifiers(query),
      ...(subpath !== undefined && subpath !== '' && { subpath: decodeURIComponent(subpath) }),
    };
  } catch {
    return undefined;
  }
}

function cut(text: string, at: number): [string, string?] {
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function readQualifiers(query: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [key, value = ''] = cut(pair, pair.indexOf('='));
    if (key !== '' && value !== '') found.set(key.toLowerCase(), decodeURIComponent(value));
  }
  return found;
}
