import type { AnalysedFile, Analyser } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf, keysOf, parseJson } from './json-value.ts';
import { withGraph, type LockedPackage, type LockRoot } from './locked-packages.ts';
import { LockLimits } from './npm-lock-limits.ts';
import { folderOf, moduleRole } from './npm-module-path.ts';
import { innerPlace, modulePlace, resolveModule, type ModulePlace } from './npm-module-tree.ts';
import { npmPackage } from './npm-package.ts';
import { splitDescriptor } from './yarn-descriptor.ts';

/**
 * Bun's lock file, in text since Bun 1.2 (JSON with comments). Its keys are paths of names, as the folders in
 * `node_modules` nest. The binary one before that is reported, not read.
 * Source: documentation of Bun, "Lockfile".
 */
export const bunLock: Analyser<CatalogFacts> = {
  id: 'bun-lock',
  version: 3,
  interest: { names: ['bun.lock', 'bun.lockb'], accept: (path) => moduleRole(folderOf(path)) === 'outside' },
  analyse: analyseBunLock,
};

interface Placed {
  place: ModulePlace;
  tuple: readonly unknown[];
}

function analyseBunLock({ path, bytes }: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(path);
  if (path.endsWith('.lockb')) {
    problems.add('binary lock file of Bun before 1.2, not read: run `bun install --save-text-lockfile`');
    return { packages: [], ...problems.facts() };
  }
  const lock = asRecord(parseJson(bytes, problems, { comments: true }));
  const packages = asRecord(lock?.['packages']);
  if (packages === undefined && lock?.['lockfileVersion'] === undefined) {
    const found = problems.facts();
    return found.problems === undefined ? undefined : { packages: [], ...found };
  }
  const limits = new LockLimits(problems);
  const root = modulePlace('');
  const locked: LockedPackage[] = [];
  const roots: LockRoot[] = [];
  const add = (place: ModulePlace, asked: unknown, field: string): void => {
    for (const name of limits.takeEdges(keysOf(asRecord(asked)?.[field]))) {
      const key = resolveModule(place, name);
      if (key !== undefined) roots.push({ key, dev: field === 'devDependencies' });
    }
  };
  for (const { place, tuple } of placeAll(root, packages ?? {}, limits, problems)) {
    const asked = tuple.find((part) => asRecord(part) !== undefined);
    const item = packageOf(tuple);
    if (item === undefined) problems.add('a package without a name and a version', undefined, place.key);
    else if (item === 'local') for (const field of neededFields) add(place, asked, field);
    else {
      const named = neededFields.flatMap((field) => entriesOf(asRecord(asked)?.[field]));
      const edges = limits.takeEdges(named).flatMap(([name, range]) => {
        const need = resolveModule(place, name);
        return need === undefined ? [] : [{ need, range: asText(range) }];
      });
      const [needs, ranges] = [edges.map(({ need }) => need), edges.map(({ range }) => range)];
      locked.push({ key: place.key, package: item, needs, ranges });
    }
  }
  for (const [folder, value] of entriesOf(lock?.['workspaces'])) {
    const name = folder === '' ? undefined : asText(asRecord(value)?.['name']);
    const place = (name === undefined ? undefined : root.modules.get(name)) ?? root;
    for (const field of [...neededFields, 'devDependencies']) add(place, value, field);
  }
  return { packages: withGraph(locked, roots), ...problems.facts() };
}

const neededFields = ['dependencies', 'optionalDependencies', 'peerDependencies'];
const maxKey = 2048;

/** Puts every key where it lies: `a/@s/b` is `@s/b` in the `node_modules` of `a`. */
function placeAll(
  root: ModulePlace,
  packages: Readonly<Record<string, unknown>>,
  limits: LockLimits,
  problems: ProblemList,
): Placed[] {
  const placed: Placed[] = [];
  for (const [key, value] of Object.entries(packages)) {
    const tuple = asList(value);
    const names = key.length > maxKey ? [] : (key.match(/@[^/]*\/[^/]*|[^/]+/g) ?? []);
    // Another spelling of a key that is there too, such as one with a slash behind it, would take its place.
    if (tuple.length === 0 || names.length === 0 || names.join('/') !== key) {
      problems.add('not an entry of a lock file', undefined, key);
      continue;
    }
    let place: ModulePlace | undefined = root;
    let path = '';
    for (const name of names) {
      path = path === '' ? name : `${path}/${name}`;
      place = place && innerPlace(place, name, path, limits);
    }
    if (place === undefined) break;
    placed.push({ place, tuple });
  }
  return placed;
}

/**
 * The tuple is `[name@version, registry, about, integrity]`; of a git repository or tarball `name@address`, and
 * of those Bun does not keep the version. `local` is a folder, which is the project's own code and no package of npm.
 */
function packageOf(tuple: readonly unknown[]): CatalogedPackage | 'local' | undefined {
  const { name, range } = splitDescriptor(asText(tuple[0]) ?? '');
  if (/^(?:workspace|link|root|file):/.test(range) && !/\.(?:tgz|tar\.gz)$/.test(range.slice(-64))) return 'local';
  if (!/[:/]/.test(range)) return npmPackage(name, range, { integrity: asText(tuple.at(-1)) });
  const [, inTarball] = /-(\d+\.\d+\.\d+[^/]*)\.(?:tgz|tar\.gz)$/.exec(range.slice(-200)) ?? [];
  const [, commit] = /#([0-9a-f]{7,64})$/.exec(range.slice(-80)) ?? [];
  return npmPackage(name, inTarball ?? commit);
}
