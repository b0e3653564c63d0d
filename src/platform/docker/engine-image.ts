import {
  imageError,
  isDigest,
  layerInstructions,
  parsePlatformObject,
  parseReference,
  type ImageConfig,
  type ImageLayer,
} from '#image';
import type { DockerClient } from './docker-client.ts';
import { engineHistory } from './engine-history.ts';
import type { EngineObject } from './engine-object.ts';

/** An image as the engine describes it. */
export interface EngineImage {
  /** What it is asked for by: the digest of its configuration, or with containerd's store of its manifest or index. */
  id: string;
  /** Of the manifest, where the image came from or went to a registry. */
  digest?: string;
  configDigest?: string;
  config: ImageConfig;
  layers: ImageLayer[];
}

/**
 * Asks for an image by name, digest or id.
 * @throws SeawallError `image-not-found`
 */
export async function inspectImage(client: DockerClient, reference: string): Promise<EngineImage> {
  const path = `/images/${reference.split('/').map(encodeURIComponent).join('/')}`;
  const image = await client.find(`${path}/json`);
  const id = image?.text('Id');
  if (image === undefined || id === undefined) {
    throw imageError('image-not-found', `Docker engine: it has no image '${reference}'; pull it, or check the name`);
  }
  const diffIds = image.object('RootFS').texts('Layers').filter(isDigest);
  const steps = await client.list(`/images/${encodeURIComponent(id)}/history`);
  const history = engineHistory(steps, diffIds.length);
  const digest = manifestDigest(image, reference);
  // In containerd's store the id is the digest of `Descriptor`: a manifest or an index, not the configuration.
  const isConfigDigest = isDigest(id) && !image.has('Descriptor');
  return {
    id,
    ...(digest !== undefined && { digest }),
    ...(isConfigDigest && { configDigest: id }),
    config: configOf(image, diffIds, history),
    layers: layersOf(diffIds, history),
  };
}

function configOf(image: EngineObject, diffIds: string[], history: ImageConfig['history']): ImageConfig {
  const [os, architecture, variant] = ['Os', 'Architecture', 'Variant'].map((name) => image.text(name));
  const platform = parsePlatformObject({ os, architecture, variant });
  const created = image.text('Created');
  return {
    ...(platform !== undefined && { platform }),
    ...(created !== undefined && { created }),
    diffIds,
    history,
    config: image.raw('Config'),
  };
}

function layersOf(diffIds: readonly string[], history: ImageConfig['history']): ImageLayer[] {
  const instructions = layerInstructions(history, diffIds.length);
  return diffIds.map((diffId, index) => {
    const createdBy = instructions[index];
    return { index, diffId, ...(createdBy !== undefined && { createdBy }) };
  });
}

/** The digest under which a registry has the image: the one of the repository that was named, else the first. */
function manifestDigest(image: EngineObject, reference: string): string | undefined {
  const named = repositoryOf(reference);
  const known = image
    .texts('RepoDigests')
    .map((text) => ({ repository: repositoryOf(text), digest: text.slice(text.indexOf('@') + 1) }))
    .filter(({ digest }) => isDigest(digest));
  const same = known.find(({ repository }) => repository !== undefined && repository === named);
  return (same ?? known[0])?.digest ?? image.object('Descriptor').text('digest');
}

/** Undefined for what is no reference, such as the `<none>` of an image without a name. */
function repositoryOf(text: string): string | undefined {
  try {
    const { registry, repository } = parseReference(text);
    return `${registry}/${repository}`;
  } catch {
    return undefined;
  }
}
