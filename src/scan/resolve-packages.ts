import { sbomAnalysers, withDistribution, type CatalogedPackage } from '#catalog';
import type { ImageLayer, MergedTree } from '#image';
import {
  isOperatingSystemType,
  type Distribution,
  type LayerReference,
  type MaskedPackage,
  type Package,
  type RangedPackage,
} from '#model';
import { FileOwners } from './file-owners.ts';
import { joinClaimed } from './join-claimed.ts';
import { joinDeclared } from './join-declared.ts';
import { layerReference } from './layer-reference.ts';
import { PackageList } from './package-list.ts';
import type { CatalogFileFacts, LayerFacts } from './layer-facts.ts';

/** A file that one analyser knows packages from, at the place where it really stands. */
interface Database {
  place: string;
  /** From the base up. */
  snapshots: Snapshot[];
}

/** A package database as one layer has it. */
interface Snapshot {
  layer: number;
  how: string;
  packages: readonly CatalogedPackage[];
  digests?: CatalogFileFacts['digests'];
}

/**
 * The packages of the merged tree, each with the layer that brought it in its present version,
 * and those that only lower layers still have. `layers` is empty of ImageLayer for a folder on disk.
 */
export function resolvePackages(
  layers: readonly LayerFacts[],
  tree: MergedTree,
  distribution: Distribution | undefined,
): { packages: RangedPackage[]; masked: MaskedPackage[] } {
  const licences = visibleLicences(layers, tree);
  const known = databases(layers, tree);
  const owners = new FileOwners(layers, tree, languageFiles(known));
  const found = new PackageList();
  const claimed = new PackageList();
  const masked: MaskedPackage[] = [];
  for (const { place: path, snapshots } of known) {
    const last = snapshots.at(-1);
    const visible = last !== undefined && tree.at(path)?.layer === last.layer;
    const finish = (item: CatalogedPackage, brought: Snapshot) =>
      finishPackage(withLicences(item, licences, tree), path, brought, layers, distribution);
    const owner = visible ? owners.ownerOf(path, last.digests) : undefined;
    const list = claims.has(last?.how ?? '') ? claimed : found;
    for (const item of visible ? last.packages : []) list.add(finish(item, introducedBy(snapshots, item)), owner);
    // Nearly all files are in one layer only: nothing of theirs is gone.
    const gone = visible && snapshots.length === 1 ? [] : goneFrom(snapshots, visible ? last.packages : []);
    for (const [item, snapshot] of gone) {
      // A lock file that is gone installs nothing.
      if (item.scope === 'declared') continue;
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
  const packages = joinDeclared(joinClaimed(found.finish(), claimed.finish())).toSorted(byName);
  return { packages, masked: stillHidden(masked, packages) };
}

/** Analysers of what somebody says of the image, where the others look at what lies in it. */
const claims: ReadonlySet<string> = new Set(sbomAnalysers.map(({ id }) => id));

/** Files that the package manager of the operating system does not know packages from, but may own. */
function* languageFiles(known: readonly Database[]): Generator<string> {
  for (const { place, snapshots } of known) {
    if (snapshots.at(-1)?.packages.some(({ type }) => !isOperatingSystemType(type)) === true) yield place;
  }
}

/** What moved to another place, or is installed twice, is not gone. */
function stillHidden(masked: readonly MaskedPackage[], packages: readonly Package[]): MaskedPackage[] {
  const present = new Set(packages.map(({ purl }) => purl));
  return masked.filter(({ package: item }) => isOperatingSystemType(item.type) || !present.has(item.purl));
}

/** Package databases. A file may be one to several analysers: a Go program with a library of C in it. */
function databases(layers: readonly LayerFacts[], tree: MergedTree): Database[] {
  const found = new Map<string, Database>();
  for (const [layer, { facts }] of layers.entries()) {
    for (const { analyser, path, facts: told, digests } of facts) {
      if (told?.packages === undefined || isInsidePackage(path, told.packages)) continue;
      const place = tree.placeOf(layer, path);
      const key = `${analyser} ${place}`;
      const database = found.get(key) ?? { place, snapshots: [] };
      database.snapshots.push({
        layer,
        how: analyser,
        packages: told.packages,
        ...(digests !== undefined && { digests }),
      });
      found.set(key, database);
    }
  }
  return [...found.values()];
}

/** Lock files that a published package carries along speak of its own development, not of this image. */
function isInsidePackage(path: string, packages: readonly CatalogedPackage[]): boolean {
  return packages[0]?.scope === 'declared' && insidePackage.test(path);
}

const insidePackage =
  /(?:^|\/)(?:node_modules\/[^.]|(?:site|dist)-packages\/|vendor\/(?!composer\/installed)|gems\/|pkg\/mod\/|registry\/src\/)/;

/** The earliest snapshot from which the package stayed in this version to the end of the list. */
function introducedBy(snapshots: readonly Snapshot[], item: CatalogedPackage): Snapshot {
  const end = snapshots.length - 1;
  const wanted = end > 0 ? identity(item) : '';
  let at = end;
  while (at > 0 && has(snapshots[at - 1], wanted)) at -= 1;
  const found = snapshots[at];
  if (found === undefined) throw new TypeError('a package without a database');
  return found;
}

/** Packages of earlier snapshots that are not there in the end, with the last snapshot that has them. */
function goneFrom(
  snapshots: readonly Snapshot[],
  left: readonly CatalogedPackage[],
): Iterable<[CatalogedPackage, Snapshot]> {
  const present = new Set(left.map(identity));
  const gone = new Map<string, [CatalogedPackage, Snapshot]>();
  for (const snapshot of snapshots) {
    for (const item of snapshot.packages) {
      const key = identity(item);
      if (!present.has(key)) gone.set(key, [item, snapshot]);
    }
  }
  return gone.values();
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
