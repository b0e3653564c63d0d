import type { RangedPackage } from '#model';
import { joinedRanges } from './joined-ranges.ts';
import { unqualifiedPurl } from './unqualified-purl.ts';

/**
 * What is installed beats what a lock file says: a declared package that is installed too becomes a part of the installed
 * one, which takes from it what only a lock file knows: direct, development, the dependency path, what it needs.
 * What is locked but not installed stays, as declared. Source: contract, "Installed and declared".
 */
export function joinDeclared(packages: readonly RangedPackage[]): RangedPackage[] {
  const installed = new Map<string, RangedPackage>();
  for (const item of packages) if (item.scope === 'installed') installed.set(unqualifiedPurl(item), item);
  const claims = new Map<RangedPackage, RangedPackage[]>();
  const rest: RangedPackage[] = [];
  for (const item of packages) {
    if (item.scope === 'installed') continue;
    const twin = installed.get(unqualifiedPurl(item));
    if (twin === undefined) rest.push(item);
    else claims.set(twin, [...(claims.get(twin) ?? []), item]);
  }
  for (const [twin, declared] of claims) explain(twin, declared);
  return [...packages.filter(({ scope }) => scope === 'installed'), ...rest];
}

function explain(item: RangedPackage, declared: readonly RangedPackage[]): void {
  const places = item.locations.map(({ path }) => path);
  const dev = declared.every((lock) => lock.dev === true) && places.every((place) => declared.some(covers(place)));
  // The lock that puts it to productive use tells more than one that needs it for development only.
  const [teller] = declared.toSorted((a, b) => Number(a.dev ?? false) - Number(b.dev ?? false));
  if (declared.some((lock) => lock.dev !== undefined)) item.dev = dev;
  if (teller?.path !== undefined) item.path = teller.path;
  const neededIn = joinedRanges(declared);
  if (neededIn !== undefined) item.neededIn = neededIn;
  if (declared.some((lock) => lock.direct !== undefined)) item.direct = declared.some((lock) => lock.direct === true);
  const dependsOn = [...new Set([...(item.dependsOn ?? []), ...declared.flatMap((lock) => lock.dependsOn ?? [])])];
  if (dependsOn.length > 0) item.dependsOn = dependsOn;
  const hashes = [...new Set([...(item.hashes ?? []), ...declared.flatMap((lock) => lock.hashes ?? [])])];
  if (hashes.length > 0) item.hashes = hashes;
  item.locations.push(...declared.flatMap((lock) => lock.locations));
}

/** A lock file speaks for what is installed below its folder; `node_modules/.package-lock.json` for the folder above too. */
function covers(place: string): (lock: RangedPackage) => boolean {
  return (lock) => lock.locations.some(({ path }) => place.startsWith(path.slice(0, path.lastIndexOf('/') + 1)));
}
