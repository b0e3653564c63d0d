import type { ImageManifest } from './manifest.ts';
import type { ImageConfig, ImageLayer } from './source.ts';
import { unreadableLayer } from './unsupported.ts';

/**
 * The layers of an image, base first, with what manifest and configuration know of each: digest, size, diffID,
 * the instruction that made it, and why it cannot be read where it cannot.
 */
export function describeLayers(manifest: Pick<ImageManifest, 'layers'>, config: ImageConfig): ImageLayer[] {
  const { layers } = manifest;
  const instructions = layerInstructions(config.history, layers.length);
  // With another count there is no telling which diffID belongs to which layer; the digest still identifies it.
  const diffIds = config.diffIds.length === layers.length ? config.diffIds : [];
  return layers.map(({ digest, mediaType, size }, index) => {
    const diffId = diffIds[index];
    const createdBy = instructions[index];
    const unreadable = unreadableLayer(mediaType);
    return {
      index,
      digest,
      ...(diffId !== undefined && { diffId }),
      ...(createdBy !== undefined && { createdBy }),
      ...(mediaType !== '' && { mediaType }),
      size,
      ...(unreadable !== undefined && { unreadable }),
    };
  });
}

/** Instructions that never make a layer, in both forms that histories have: `#(nop)  ENV A=b` and `ENV A=b`. */
const metadataInstruction =
  /^(?:\/bin\/sh -c )?(?:#\(nop\) {1,2})?(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME)\b/;

/** True for a build instruction that only changes the configuration. */
export function makesNoLayer(instruction: string): boolean {
  return metadataInstruction.test(instruction);
}

/**
 * The instruction of each of `count` layers, from an image's history.
 * A history that is too short begins at the base, since tools that append layers without history leave that of the base.
 * One that is too long is used only when leaving out instructions that make no layer makes it fit: a wrong
 * attribution is worse than none.
 */
export function layerInstructions(history: ImageConfig['history'], count: number): (string | undefined)[] {
  let made = history.filter((entry) => !entry.emptyLayer);
  if (made.length > count) made = made.filter((entry) => !makesNoLayer(entry.createdBy ?? ''));
  if (made.length > count) made = [];
  return Array.from({ length: count }, (_, index) => made[index]?.createdBy);
}
