import { printableStart } from '#model';
import {
  imageError,
  refuseSystem,
  type ImageConfig,
  type ImageLayer,
  type ImageSource,
  type LayerBlob,
  type OpenedImage,
  type OpenOptions,
} from '#image';
import { DockerClient } from './docker-client.ts';
import { inspectImage, type EngineImage } from './engine-image.ts';
import type { EngineObject } from './engine-object.ts';
import { ifThere } from './if-there.ts';

/**
 * `container:NAME`: the file system of a running or stopped container, by name or id, as it is now.
 *
 * It is read as one layer, the engine's export of the merged tree: what the processes see, without volumes and mounts.
 * The layer has no digest, so that nothing that is looked up or cached stands for it, and a package is attributed to
 * the container and not to the image's layers. Scan the image beside it for those.
 */
export const containerSource: ImageSource = {
  prefix: 'container',
  open: (reference, options) => ifThere(options, () => openContainer(reference, options)),
};

async function openContainer(reference: string, options: OpenOptions): Promise<OpenedImage> {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$/.test(reference)) {
    throw imageError(
      'bad-reference',
      `container '${printableStart(reference, 100)}': expected a container's name or id`,
    );
  }
  const client = await DockerClient.connect(options.environment, options.signal);
  try {
    const container = await client.find(`/containers/${reference}/json`);
    const id = container?.text('Id');
    if (container === undefined || id === undefined) {
      throw imageError('image-not-found', `Docker engine: it has no container '${reference}'; see 'docker ps --all'`);
    }
    const image = await imageOf(client, container);
    const config = configOf(container, image);
    refuseSystem(config);
    const name = container.text('Name')?.replace(/^\//, '') ?? id;
    const layer = { index: 0, createdBy: `container ${name}` };
    return {
      kind: 'container',
      reference,
      config,
      layers: [layer],
      digestsAreProof: false,
      notes: notesOf(client, container, name),
      read: (wanted) => readContainer(client, id, layer, wanted),
      close: async () => client.close(),
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

/** The image that the container was made from; it may have been removed by force since. */
async function imageOf(client: DockerClient, container: EngineObject): Promise<EngineImage | undefined> {
  const id = container.text('Image');
  if (id === undefined) return undefined;
  try {
    return await inspectImage(client, id);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'image-not-found') return undefined;
    throw error;
  }
}

function configOf(container: EngineObject, image: EngineImage | undefined): ImageConfig {
  const created = container.text('Created');
  const platform = image?.config.platform;
  return {
    ...(platform !== undefined && { platform }),
    ...(created !== undefined && { created }),
    diffIds: [],
    history: [],
    config: container.raw('Config'),
  };
}

function notesOf(client: DockerClient, container: EngineObject, name: string): string[] {
  const state = container.object('State').text('Status');
  const image = container.object('Config').text('Image');
  const mounts = container.list('Mounts').map((mount) => mount.text('Destination') ?? '?');
  const described = [state, image === undefined ? undefined : `of image ${image}`].filter((part) => part !== undefined);
  const notes = [`Read container ${name} (${described.join(', ')}) from the Docker engine at ${client.name}.`];
  if (mounts.length > 0) notes.push(`Volumes and mounts are not part of it: ${mounts.slice(0, 20).join(', ')}.`);
  return notes;
}

async function* readContainer(
  client: DockerClient,
  id: string,
  layer: ImageLayer,
  wanted: readonly ImageLayer[],
): AsyncGenerator<LayerBlob> {
  if (wanted.length === 0) return;
  yield { layer, bytes: { kind: 'stream', stream: client.stream(`/containers/${id}/export`) } };
}
