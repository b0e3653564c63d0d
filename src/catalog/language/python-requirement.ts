import { isPythonName } from './python-name.ts';

/** A requirement that fixes one version. */
export interface PinnedRequirement {
  name: string;
  version: string;
}

/** What a line is: a pin, a requirement that leaves the version open, or no requirement at all. */
export type Requirement = PinnedRequirement | 'open' | undefined;

/** The name at the beginning of a requirement: `requests` of `requests[socks]<3; python_version > "3"` (PEP 508). */
export function requirementName(text: string): string | undefined {
  const name = /^[A-Za-z0-9._-]{1,256}/.exec(text.trimStart())?.[0];
  return name !== undefined && isPythonName(name) ? name : undefined;
}

/** The version that a set of specifiers fixes: `1.2` of `==1.2,>1`, not of `==1.*` (PEP 440, "Version specifiers"). */
export function pinnedVersion(specifiers: string): string | undefined {
  for (const part of specifiers.split(',')) {
    const version = /^\s*={2,3}([^=].*)$/.exec(part)?.[1]?.trim();
    if (version !== undefined && version !== '' && !version.endsWith('.*')) return version;
  }
  return undefined;
}

/** Reads a requirement without options and comments: PEP 508, or the path or URL of a file to install. */
export function readRequirement(text: string): Requirement {
  const name = requirementName(text);
  const isPath = /^[./]|^[A-Za-z][A-Za-z0-9+.-]*:\/?\/?[^=]/.test(text);
  if (name === undefined || isPath) return isPath ? (wheelOf(text) ?? 'open') : undefined;
  const rest = afterExtras(text.slice(name.length).trimStart());
  if (rest.startsWith('@')) return wheelOf(rest.slice(1)) ?? 'open';
  const [specifiers = ''] = rest.replace(/^\(([^()]*)\)/, '$1').split(';', 1);
  if (!/^\s*(?:[<>=!~]|$)/.test(specifiers)) return undefined;
  const version = pinnedVersion(specifiers);
  return version === undefined ? 'open' : { name, version };
}

function afterExtras(text: string): string {
  return text.startsWith('[') ? text.slice(text.indexOf(']') + 1).trimStart() : text;
}

/** Name and version of a wheel by the name of its file: `NAME-VERSION(-BUILD)?-PYTHON-ABI-PLATFORM.whl` (PEP 427). */
function wheelOf(url: string): PinnedRequirement | undefined {
  const [path = ''] = url.trim().split(/[#?;\s]/, 1);
  const parts = path.slice(path.lastIndexOf('/') + 1).split('-');
  const [name, version] = parts;
  if (!path.endsWith('.whl') || parts.length < 5 || parts.length > 6) return undefined;
  if (name === undefined || version === undefined || !isPythonName(name)) return undefined;
  return { name, version: version.replace(/%2B/gi, '+').replace(/%21/g, '!') };
}
