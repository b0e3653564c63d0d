import { SeawallError } from '#model';
import { attachedVex, vexNotes } from './attached-vex.ts';
import { checkPlatform, choosePlatform } from './choose-platform.ts';
import { describeLayers } from './describe-layers.ts';
import { digestOf, verifyDigest } from './digest.ts';
import { maxConfigBytes, parseConfig } from './image-config.ts';
import { imageError } from './image-error.ts';
import { maxManifestBytes, parseManifest, type Descriptor, type ImageIndex, type ImageManifest } from './manifest.ts';
import { hostPlatform } from './platform.ts';
import type { ImageConfig, ImageLayer, Platform } from './source.ts';
import { refuseArtefact, refuseSystem } from './unsupported.ts';

/** Deepest nesting of indexes that is followed. Real ones have one, and two where a layout holds a multi-platform image. */
const maxNesting = 4;

/** Where manifests and configurations come from. The bytes need not be verified: that is done by who asks. */
export type FetchBlob = (descriptor: Descriptor, kind: 'manifest' | 'config', limit: number) => Promise<Buffer>;

/** The manifest or index that an image begins with. */
export interface ImageRoot {
  bytes: Buffer;
  /** What the source says it is. */
  mediaType?: string;
}

/** An image whose manifest and configuration were read and verified. */
export interface ResolvedImage {
  /** Digest of the manifest of the platform that was chosen, computed by us. */
  digest: string;
  configDigest: string;
  manifest: ImageManifest;
  config: ImageConfig;
  layers: ImageLayer[];
  notes: string[];
}

/**
 * Goes from a manifest or index to one image: choose the platform, follow nested indexes, refuse what is no image,
 * read the configuration, describe the layers. Every byte below `root` is verified against the digest that led to it.
 * @throws SeawallError of `image-error.ts`, and whatever `fetchBlob` throws
 */
export async function resolveImage(
  root: ImageRoot,
  fetchBlob: FetchBlob,
  wanted?: Platform,
  host: Platform = hostPlatform(),
): Promise<ResolvedImage> {
  const { manifest, digest, notes, named, index } = await findManifest(root, fetchBlob, wanted, host);
  refuseArtefact(manifest);
  const what = 'the image configuration';
  const config = parseConfig(await fetchVerified(fetchBlob, manifest.config, 'config', maxConfigBytes, what));
  refuseSystem(config);
  const platformNote = named ? undefined : checkPlatform(config.platform, wanted, host);
  if (platformNote !== undefined) notes.push(platformNote);
  if (config.diffIds.length !== manifest.layers.length) {
    const counts = `${config.diffIds.length} diffIDs for ${manifest.layers.length} layers`;
    notes.push(`The image configuration lists ${counts}; layers are named by their digests only.`);
  }
  const layers = describeLayers(manifest, config);
  if (index !== undefined)
    notes.push(...vexNotes(await attachedVex(index, digest, (item) => openBeside(item, fetchBlob))));
  return { digest, configDigest: manifest.config.digest, manifest, config, layers, notes };
}

async function findManifest(root: ImageRoot, fetchBlob: FetchBlob, wanted: Platform | undefined, host: Platform) {
  const notes: string[] = [];
  let named = false;
  let index: ImageIndex | undefined;
  let { bytes, mediaType } = root;
  for (let depth = 0; depth <= maxNesting; depth += 1) {
    const parsed = parseManifest(bytes, mediaType);
    if (parsed.kind === 'manifest') return { manifest: parsed, digest: digestOf(bytes), notes, named, index };
    index = parsed;
    const { descriptor, note } = choosePlatform(parsed, wanted, host);
    if (note !== undefined) notes.push(note);
    named ||= descriptor.platform !== undefined;
    bytes = await fetchVerified(fetchBlob, descriptor, 'manifest', maxManifestBytes, 'the image manifest');
    mediaType = descriptor.mediaType;
  }
  throw imageError('malformed-image', `the image index is nested more than ${maxNesting} deep`);
}

/** What lies beside an image is no part of it: that it is missing or damaged changes nothing about the image. */
async function openBeside(descriptor: Descriptor, fetchBlob: FetchBlob): Promise<ImageManifest | undefined> {
  try {
    const bytes = await fetchVerified(fetchBlob, descriptor, 'manifest', maxManifestBytes, 'an attestation');
    const parsed = parseManifest(bytes, descriptor.mediaType);
    return parsed.kind === 'manifest' ? parsed : undefined;
  } catch (error) {
    if (error instanceof SeawallError) return undefined;
    throw error;
  }
}

async function fetchVerified(
  fetchBlob: FetchBlob,
  descriptor: Descriptor,
  kind: 'manifest' | 'config',
  limit: number,
  what: string,
): Promise<Buffer> {
  if (descriptor.size > limit) {
    throw imageError(
      'malformed-image',
      `${what} is ${descriptor.size} bytes long, more than the ${limit} that are read`,
    );
  }
  const bytes = await fetchBlob(descriptor, kind, limit);
  verifyDigest(bytes, descriptor.digest, what);
  return bytes;
}
