import { posix } from 'node:path';
import type { FileEvidence } from '../evidence.ts';
import type { ListedPackage } from '../listing.ts';
import type { Rule } from '../rule.ts';

export const lockedNotInstalled: Rule = {
  id: 'locked-not-installed',
  title:
    'Neither Trivy nor Syft reads these lock files and lists of requirements inside images. Seawall lists what is locked and not installed as declared, outside every gate.',
  applies(difference, { files }) {
    if (difference.kind !== 'package' || difference.only !== 'ours' || difference.item.declared !== true)
      return undefined;
    const { name, version, paths } = difference.item;
    const [lock] = paths;
    const text = lock === undefined ? undefined : files.text(lock);
    if (lock === undefined || text === undefined || !holds(text, difference.item)) return undefined;
    for (const path of files.paths()) if (isInstallation(path, difference.item, files)) return undefined;
    return `${lock} locks ${name} ${version}; no file of the image installs it`;
  },
};

/** A pom has group and artifact apart; PyPI knows a name in any spelling. */
function holds(text: string, { type, name, version }: ListedPackage): boolean {
  const spelt = type === 'pypi' ? text.toLowerCase().replace(/[-_.]+/g, '-') : text;
  return name.split(type === 'maven' ? ':' : ' ').every((part) => spelt.includes(part)) && text.includes(version);
}

/** Where the package manager would have put it. */
function isInstallation(path: string, { type, name, version }: ListedPackage, files: FileEvidence): boolean {
  if (type === 'gem') return posix.basename(path) === `${name}-${version}.gemspec`;
  if (type !== 'npm' || !path.endsWith(`/node_modules/${name}/package.json`)) return false;
  return (JSON.parse(files.text(path) ?? '{}') as { version?: unknown }).version === version;
}
