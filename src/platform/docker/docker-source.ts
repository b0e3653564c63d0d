import {
  checkPlatform,
  parseReference,
  refuseSystem,
  type ImageLayer,
  type ImageSource,
  type LayerBlob,
  type OpenedImage,
  type OpenOptions,
} from '#image';
import { DockerClient, isAtLeast } from './docker-client.ts';
import { inspectImage, type EngineImage } from './engine-image.ts';
import { exportLayers } from './export-layers.ts';
import { ifThere } from './if-there.ts';

/**
 * `docker:NAME`: an image in the store of a Docker engine, by name, digest or id.
 *
 * The layers that the engine names (RootFS.Layers) may be looked up in a cache of facts: the engine verified these
 * digests when it pulled or built the image, it would run exactly them, and only root can change its store. They never
 * become keys by themselves: facts are stored under what the reader hashed.
 */
export const dockerSource: ImageSource = {
  prefix: 'docker',
  open: (reference, options) => ifThere(options, () => openImage(reference, options)),
};

async function openImage(reference: string, options: OpenOptions): Promise<OpenedImage> {
  // Refuses here what would reach another path of the engine's API.
  parseReference(reference);
  const client = await DockerClient.connect(options.environment, options.signal);
  try {
    const image = await inspectImage(client, reference);
    refuseSystem(image.config);
    const note = checkPlatform(image.config.platform, options.platform);
    const { digest, configDigest, config, layers } = image;
    return {
      kind: 'docker',
      reference,
      ...(digest !== undefined && { digest }),
      ...(configDigest !== undefined && { configDigest }),
      config,
      layers,
      digestsAreProof: true,
      notes: [`Read from the Docker engine at ${client.name}.`, ...(note === undefined ? [] : [note])],
      read: (wanted) => readLayers(client, image, wanted),
      close: async () => client.close(),
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

/** By id, so that a name that moves meanwhile does not change what is read; and not at all when nothing is wanted. */
async function* readLayers(
  client: DockerClient,
  { id, layers, config, configDigest }: EngineImage,
  wanted: readonly ImageLayer[],
): AsyncGenerator<LayerBlob> {
  if (wanted.length === 0) return;
  // Only containerd's store holds an image for several platforms, and would export them all.
  const choosesPlatform = configDigest === undefined && isAtLeast(client.version, '1.48');
  const { os, architecture, variant } = config.platform ?? {};
  const platform = choosesPlatform
    ? `?platform=${encodeURIComponent(JSON.stringify({ os, architecture, variant }))}`
    : '';
  yield* exportLayers(client.stream(`/images/${encodeURIComponent(id)}/get${platform}`), layers, wanted);
}
