import { asRecord, asText, entriesOf, keysOf } from './json-value.ts';
import type { LockedPackage, LockRoot } from './locked-packages.ts';
import type { LockLimits } from './npm-lock-limits.ts';
import { innerPlace, modulePlace, resolveModule, type ModulePlace } from './npm-module-tree.ts';
import { npmPackage } from './npm-package.ts';

type Entry = Readonly<Record<string, unknown>>;

/**
 * The `dependencies` of lock file version 1 (npm 5 and 6), which nest as the folders do. They do not tell what the project
 * itself asks for.
 */
export function readNestedLock(
  dependencies: Entry,
  limits: LockLimits,
): { locked: LockedPackage[]; roots: LockRoot[] } {
  const placed: { entry: Entry; place: ModulePlace; folder: string }[] = [];
  const descend = (outer: ModulePlace, modules: unknown): void => {
    for (const [folder, value] of entriesOf(modules)) {
      const entry = asRecord(value);
      if (entry === undefined) continue;
      const place = innerPlace(outer, folder, String(placed.length), limits);
      if (place === undefined) return;
      placed.push({ entry, place, folder });
      // As deep as `parseJson` allows at most.
      descend(place, entry['dependencies']);
    }
  };
  descend(modulePlace(''), dependencies);
  const locked = placed.flatMap(({ entry, place, folder }) => {
    const { name, version } = identityOf(folder, asText(entry['version']) ?? '');
    const item = npmPackage(name, version, { integrity: asText(entry['integrity']), dev: entry['dev'] === true });
    if (item === undefined) return [];
    const asked = limits.takeEdges(keysOf(entry['requires']));
    return [{ key: place.key, package: item, needs: asked.flatMap((need) => resolveModule(place, need) ?? []) }];
  });
  return { locked, roots: [] };
}

/**
 * Name and version of an entry: `1.0.0`, an alias (`npm:other@1.0.0`), or where it comes from instead of a version. Of a
 * tarball the version is in its file name, of a git repository only the commit is known; a folder is the project's own
 * code, and no package of npm.
 */
function identityOf(folder: string, version: string): { name: string; version: string | undefined } {
  if (version.startsWith('npm:')) {
    const at = version.lastIndexOf('@');
    return at > 5
      ? { name: version.slice(4, at), version: version.slice(at + 1) }
      : { name: folder, version: undefined };
  }
  if (!/[:/]/.test(version)) return { name: folder, version };
  const [, inTarball] = /-(\d+\.\d+\.\d+[^/]*)\.(?:tgz|tar\.gz)$/.exec(version.slice(-200)) ?? [];
  const [, commit] = /#([0-9a-f]{7,64})$/.exec(version.slice(-80)) ?? [];
  return { name: folder, version: inTarball ?? commit };
}
