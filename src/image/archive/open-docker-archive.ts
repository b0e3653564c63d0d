import { digestOf } from '../digest.ts';
import { layerInstructions } from '../describe-layers.ts';
import { checkPlatform } from '../choose-platform.ts';
import { parseConfig } from '../image-config.ts';
import { imageError } from '../image-error.ts';
import { defaultLimits } from '../limits.ts';
import { refuseSystem } from '../unsupported.ts';
import type { ImageLayer, OpenedImage, OpenOptions } from '../source.ts';
import type { BlobStore } from './blob-store.ts';
import { markMissing, readLayers } from './open-layout.ts';

/** One image of `manifest.json`. Its file names are the archive's own claims and never digests that count. */
interface ArchiveImage {
  configFile: string;
  tags: string[];
  layerFiles: string[];
}

/**
 * Opens an image of a `docker save` archive (docker, podman, skopeo, kaniko, jib, ko and bazel write it too).
 * The layers' diffIDs in the configuration are what the reader checks the bytes against.
 * @throws SeawallError
 */
export async function openDockerArchive(
  store: BlobStore,
  name: string | undefined,
  options: OpenOptions,
): Promise<OpenedImage> {
  const bytes = await store.document('manifest.json', defaultLimits.documentBytes);
  const image = chooseImage(parseArchiveManifest(bytes, store.where), name, store.where);
  const configBytes = await store.document(image.configFile, defaultLimits.documentBytes);
  const config = parseConfig(configBytes);
  refuseSystem(config);
  const { diffIds } = config;
  if (diffIds.length > 0 && diffIds.length !== image.layerFiles.length) {
    const counts = `${image.layerFiles.length} layers, but its configuration ${diffIds.length}`;
    throw imageError('malformed-image', `${store.where}: manifest.json lists ${counts}`);
  }
  const note = checkPlatform(config.platform, options.platform);
  const layers = describeFiles(image, diffIds, layerInstructions(config.history, image.layerFiles.length));
  const fileOf = (layer: ImageLayer) => image.layerFiles[layer.index] ?? '';
  for (const layer of layers) layer.size = store.sizeOf(fileOf(layer));
  markMissing(store, layers, fileOf);
  return {
    kind: 'archive',
    reference: name === undefined ? store.where : `${store.where}:${name}`,
    configDigest: digestOf(configBytes),
    config,
    layers,
    notes: note === undefined ? [] : [note],
    digestsAreProof: false,
    read: (wanted) => readLayers(store, wanted, fileOf),
    close: () => store.close(),
  };
}

function describeFiles(
  image: ArchiveImage,
  diffIds: readonly string[],
  instructions: readonly (string | undefined)[],
): ImageLayer[] {
  return image.layerFiles.map((_, index) => {
    const diffId = diffIds[index];
    const createdBy = instructions[index];
    return { index, ...(diffId !== undefined && { diffId }), ...(createdBy !== undefined && { createdBy }) };
  });
}

function parseArchiveManifest(bytes: Buffer, where: string): ArchiveImage[] {
  const fault = (what: string) => imageError('malformed-image', `${where}: manifest.json ${what}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw imageError('malformed-image', `${where}: manifest.json is not JSON`, error);
  }
  if (!Array.isArray(parsed)) throw fault('is not a list of images');
  return parsed.map((item: unknown, at) => {
    if (typeof item !== 'object' || item === null) throw fault(`[${at}] is not an object`);
    const { Config: configFile, RepoTags: tags, Layers: layers } = item as Record<string, unknown>;
    if (typeof configFile !== 'string') throw fault(`[${at}] has no Config`);
    if (!isStringList(layers) || layers.length > defaultLimits.layers)
      throw fault(`[${at}] has no valid list of Layers`);
    return { configFile, tags: isStringList(tags) ? tags : [], layerFiles: layers };
  });
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function chooseImage(images: ArchiveImage[], name: string | undefined, where: string): ArchiveImage {
  const chosen =
    name === undefined
      ? images
      : images.filter(({ tags }) => tags.some((tag) => tag === name || tag.endsWith(`/${name}`)));
  const [first] = chosen;
  if (first !== undefined && chosen.length === 1) return first;
  if (images.length === 0) throw imageError('malformed-image', `${where}: manifest.json lists no image`);
  const known = `it has ${images
    .flatMap(({ tags }) => (tags.length === 0 ? ['one without a tag'] : tags))
    .slice(0, 20)
    .join(', ')}`;
  if (name === undefined)
    throw imageError('image-not-found', `${where} holds ${images.length} images: add :TAG to choose one; ${known}`);
  throw imageError(
    'image-not-found',
    `${where} has ${chosen.length === 0 ? 'no' : 'more than one'} image tagged ${name}; ${known}`,
  );
}
