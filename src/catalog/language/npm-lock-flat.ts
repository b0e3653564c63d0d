import type { ProblemList } from '../problem-list.ts';
import { asRecord, asText, entriesOf, keysOf } from './json-value.ts';
import type { LockedPackage, LockRoot } from './locked-packages.ts';
import type { LockLimits } from './npm-lock-limits.ts';
import { folderOf } from './npm-module-path.ts';
import { innerPlace, modulePlace, resolveModule, type ModulePlace } from './npm-module-tree.ts';
import { npmPackage } from './npm-package.ts';

type Entry = Readonly<Record<string, unknown>>;

/** A path longer than this is none that npm could write to a disk. */
const maxKey = 2048;
/** How far outwards a project's folder may lie below the one whose `node_modules` it shares. */
const maxFolders = 64;

interface Placed {
  key: string;
  entry: Entry;
  place: ModulePlace;
  /** Name of the folder, which an alias gives another name than the package's. */
  folder: string;
}

/**
 * The `packages` of lock file versions 2 and 3: keys are paths below the project, `''` the project itself. A folder
 * outside of `node_modules` is a project too (a workspace, a `file:` dependency): its own code is no package of
 * npm, and what it asks for is direct.
 */
export function readFlatLock(
  packages: Entry,
  limits: LockLimits,
  problems: ProblemList,
): { locked: LockedPackage[]; roots: LockRoot[] } {
  const { projects, placed } = placeAll(packages, limits, problems);
  // What lies inside of another package's tarball changes with that package only.
  const bundled = new Set(placed.flatMap(({ key, entry }) => (entry['inBundle'] === true ? key : [])));
  const locked = placed.flatMap(({ key, entry, place, folder }) => {
    const item = npmPackage(asText(entry['name']) ?? folder, asText(entry['version']), {
      integrity: asText(entry['integrity']),
      licences: [asText(entry['license']) ?? []].flat(),
      dev: entry['dev'] === true,
    });
    // An optional peer dependency that is not installed has an entry without a version.
    if (item === undefined) {
      if (entry['version'] !== undefined) problems.add('not a package', undefined, key);
      return [];
    }
    const asked = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) =>
      entriesOf(entry[field]),
    );
    const needs: string[] = [];
    const ranges: (string | undefined)[] = [];
    for (const [name, range] of limits.takeEdges(asked)) {
      const need = resolveModule(place, name);
      if (need === undefined) continue;
      needs.push(need);
      ranges.push(bundled.has(need) ? undefined : asText(range));
    }
    return [{ key, package: item, needs, ranges }];
  });
  // The hidden lock file has workspaces, but not the project: what that asks for is not known.
  const root = asRecord(packages['']);
  return { locked, roots: root === undefined ? [] : rootsOf(projects, packages, limits) };
}

/** Puts every key where it lies, with links leading to the projects that they link to. */
function placeAll(
  packages: Entry,
  limits: LockLimits,
  problems: ProblemList,
): { projects: Map<string, ModulePlace>; placed: Placed[] } {
  const projects = new Map<string, ModulePlace>([['', modulePlace('')]]);
  const placed: Placed[] = [];
  const links: { from: ModulePlace; folder: string; target: string }[] = [];
  const project = (folder: string): ModulePlace => {
    const place = projects.get(folder) ?? modulePlace(folder);
    projects.set(folder, place);
    return place;
  };
  for (const [key, value] of Object.entries(packages)) {
    const entry = asRecord(value);
    if (entry === undefined || key.length > maxKey) {
      problems.add('not an entry of a lock file', undefined, key);
      continue;
    }
    const [folder = '', ...names] = splitKey(key);
    const name = names.pop();
    if (name === undefined) {
      project(folder);
      continue;
    }
    let outer: ModulePlace | undefined = project(folder);
    let at = folder;
    for (const step of names) {
      at = join(at, step);
      outer = outer && innerPlace(outer, step, at, limits);
    }
    const target = entry['link'] === true ? asText(entry['resolved']) : undefined;
    const place = outer && innerPlace(outer, name, key, limits);
    if (outer === undefined || place === undefined) break;
    if (target === undefined) placed.push({ key, entry, place, folder: name });
    else links.push({ from: outer, folder: name, target });
  }
  for (const { from, folder, target } of links) from.modules.set(folder, project(target));
  for (const [folder, place] of projects) place.outer = outwards(folder, projects);
  return { projects, placed };
}

/** `packages/a/node_modules/@s/b/node_modules/c` is the project's folder, then the names of the folders: `@s/b`, `c`. */
function splitKey(key: string): string[] {
  return `/${key}`.split('/node_modules/').map((part, at) => (at === 0 ? part.slice(1) : part));
}

function join(folder: string, name: string): string {
  return folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
}

/** The next project that a project's folder lies in; a folder beside the root (`../x`) lies in none. */
function outwards(folder: string, projects: ReadonlyMap<string, ModulePlace>): ModulePlace | undefined {
  if (folder.startsWith('../')) return undefined;
  let at = folder;
  for (let steps = 0; at !== '' && steps < maxFolders; steps += 1) {
    at = folderOf(at);
    const found = projects.get(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function rootsOf(projects: ReadonlyMap<string, ModulePlace>, packages: Entry, limits: LockLimits): LockRoot[] {
  const roots: LockRoot[] = [];
  for (const [folder, place] of projects) {
    const entry = asRecord(packages[folder]) ?? {};
    const production = [...keysOf(entry['dependencies']), ...keysOf(entry['optionalDependencies'])];
    const development = keysOf(entry['devDependencies']);
    // What is both a peer and a development dependency is there because of the latter.
    const peers = keysOf(entry['peerDependencies']).filter(
      (name) => !Object.hasOwn(asRecord(entry['devDependencies']) ?? {}, name),
    );
    const add = (names: string[], dev: boolean): void => {
      for (const name of limits.takeEdges(names)) {
        const key = resolveModule(place, name);
        if (key !== undefined) roots.push({ key, dev });
      }
    };
    add([...production, ...peers], false);
    add(development, true);
  }
  return roots;
}
