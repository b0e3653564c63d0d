import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';

const maxLines = 10_000;
const maxLine = 4096;

/**
 * Reads the release branches (`3.17`, `edge`) that an Alpine image installs from, out of apk-repositories(5).
 * They beat os-release, whose version on edge is that of a release to come. A repository with a tag (`@testing URL`)
 * serves only packages asked for by that tag, so it does not count; neither does one without a branch in its path (Wolfi).
 */
export const apkRepositories: Analyser<CatalogFacts> = {
  id: 'apk-repositories',
  version: 1,
  interest: {
    paths: ['etc/apk/repositories'],
    folders: ['etc/apk/repositories.d', 'usr/lib/apk/repositories.d', 'lib/apk/repositories.d'],
    accept: (path) => path === 'etc/apk/repositories' || path.endsWith('.list'),
  },
  maxBytes: 1024 * 1024,
  analyse(file) {
    const branches = new Set<string>();
    for (const line of file.bytes.toString('utf8').split('\n', maxLines)) {
      const branch = readBranch(line.slice(0, maxLine).trim());
      if (branch !== undefined) branches.add(branch);
    }
    return { repositories: [...branches] };
  },
};

function readBranch(line: string): string | undefined {
  // `v3 …`, `ndx …` and `set …` are the words that apk 3 allows before a URL; the branch is still in the URL.
  if (line.startsWith('#') || line.startsWith('@')) return undefined;
  for (const segment of line.split(/[/\s]+/)) {
    if (segment === 'edge') return segment;
    const [, release] = /^v(\d{1,3}\.\d{1,3})$/.exec(segment) ?? [];
    if (release !== undefined) return release;
  }
  return undefined;
}
