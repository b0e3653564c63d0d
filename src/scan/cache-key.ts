import type { ImageLayer } from '#image';

/**
 * Under what the facts of a layer are kept. The same bytes can be a tar and gzip data at once: as stored they are
 * unpacked, as what a compressed layer holds they are read as they stand, and the facts of the one are not the other's.
 */
export function cacheKey({ digest: stored }: ImageLayer, digest: string): string {
  return stored === undefined ? `tar ${digest}` : digest;
}

/** What the image says that the layer's digest is: of its bytes as stored where a manifest names it, else of its tar. */
export function digestOf({ digest, diffId }: ImageLayer): string | undefined {
  return digest ?? diffId;
}
