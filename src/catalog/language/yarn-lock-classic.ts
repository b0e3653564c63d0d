import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts, CatalogedPackage } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { withGraph, type LockedPackage } from './locked-packages.ts';
import { LockLimits } from './npm-lock-limits.ts';
import { folderOf, moduleRole } from './npm-module-path.ts';
import { npmPackage } from './npm-package.ts';
import { isBerryLock } from './yarn-lock-berry.ts';
import { splitDescriptor } from './yarn-descriptor.ts';
import { readYarnLock, type YarnEntry } from './yarn-lock-text.ts';

/**
 * The `yarn.lock` of Yarn 1. It does not tell what the project itself asks for, nor what only development needs.
 * Source: documentation of Yarn 1, "yarn.lock".
 */
export const yarnLockClassic: Analyser<CatalogFacts> = {
  id: 'yarn-lock-classic',
  version: 2,
  interest: { names: ['yarn.lock'], accept: (path) => moduleRole(folderOf(path)) === 'outside' },
  analyse: analyseClassicLock,
};

function analyseClassicLock({ path, bytes }: AnalysedFile): CatalogFacts | undefined {
  if (isBerryLock(bytes)) return undefined;
  const problems = new ProblemList(path);
  const entries = readYarnLock(bytes, new LockLimits(problems), problems);
  // Yarn makes an empty file to mark the root of a project.
  if (entries.length === 0 && problems.facts().problems === undefined && !bytes.includes('# yarn lockfile v1'))
    return undefined;
  const byDescriptor = new Map<string, string>();
  const kept: { key: string; item: CatalogedPackage; entry: YarnEntry }[] = [];
  for (const entry of entries) {
    const item = packageOf(entry);
    if (item === 'local') continue;
    if (item === undefined) {
      problems.add('an entry without a name and a version', entry.line, entry.descriptors[0]);
      continue;
    }
    const key = String(entry.line);
    for (const descriptor of entry.descriptors) byDescriptor.set(descriptor, key);
    kept.push({ key, item, entry });
  }
  const locked: LockedPackage[] = kept.map(({ key, item, entry }) => {
    const asked = ['dependencies', 'optionalDependencies'].flatMap((group) => entry.groups.get(group) ?? []);
    return {
      key,
      package: item,
      needs: asked.flatMap((need) => byDescriptor.get(need.join('@')) ?? []),
    };
  });
  return { packages: withGraph(locked, []), ...problems.facts() };
}

/** `local` for a folder (`file:../lib`), which is the project's own code and no package of npm. */
function packageOf({ descriptors: [descriptor = ''], fields }: YarnEntry): CatalogedPackage | 'local' | undefined {
  const { name, range } = splitDescriptor(descriptor);
  const resolved = fields.get('resolved') ?? '';
  if (resolved === '' && /^(?:file:|link:|\.{0,2}\/)/.test(range)) return 'local';
  const alias = range.startsWith('npm:') ? splitDescriptor(range.slice(4)).name : name;
  const item = npmPackage(nameInAddress(resolved) ?? alias, fields.get('version'), {
    integrity: fields.get('integrity'),
  });
  // Before Yarn 1.10 there is only the SHA-1 in the address of the tarball; that of a git repository is a commit.
  const [, sha1] = /\.tgz#([0-9a-f]{40})$/.exec(resolved.slice(-64)) ?? [];
  return item?.hashes === undefined && sha1 !== undefined && item !== undefined
    ? { ...item, hashes: [`sha1:${sha1}`] }
    : item;
}

/**
 * `@s/name` of `https://registry/…/@s/name/-/name-1.0.0.tgz`. The project's `resolutions` can put another package in the
 * place of one, which then only its address tells.
 */
function nameInAddress(resolved: string): string | undefined {
  const [folder = '', file = '', ...more] = resolved.split('/-/');
  const [scope = '', name = ''] = folder.split('/').slice(-2);
  if (more.length > 0 || name === '' || !file.startsWith(`${name}-`) || !/^[^/]+\.tgz(?:#|$)/.test(file))
    return undefined;
  return scope.startsWith('@') ? `${scope}/${name}` : name;
}
