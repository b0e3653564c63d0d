import { recordedAlgorithms, type MergedTree } from '#image';
import type { OwnedFile } from '#model';
import type { CatalogFileFacts, LayerFacts } from './layer-facts.ts';

/** A package as an ownership list names it. */
export interface Owner {
  name: string;
  arch?: string;
}

/** One of these that was not taken of a file is one that no package of its folder's distribution records. */
const comparedAlgorithms: ReadonlySet<string> = new Set(recordedAlgorithms);

interface Claim {
  owner: Owner;
  checksums: string[];
}

/**
 * Which operating-system package brought a file, asked on the merged tree, where `/lib/x` and `/usr/lib/x` may be one file.
 * Lists name 100,000 files: only those with a name that is asked for are resolved.
 */
export class FileOwners {
  readonly #claims = new Map<string, Claim>();

  /** @param places where the files really stand that will be asked for */
  constructor(layers: readonly LayerFacts[], tree: MergedTree, places: Iterable<string>) {
    const names = new Set<string>();
    for (const place of places) names.add(baseName(place));
    if (names.size === 0) return;
    for (const [layer, { facts }] of layers.entries()) {
      for (const { path, facts: told } of facts) {
        if (told?.owned === undefined || !tree.isVisible(layer, path)) continue;
        for (const { package: name, arch, files } of told.owned) {
          const owner = { name, ...(arch !== undefined && { arch }) };
          for (const file of files) if (names.has(baseName(file.path))) this.#claim(owner, file, tree);
        }
      }
    }
  }

  /**
   * The owner of a file whose bytes are still the owner's: where the package's database has checksums by algorithms that we know
   * and none is the file's, somebody has put another file there, which is nobody's but theirs.
   */
  ownerOf(place: string, digests: CatalogFileFacts['digests']): Owner | undefined {
    const claim = this.#claims.get(place);
    if (claim === undefined) return undefined;
    if (digests === undefined) return claim.owner;
    const own = new Map(Object.entries(digests));
    const comparable = claim.checksums.map(splitChecksum).filter(([algorithm]) => comparedAlgorithms.has(algorithm));
    const agrees = comparable.length === 0 || comparable.some(([algorithm, hex]) => own.get(algorithm) === hex);
    return agrees ? claim.owner : undefined;
  }

  #claim(owner: Owner, { path, checksum }: OwnedFile, tree: MergedTree): void {
    const place = tree.at(path.slice(1))?.path;
    if (place === undefined) return;
    const claim = this.#claims.get(place) ?? { owner, checksums: [] };
    if (checksum !== undefined) claim.checksums.push(checksum);
    this.#claims.set(place, claim);
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function splitChecksum(checksum: string): [algorithm: string, hex: string] {
  const colon = checksum.indexOf(':');
  return [checksum.slice(0, colon), checksum.slice(colon + 1)];
}
