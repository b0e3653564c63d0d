import { withDistribution, type CatalogedPackage } from '#catalog';
import type { ImageLayer, MergedTree } from '#image';
import type { Distribution, LayerReference, MaskedPackage, Package } from '#model';
import type { LayerFacts } from './read-layers.ts';
import { layerReference } from './layer-reference.ts';

/** A package database as one layer has it. */
interface Snapshot {
  layer: number;
  how: string;
  packages: readonly CatalogedPackage[];
}

/**
 * The packages of the merged tree, each with the layer that brought it in its present version,
 * and those that only lower layers still have. `layers` is empty of ImageLayer for a folder on disk.
 */
export function resolvePackages(
  layers: readonly LayerFacts[],
  tree: MergedTree,
  distribution: Distribution | undefined,
): { packages: Package[]; masked: MaskedPackage[] } {
  const licences = visibleLicences(layers, tree);
  const packages = new Map<string, Package>();
  const masked: MaskedPackage[] = [];
  for (const [path, snapshots] of databases(layers, tree)) {
    const last = snapshots.at(-1);
    const visible = last !== undefined && tree.at(path)?.layer === last.layer;
    const present = new Set(visible ? last.packages.map(identity) : []);
    const finish = (item: CatalogedPackage, brought: Snapshot) =>
      finishPackage(withLicences(item, licences, tree), path, brought, layers, distribution);
    for (const item of visible ? last.packages : []) {
      const found = finish(item, introducedBy(snapshots, item));
      const twin = packages.get(found.purl);
      if (twin === undefined) packages.set(found.purl, found);
      else twin.locations.push(...found.locations);
    }
    for (const [item, snapshot] of goneFrom(snapshots, present)) {
      const seen = snapshots.slice(0, snapshots.indexOf(snapshot) + 1);
      const brought = introducedBy(seen, item);
      const hidden = hiddenBy(item, snapshots[seen.length], path, tree);
      const still = `still in layer ${layerNumber(layers, brought.layer)}`;
      const where = hidden.layer === undefined ? '' : ` in layer ${layerNumber(layers, hidden.layer)}`;
      const maskedBy = hidden.layer === undefined ? undefined : layerOf(layers[hidden.layer]?.layer);
      masked.push({
        package: finish(item, brought),
        reason: `${hidden.how}${where}, ${still}`,
        ...(maskedBy !== undefined && { maskedBy }),
      });
    }
  }
  return { packages: [...packages.values()].toSorted(byName), masked };
}

/** Package databases by the place where they really stand, each with its versions from the base up. */
function databases(layers: readonly LayerFacts[], tree: MergedTree): Map<string, Snapshot[]> {
  const found = new Map<string, Snapshot[]>();
  for (const [layer, { facts }] of layers.entries()) {
    for (const { analyser, path, facts: told } of facts) {
      if (told?.packages === undefined) continue;
      const place = tree.placeOf(layer, path);
      const snapshots = found.get(place) ?? [];
      snapshots.push({ layer, how: analyser, packages: told.packages });
      found.set(place, snapshots);
    }
  }
  return found;
}

/** The earliest snapshot from which the package stayed in this version to the end of the list. */
function introducedBy(snapshots: readonly Snapshot[], item: CatalogedPackage): Snapshot {
  const wanted = identity(item);
  const end = snapshots.length - 1;
  let at = end;
  while (at > 0 && has(snapshots[at - 1], wanted)) at -= 1;
  const found = snapshots[at];
  if (found === undefined) throw new TypeError('a package without a database');
  return found;
}

/** Packages of earlier snapshots that are not there in the end, with the last snapshot that has them. */
function goneFrom(snapshots: readonly Snapshot[], present: ReadonlySet<string>): Map<CatalogedPackage, Snapshot> {
  const gone = new Map<string, [CatalogedPackage, Snapshot]>();
  for (const snapshot of snapshots) {
    for (const item of snapshot.packages) {
      const key = identity(item);
      if (!present.has(key)) gone.set(key, [item, snapshot]);
    }
  }
  return new Map(gone.values());
}

/** What became of a package after the last snapshot that has it; `next` is the one after, if any. */
function hiddenBy(
  item: CatalogedPackage,
  next: Snapshot | undefined,
  path: string,
  tree: MergedTree,
): { how: string; layer?: number } {
  if (next !== undefined) {
    const successor = next.packages.find(({ name, arch }) => name === item.name && arch === item.arch);
    return { how: successor === undefined ? 'removed' : `replaced by version ${successor.version}`, layer: next.layer };
  }
  const hider = tree.at(path)?.layer;
  return hider === undefined
    ? { how: `/${path} was deleted by a later layer` }
    : { how: `/${path} was replaced`, layer: hider };
}

function layerNumber(layers: readonly LayerFacts[], at: number): number {
  return layers[at]?.layer.index ?? at;
}

const snapshotSets = new WeakMap<Snapshot, Set<string>>();

function has(snapshot: Snapshot | undefined, wanted: string): boolean {
  if (snapshot === undefined) return false;
  let set = snapshotSets.get(snapshot);
  if (set === undefined) snapshotSets.set(snapshot, (set = new Set(snapshot.packages.map(identity))));
  return set.has(wanted);
}

/** Several versions (kernels) and architectures of one name may be installed side by side. */
function identity({ type, name, version, arch = '' }: CatalogedPackage): string {
  return [type, name, version, arch].join('\0');
}

function finishPackage(
  item: CatalogedPackage,
  path: string,
  brought: Snapshot,
  layers: readonly LayerFacts[],
  distribution: Distribution | undefined,
): Package {
  const layer = layerOf(layers[brought.layer]?.layer);
  const location = { path: `/${path}`, ...(layer !== undefined && { layer }), how: brought.how };
  return {
    ...withDistribution(item, distribution),
    scope: item.scope ?? 'installed',
    locations: [location],
    base: 'unknown',
  };
}

/** A folder on disk is one nameless layer, which is nothing to point at. */
function layerOf(layer: ImageLayer | undefined): LayerReference | undefined {
  return layer === undefined || layer.index < 0 ? undefined : layerReference(layer);
}

/** Licence files that the finished image shows, by the place where they really stand. */
function visibleLicences(layers: readonly LayerFacts[], tree: MergedTree): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [layer, { facts }] of layers.entries()) {
    for (const { path, facts: told } of facts) {
      if (told?.licences === undefined || !tree.isVisible(layer, path)) continue;
      found.set(tree.placeOf(layer, path), [...new Set(told.licences.flatMap((fact) => fact.licences))]);
    }
  }
  return found;
}

/** Debian keeps a package's licences in its documentation, often a link to that of a sibling package. */
function withLicences(
  item: CatalogedPackage,
  licences: ReadonlyMap<string, string[]>,
  tree: MergedTree,
): CatalogedPackage {
  if (item.licences.length > 0 || licences.size === 0) return item;
  const path = `usr/share/doc/${item.name}/copyright`;
  const found = licences.get(path) ?? licences.get(tree.follow(path)?.path ?? '');
  return found === undefined ? item : { ...item, licences: found };
}

function byName(a: Package, b: Package): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.purl < b.purl ? -1 : 1;
}
