import { isDigest } from './digest.ts';
import { imageError } from './image-error.ts';
import { isObject, optionalList, parseJsonObject, type JsonObject } from './json-fields.ts';
import { parsePlatformObject } from './platform.ts';
import type { ImageConfig } from './source.ts';

/** Largest image configuration that is read. Real ones stay below 100 KB; long histories and labels may grow. */
export const maxConfigBytes = 8 << 20;
const maxEntries = 10_000;

/**
 * Reads an image configuration (OCI image specification, config.md; Docker's is the same in what is read here).
 * Platform, dates and history are optional in practice; diffIDs, where given, must be digests.
 * @throws SeawallError `malformed-image`
 */
export function parseConfig(bytes: Uint8Array): ImageConfig {
  const what = 'the image configuration';
  const object = parseJsonObject(bytes, maxConfigBytes, what);
  const rootfs = object['rootfs'];
  const diffIds = isObject(rootfs) ? optionalList(rootfs, 'diff_ids', maxEntries, what) : [];
  for (const [at, diffId] of diffIds.entries()) {
    if (!isDigest(diffId)) throw imageError('malformed-image', `${what}: rootfs.diff_ids[${at}] is not a digest`);
  }
  const platform = parsePlatformObject(object);
  if (rootfs === undefined && platform === undefined && object['history'] === undefined) {
    throw imageError('malformed-image', `${what} has neither a root file system nor a platform nor a history`);
  }
  const { created, config } = object;
  return {
    ...(platform !== undefined && { platform }),
    ...(typeof created === 'string' && { created }),
    diffIds: diffIds.filter(isDigest),
    history: optionalList(object, 'history', maxEntries, what).filter(isObject).map(parseHistoryEntry),
    config: isObject(config) ? config : {},
  };
}

function parseHistoryEntry(entry: JsonObject): ImageConfig['history'][number] {
  const { created_by: createdBy, comment, empty_layer: emptyLayer } = entry;
  return {
    ...(typeof createdBy === 'string' && createdBy !== '' && { createdBy }),
    ...(typeof comment === 'string' && comment !== '' && { comment }),
    emptyLayer: emptyLayer === true,
  };
}
