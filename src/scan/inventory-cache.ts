import { createHash } from 'node:crypto';
import type { ImageLayer, OpenedImage } from '#image';
import { analyserKey, analysers } from './analysers.ts';
import { cacheKey, digestOf } from './cache-key.ts';
import { fileIdentity } from './file-identity.ts';
import type { ScanCache } from './scan-cache.ts';

/** Raised whenever the same layers would resolve to another inventory. */
const resolvedKey = 'inventory@6';

/**
 * The resolved inventory of an image by its layers: an image none of whose layers changed needs no merge either.
 * Only for images all of whose layers have a digest, and only what was read without a fatal problem is kept.
 */
export class InventoryCache<Inventory> {
  /** Names the layers and all else that decides about the inventory; absent where a layer has no digest. */
  readonly key: string | undefined;
  readonly #cache: ScanCache;

  /** @param how what else decides about the inventory, as plain JSON: the paths that the user left out */
  constructor(cache: ScanCache, image: OpenedImage, how: unknown) {
    this.#cache = cache;
    this.key = keyOf(image.layers, how);
  }

  /** The inventory, when every layer is proven to be what it was; see `ImageLayer` and `OpenedImage.digestsAreProof`. */
  async find(image: OpenedImage): Promise<Inventory | undefined> {
    if (this.key === undefined || !(await isProven(image, this.#cache))) return undefined;
    const stored = this.#cache.facts(this.key, resolvedKey);
    return stored === undefined ? undefined : (JSON.parse(stored) as Inventory);
  }

  /** Keeps what the layers resolved to; false when it is nothing to rely on. */
  keep(inventory: Inventory & { problems: readonly { fatal?: boolean }[] }): boolean {
    if (this.key === undefined || inventory.problems.some(({ fatal }) => fatal === true)) return false;
    this.#cache.keep(this.key, resolvedKey, JSON.stringify(inventory));
    return true;
  }
}

/** Names the layers with all that an inventory tells of them, the analysers, and what the user left out. */
function keyOf(layers: readonly ImageLayer[], how: unknown): string | undefined {
  if (layers.some((layer) => layer.unreadable !== undefined || digestOf(layer) === undefined)) return undefined;
  const named = layers.map(({ index, digest, diffId, createdBy }) => [index, digest, diffId, createdBy]);
  const hash = createHash('sha256').update(JSON.stringify([named, analysers.map(analyserKey), how]));
  return `image ${hash.digest('hex')}`;
}

/** True when the source vouches for the digests, or every layer's file is one that was verified and has not changed. */
async function isProven(image: OpenedImage, cache: ScanCache): Promise<boolean> {
  if (image.digestsAreProof) return true;
  const proven = new Set<string>();
  for await (const { bytes } of image.read(image.layers)) {
    if (bytes.kind !== 'file') return false;
    const identity = await fileIdentity(bytes.file, bytes.offset, bytes.length);
    const verified = identity === undefined ? undefined : cache.verifiedDigest(identity);
    if (verified === undefined) return false;
    proven.add(verified);
  }
  return image.layers.every((layer) => proven.has(cacheKey(layer, digestOf(layer) ?? '')));
}
