import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { withGraph, type LockedPackage, type LockRoot } from './locked-packages.ts';
import { LockLimits } from './npm-lock-limits.ts';
import { folderOf, moduleRole } from './npm-module-path.ts';
import { npmPackage } from './npm-package.ts';
import { splitDescriptor } from './yarn-descriptor.ts';
import { readYarnLock, type YarnEntry } from './yarn-lock-text.ts';

/**
 * The `yarn.lock` of Yarn 2 and later. It has the workspaces, and so what is direct, but their development dependencies
 * stand among the others: `dev` is not known. Its checksums are of Yarn's own archives, not of the registry's tarballs,
 * and are not taken.
 */
export const yarnLockBerry: Analyser<CatalogFacts> = {
  id: 'yarn-lock-berry',
  version: 2,
  interest: { names: ['yarn.lock'], accept: (path) => moduleRole(folderOf(path)) === 'outside' },
  analyse: analyseBerryLock,
};

/** Whether a `yarn.lock` is of Yarn 2 or later. */
export function isBerryLock(bytes: Buffer): boolean {
  return bytes.subarray(0, 12).toString('latin1').startsWith('__metadata:') || bytes.includes('\n__metadata:');
}

function analyseBerryLock({ path, bytes }: AnalysedFile): CatalogFacts | undefined {
  if (!isBerryLock(bytes)) return undefined;
  const problems = new ProblemList(path);
  const index = new DescriptorIndex();
  const kept: { key: string; item: CatalogedPackage | undefined; entry: YarnEntry }[] = [];
  for (const entry of readYarnLock(bytes, new LockLimits(problems), problems)) {
    if (entry.descriptors[0] === '__metadata') continue;
    const item = packageOf(entry);
    if (item === undefined)
      problems.add('an entry without a resolution and a version', entry.line, entry.descriptors[0]);
    const key = String(entry.line);
    index.add(entry.descriptors, key);
    kept.push({ key, item: item === 'local' ? undefined : item, entry });
  }
  const locked: LockedPackage[] = [];
  const roots: LockRoot[] = [];
  for (const { key, item, entry } of kept) {
    const needs: string[] = [];
    const ranges: string[] = [];
    for (const [name, range] of entry.groups.get('dependencies') ?? []) {
      const need = index.find(name, range);
      if (need === undefined) continue;
      needs.push(need);
      ranges.push(range);
    }
    if (item === undefined) for (const need of needs) roots.push({ key: need, dev: false });
    else locked.push({ key, package: item, needs, ranges });
  }
  const packages = withGraph(locked, roots);
  for (const item of packages) delete item.dev;
  return { packages, ...problems.facts() };
}

/** `local` for a workspace or another folder, which is the project's own code and no package of npm. */
function packageOf({ fields }: YarnEntry): CatalogedPackage | 'local' | undefined {
  const { name, range } = splitDescriptor(fields.get('resolution') ?? '');
  const folder = /^(?:file|portal|link):/.test(range) && !/\.(?:tgz|tar\.gz)(?:#|::|$)/.test(range.slice(0, 1024));
  if (range.startsWith('workspace:') || fields.get('linkType') === 'soft' || folder) return 'local';
  return npmPackage(name, fields.get('version'));
}

/** Finds the entry that a dependency leads to. */
class DescriptorIndex {
  readonly #byDescriptor = new Map<string, string>();
  /** The only entry of a name; `undefined` when there are several. */
  readonly #byName = new Map<string, string | undefined>();

  add(descriptors: readonly string[], key: string): void {
    for (const descriptor of descriptors) {
      this.#byDescriptor.set(descriptor, key);
      const { name } = splitDescriptor(descriptor);
      this.#byName.set(name, this.#byName.has(name) && this.#byName.get(name) !== key ? undefined : key);
    }
  }

  /**
   * Ranges of the registry have no `npm:` before lock file version 8. The project's `resolutions` replace ranges, and
   * are not in the lock file: then the only entry of that name is meant.
   */
  find(name: string, range: string): string | undefined {
    return (
      this.#byDescriptor.get(`${name}@${range}`) ??
      this.#byDescriptor.get(`${name}@npm:${range}`) ??
      this.#byName.get(name)
    );
  }
}
