import { createHash } from 'node:crypto';
import { createHttpClient, systemClock } from '#kit/http';
import { digestAlgorithm, digestOf } from '../digest.ts';
import { imageError } from '../image-error.ts';
import { parseManifest, type Descriptor } from '../manifest.ts';
import type { OpenOptions } from '../source.ts';
import { Authorizer } from './authorizer.ts';
import { runCredentialHelper } from './credential-helper.ts';
import { findCredentials } from './credentials.ts';
import { findOrigin } from './origin.ts';
import { parseReference } from './reference.ts';
import { RegistryClient } from './registry-client.ts';

/** The one file of an artefact in a registry. */
export interface Artefact {
  /** Digest of its manifest. */
  digest: string;
  /** Bytes of the file. */
  size: number;
  /** The file; an error at its end when the bytes are not those of its digest. */
  stream: AsyncIterable<Buffer>;
  close(): void;
}

/**
 * Opens an artefact that holds one file (OCI image specification 1.1, "Guidelines for artifact usage").
 * @throws SeawallError when there is none, it is of another type, or it has not exactly one layer
 */
export async function openArtefact(
  text: string,
  artifactType: string,
  { environment, signal }: Pick<OpenOptions, 'environment' | 'signal'>,
): Promise<Artefact> {
  const reference = parseReference(text);
  const { registry, repository } = reference;
  const http = createHttpClient({ environment });
  try {
    const origin = await findOrigin(registry, environment, {}, signal);
    const find = () => findCredentials(registry, repository, environment, runCredentialHelper);
    const authorizer = new Authorizer(http, registry, repository, find);
    const client = new RegistryClient(http, authorizer, reference, origin, signal, systemClock);
    const { bytes, mediaType } = await client.root();
    const layer = onlyLayer(bytes, mediaType, artifactType, text);
    return {
      digest: digestOf(bytes),
      size: layer.size,
      stream: verified(client.stream(layer.digest, layer.size), layer.digest),
      close: () => http.close(),
    };
  } catch (error) {
    http.close();
    throw error;
  }
}

function onlyLayer(bytes: Buffer, mediaType: string | undefined, artifactType: string, text: string): Descriptor {
  const manifest = parseManifest(bytes, mediaType);
  // Tools of before OCI 1.1 wrote the type of an artefact as that of its configuration.
  const type = manifest.artifactType ?? (manifest.kind === 'manifest' ? manifest.config.mediaType : undefined);
  const [layer, ...more] = manifest.kind === 'manifest' ? manifest.layers : [];
  if (type === artifactType && layer !== undefined && more.length === 0) return layer;
  throw imageError(
    'unsupported-image',
    `unsupported: ${text} is not an artefact of type ${artifactType} with one file`,
  );
}

async function* verified(stream: AsyncIterable<Buffer>, digest: string): AsyncGenerator<Buffer> {
  const algorithm = digestAlgorithm(digest);
  const hash = createHash(algorithm);
  for await (const chunk of stream) {
    hash.update(chunk);
    yield chunk;
  }
  if (`${algorithm}:${hash.digest('hex')}` === digest) return;
  throw imageError('digest-mismatch', `the registry sent other bytes than ${digest}: try again`);
}
