import type { ImageLayer } from '#image';
import type { LayerReference } from '#model';

/** The parts of a layer that findings and packages carry. */
export function layerReference({ index, digest, diffId, createdBy }: ImageLayer): LayerReference {
  return {
    index,
    ...(digest !== undefined && { digest }),
    ...(diffId !== undefined && { diffId }),
    ...(createdBy !== undefined && { createdBy }),
  };
}
