import { splitDescriptor } from './yarn-descriptor.ts';

/**
 * Name and version in a key of a pnpm lock file, without the peers that follow them: `/@s/a/1.0.0_react@18.2.0` (version
 * 5), `/@s/a@1.0.0(react@18.2.0)` (6), `@s/a@1.0.0(react@18.2.0)` (9). A key of version 5 may begin with the host of a
 * registry, or be that of a git repository, with the commit in place of the version.
 */
export function pnpmIdentity(key: string, lockfileVersion: number): { name?: string; version?: string } {
  const path = key.replace(/^\//, '').slice(0, 2048);
  if (lockfileVersion >= 6) {
    const { name, range } = splitDescriptor(path.split('(', 1)[0] ?? '');
    // An address is no version; the entry tells it then.
    return /[:/]/.test(range) ? { name } : { name, version: range };
  }
  const parts = path.split('/');
  // The peers may have scopes, and so slashes.
  const at = parts.findIndex((part) => /^(?:\d+\.\d+\.\d+|[0-9a-f]{40}(?:_|$))/.test(part));
  if (at < 1) return {};
  const scope = parts[at - 2]?.startsWith('@') === true ? `${parts[at - 2]}/` : '';
  return { name: `${scope}${parts[at - 1]}`, version: parts[at]?.split('_', 1)[0] ?? '' };
}
