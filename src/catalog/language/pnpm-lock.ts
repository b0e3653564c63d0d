import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { withGraph, type LockedPackage, type LockRoot } from './locked-packages.ts';
import { LockLimits } from './npm-lock-limits.ts';
import { folderOf, moduleRole } from './npm-module-path.ts';
import { npmPackage } from './npm-package.ts';
import { pnpmIdentity } from './pnpm-identity.ts';
import { readPnpmLock, type PnpmMap, type PnpmValue } from './pnpm-lock-text.ts';

/**
 * pnpm's lock files, versions 5 to 9, and the one in `node_modules/.pnpm` that tells what pnpm installed. One inside of a
 * package is of no meaning there.
 * Source: pnpm's specification, "lockfile".
 */
export const pnpmLock: Analyser<CatalogFacts> = {
  id: 'pnpm-lock',
  version: 1,
  interest: {
    names: ['pnpm-lock.yaml', 'lock.yaml'],
    accept: (path) =>
      path.endsWith('pnpm-lock.yaml')
        ? moduleRole(folderOf(path)) === 'outside'
        : `/${path}`.endsWith('/node_modules/.pnpm/lock.yaml'),
  },
  analyse: analysePnpmLock,
};

const oldest = 5;
const newest = 9;

function analysePnpmLock({ path, bytes }: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(path);
  const lock = readPnpmLock(bytes, problems).findLast((document) => document.has('lockfileVersion'));
  if (lock === undefined) return undefined;
  const version = Number.parseInt(textOf(lock.get('lockfileVersion')) ?? '', 10);
  if (!(version >= oldest && version <= newest)) {
    problems.add(`lock file version is not one of ${oldest} to ${newest}, and is read as near to it as possible`);
  }
  const limits = new LockLimits(problems);
  const { locked, local, find } = lockedOf(lock, version, limits, problems);
  const roots: LockRoot[] = local.map((key) => ({ key, dev: false }));
  for (const importer of importersOf(lock)) {
    for (const field of ['dependencies', 'optionalDependencies', 'devDependencies'])
      for (const [name, value] of limits.takeEdges(pairsOf(importer, field))) {
        const key = find(name, textOf(value) ?? textOf(mapOf(value)?.get('version')) ?? '');
        if (key !== undefined) roots.push({ key, dev: field === 'devDependencies' });
      }
  }
  return { packages: withGraph(locked, roots), ...problems.facts() };
}

/** Finds the key of what a dependency of that name and reference leads to. */
type Find = (name: string, reference: string) => string | undefined;

/** The packages; what those in folders need (`local`) is direct, because folders are the project's own code. */
function lockedOf(
  lock: PnpmMap,
  version: number,
  limits: LockLimits,
  problems: ProblemList,
): { locked: LockedPackage[]; local: string[]; find: Find } {
  const packages = mapOf(lock.get('packages')) ?? new Map<string, PnpmValue>();
  // Version 9 has what a package is apart from what it needs, which depends on its peers.
  const snapshots = mapOf(lock.get('snapshots')) ?? packages;
  const find: Find = (name, reference) =>
    [reference, `/${name}/${reference}`, `/${name}@${reference}`, `${name}@${reference}`].find((key) =>
      snapshots.has(key),
    );
  const locked: LockedPackage[] = [];
  const local: string[] = [];
  for (const [key, value] of snapshots) {
    if (!limits.takePackage()) break;
    const entry = mapOf(value) ?? new Map<string, PnpmValue>();
    const about = mapOf(packages.get(key)) ?? mapOf(packages.get(withoutPeers(key))) ?? entry;
    const asked = ['dependencies', 'optionalDependencies'].flatMap((field) => pairsOf(entry, field));
    const needs = limits.takeEdges(asked).flatMap(([name, reference]) => find(name, textOf(reference) ?? '') ?? []);
    if (mapOf(about.get('resolution'))?.has('directory') === true) {
      for (const need of needs) local.push(need);
      continue;
    }
    const item = packageOf(key, version, about);
    if (item === undefined) problems.add('a package without a name or version', undefined, key);
    else locked.push({ key, package: item, needs });
  }
  return { locked, local, find };
}

function packageOf(key: string, version: number, about: PnpmMap): CatalogedPackage | undefined {
  const identity = pnpmIdentity(key, version);
  const dev = textOf(about.get('dev'));
  return npmPackage(textOf(about.get('name')) ?? identity.name, textOf(about.get('version')) ?? identity.version, {
    integrity: textOf(mapOf(about.get('resolution'))?.get('integrity')),
    ...(dev !== undefined && { dev: dev === 'true' }),
  });
}

/** Without workspaces the only project stands at the top, in versions before 9. */
function importersOf(lock: PnpmMap): PnpmMap[] {
  const importers = mapOf(lock.get('importers'));
  return importers === undefined ? [lock] : [...importers.values()].flatMap((value) => mapOf(value) ?? []);
}

function withoutPeers(key: string): string {
  const at = key.indexOf('(');
  return at < 0 ? key : key.slice(0, at);
}

function pairsOf(map: PnpmMap, field: string): [string, PnpmValue][] {
  return [...(mapOf(map.get(field)) ?? [])];
}

function mapOf(value: PnpmValue | undefined): PnpmMap | undefined {
  return typeof value === 'object' ? value : undefined;
}

function textOf(value: PnpmValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
