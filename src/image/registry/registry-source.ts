import { createHttpClient, systemClock, type HttpClientOptions, type HttpClock } from '#kit/http';
import { referringVex, vexNotes } from '../attached-vex.ts';
import { resolveImage, type FetchBlob } from '../resolve-image.ts';
import type { ImageLayer, ImageSource, LayerBlob, OpenedImage, OpenOptions } from '../source.ts';
import { Authorizer } from './authorizer.ts';
import { runCredentialHelper, type RunHelper } from './credential-helper.ts';
import { findCredentials } from './credentials.ts';
import { findOrigin } from './origin.ts';
import { parseReference } from './reference.ts';
import { RegistryClient } from './registry-client.ts';

/** What tests replace: time and credential helpers. */
export interface RegistrySourceOptions {
  clock?: HttpClock;
  timeouts?: HttpClientOptions['timeouts'];
  runHelper?: RunHelper;
}

/** Images in registries, by the OCI distribution API. */
export const registrySource: ImageSource = createRegistrySource();

export function createRegistrySource(options: RegistrySourceOptions = {}): ImageSource {
  return { prefix: 'registry', open: (reference, openOptions) => openImage(reference, openOptions, options) };
}

async function openImage(
  text: string,
  { environment, signal, platform }: OpenOptions,
  { clock = systemClock, timeouts = {}, runHelper = runCredentialHelper }: RegistrySourceOptions,
): Promise<OpenedImage> {
  const reference = parseReference(text);
  const { registry, repository } = reference;
  const http = createHttpClient({ environment, clock, timeouts });
  try {
    const origin = await findOrigin(registry, environment, timeouts, signal);
    const find = () => findCredentials(registry, repository, environment, runHelper);
    const authorizer = new Authorizer(http, registry, repository, find);
    const client = new RegistryClient(http, authorizer, reference, origin, signal, clock);
    const fetchBlob: FetchBlob = ({ digest }, kind, limit) =>
      kind === 'manifest' ? client.manifest(digest, limit) : client.blob(digest, limit);
    const { digest, configDigest, config, layers, notes } = await resolveImage(
      await client.root(),
      fetchBlob,
      platform,
    );
    const attached = await client.referrers(digest);
    return {
      kind: 'registry',
      digestsAreProof: true,
      reference: text,
      digest,
      configDigest,
      config,
      layers,
      notes: [`Read from the registry ${registry}.`, ...notes, ...vexNotes(attached ? referringVex(attached) : [])],
      read: (wanted) => readLayers(client, wanted),
      close: async () => http.close(),
    };
  } catch (error) {
    http.close();
    throw error;
  }
}

/** Layers one after the other: the reader is busier than the network, and one connection keeps the memory small. */
async function* readLayers(client: RegistryClient, wanted: readonly ImageLayer[]): AsyncGenerator<LayerBlob> {
  for (const layer of wanted) {
    const { digest, size, unreadable } = layer;
    if (unreadable !== undefined || digest === undefined || size === undefined) continue;
    yield { layer, bytes: { kind: 'stream', stream: client.stream(digest, size) } };
  }
}
