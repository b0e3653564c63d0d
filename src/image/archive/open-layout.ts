import { imageError } from '../image-error.ts';
import { parseManifest, type Descriptor } from '../manifest.ts';
import { defaultLimits } from '../limits.ts';
import { resolveImage } from '../resolve-image.ts';
import type { ImageLayer, LayerBlob, OpenedImage, OpenOptions } from '../source.ts';
import type { BlobStore } from './blob-store.ts';

const mediaType = 'application/vnd.oci.image.index.v1+json';

/** Annotations under which tools write the name of an image in a layout: OCI's own, containerd's. */
const nameAnnotations = ['org.opencontainers.image.ref.name', 'io.containerd.image.name'];

/**
 * Opens an image of an OCI image layout (OCI image specification, image-layout.md). `name` chooses by tag or name
 * when there are several.
 * @throws SeawallError
 */
export async function openLayout(
  store: BlobStore,
  kind: string,
  name: string | undefined,
  options: OpenOptions,
): Promise<OpenedImage> {
  const bytes = await store.document('index.json', defaultLimits.documentBytes);
  const index = chooseByName(bytes, name, store.where);
  const fetch = ({ digest }: Descriptor, _kind: string, limit: number) => store.document(blobName(digest), limit);
  const { digest, configDigest, config, layers, notes } = await resolveImage(
    { bytes: index, mediaType },
    fetch,
    options.platform,
  );
  const fileOf = (layer: ImageLayer) => blobName(layer.digest ?? '');
  markMissing(store, layers, fileOf);
  return {
    kind,
    reference: name === undefined ? store.where : `${store.where}:${name}`,
    digest,
    configDigest,
    config,
    layers,
    notes,
    digestsAreProof: false,
    read: (wanted) => readLayers(store, wanted, fileOf),
    close: () => store.close(),
  };
}

/** The index with the image that the user means: the only name there is, or the one given. Platforms are chosen later. */
function chooseByName(bytes: Buffer, name: string | undefined, where: string): Buffer {
  const index = parseManifest(bytes, mediaType);
  if (index.kind !== 'index') throw imageError('malformed-image', `${where}: index.json is not an image index`);
  const names = [...new Set(index.manifests.flatMap(namesOf))];
  if (name === undefined && names.length <= 1) return bytes;
  const known = names.length === 0 ? 'it names none' : `it has ${names.slice(0, 20).join(', ')}`;
  if (name === undefined) {
    throw imageError('image-not-found', `${where} holds ${names.length} images: add :NAME to choose one; ${known}`);
  }
  const meant = index.manifests.map((item) => namesOf(item).some((full) => full === name || full.endsWith(`:${name}`)));
  if (!meant.includes(true)) throw imageError('image-not-found', `${where} has no image named ${name}; ${known}`);
  const { manifests } = JSON.parse(bytes.toString('utf8')) as { manifests: unknown[] };
  return Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: manifests.filter((_, at) => meant[at]) }));
}

function namesOf(descriptor: Descriptor): string[] {
  return nameAnnotations
    .map((key) => descriptor.annotations.get(key))
    .filter((name) => name !== undefined)
    .slice(-1);
}

function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** A layer whose file is not there is no more than that: what is in the others is told all the same. */
export function markMissing(
  store: BlobStore,
  layers: readonly ImageLayer[],
  fileOf: (layer: ImageLayer) => string,
): void {
  for (const layer of layers)
    if (!store.has(fileOf(layer))) layer.unreadable ??= `there is no regular file ${fileOf(layer)}`;
}

/** Streams the files of layers; a file that serves several layers comes once, with the first of them. */
export async function* readLayers(
  store: BlobStore,
  wanted: readonly ImageLayer[],
  fileOf: (layer: ImageLayer) => string,
): AsyncIterable<LayerBlob> {
  const byFile = new Map<string, ImageLayer>();
  for (const layer of wanted) {
    const file = fileOf(layer);
    if (!byFile.has(file)) byFile.set(file, layer);
  }
  for await (const { name, bytes } of store.read([...byFile.keys()])) {
    const layer = byFile.get(name);
    yield layer === undefined ? { bytes } : { layer, bytes };
  }
}
