import { isOperatingSystemType, type RangedPackage } from '#model';
import type { Owner } from './file-owners.ts';
import { joinedRanges } from './joined-ranges.ts';

/** Packages as they are found in one file after another: the same one in several files is one, in several places. */
export class PackageList {
  readonly #packages = new Map<string, RangedPackage>();
  /** One for each location of a package, in the same order. */
  readonly #owners = new Map<RangedPackage, (Owner | undefined)[]>();

  /** @param owner the operating-system package that the file belongs to */
  add(item: RangedPackage, owner: Owner | undefined): void {
    const key = `${item.scope} ${item.purl}`;
    const twin = this.#packages.get(key);
    if (twin === undefined) this.#packages.set(key, item);
    else join(twin, item);
    const found = twin ?? item;
    const owners = this.#owners.get(found) ?? [];
    for (const _ of item.locations) owners.push(owner);
    this.#owners.set(found, owners);
  }

  /** All of them. A program that its operating-system package brought is that package, and not listed a second time. */
  finish(): RangedPackage[] {
    const systemPackages = new Map<string, RangedPackage>();
    for (const item of this.#packages.values()) {
      if (!isOperatingSystemType(item.type)) continue;
      systemPackages.set(item.name, item);
      if (item.arch !== undefined) systemPackages.set(`${item.name}:${item.arch}`, item);
    }
    const kept: RangedPackage[] = [];
    for (const item of this.#packages.values()) {
      const owner = isOperatingSystemType(item.type) ? undefined : this.#ownerOf(item, systemPackages);
      if (owner !== undefined && item.type === 'generic') continue;
      if (owner !== undefined) item.ownedBy = owner.purl;
      if (item.type === 'generic') item.locations = this.#placesOfItsOwn(item);
      kept.push(item);
    }
    return kept;
  }

  /** A copy beside the operating system's own one: there the program is what its package says. */
  #placesOfItsOwn(item: RangedPackage): RangedPackage['locations'] {
    const owners = this.#owners.get(item) ?? [];
    const places = item.locations.filter((_, index) => owners[index] === undefined);
    return places.length === 0 ? item.locations : places;
  }

  /** The owner of the first place, when every place has one. */
  #ownerOf(item: RangedPackage, systemPackages: ReadonlyMap<string, RangedPackage>): RangedPackage | undefined {
    const owners = this.#owners.get(item) ?? [];
    if (owners.includes(undefined)) return undefined;
    const [first] = owners;
    return systemPackages.get(`${first?.name}:${first?.arch}`) ?? systemPackages.get(first?.name ?? '');
  }
}

/** The same package in one more place. A lock file may know what another does not tell, as npm's hidden one does not. */
function join(twin: RangedPackage, item: RangedPackage): void {
  twin.locations.push(...item.locations);
  const neededIn = joinedRanges([twin, item]);
  if (neededIn === undefined) delete twin.neededIn;
  else twin.neededIn = neededIn;
  if (twin.direct !== undefined) return;
  if (item.direct !== undefined) twin.direct = item.direct;
  if (item.path !== undefined) twin.path = item.path;
}
