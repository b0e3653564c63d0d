import { choosePlatform, checkPlatform } from './choose-platform.ts';
import { describeLayers } from './describe-layers.ts';
import { verifyDigest } from './digest.ts';
import { parseConfig } from './image-config.ts';
import { imageError } from './image-error.ts';
import { parseManifest, type Descriptor, type ImageIndex, type ImageManifest } from './manifest.ts';
import type { ImageConfig, ImageLayer, Platform } from './source.ts';
import { refuseArtefact, refuseSystem } from './unsupported.ts';

/** An image whose manifest and configuration have been read and verified. */
export interface ResolvedImage {
  /** Digest of the platform's manifest. */
  digest: string;
  configDigest: string;
  config: ImageConfig;
  layers: ImageLayer[];
  notes: string[];
}

/** Indexes inside indexes; real images have one level, tools that re-index have two. */
const maxNesting = 4;

/**
 * Goes from an index or manifest to one platform's image: chooses, fetches, verifies every digest, refuses what is no
 * container image. `fetch` returns the bytes that a descriptor names; its bound is the caller's.
 * @throws SeawallError
 */
export async function resolveImage(
  root: ImageIndex | { descriptor: Descriptor },
  fetch: (descriptor: Descriptor) => Promise<Buffer>,
  wanted?: Platform,
): Promise<ResolvedImage> {
  const notes: string[] = [];
  const verified = async (descriptor: Descriptor, what: string) => {
    const bytes = await fetch(descriptor);
    verifyDigest(bytes, descriptor.digest, what);
    return bytes;
  };
  let descriptor = 'descriptor' in root ? root.descriptor : choose(root, wanted, notes);
  let manifest: ImageManifest | undefined;
  for (let level = 0; manifest === undefined; level += 1) {
    if (level > maxNesting)
      throw imageError('malformed-image', `the image index is nested more than ${maxNesting} deep`);
    const parsed = parseManifest(await verified(descriptor, 'the image manifest'), descriptor.mediaType);
    if (parsed.kind === 'index') descriptor = choose(parsed, wanted, notes);
    else manifest = parsed;
  }
  refuseArtefact(manifest);
  const config = parseConfig(await verified(manifest.config, 'the image configuration'));
  refuseSystem(config);
  const mismatch = notes.length === 0 ? checkPlatform(config.platform, wanted) : undefined;
  if (mismatch !== undefined) notes.push(mismatch);
  const layers = describeLayers(manifest, config);
  return { digest: descriptor.digest, configDigest: manifest.config.digest, config, layers, notes };
}

function choose(index: ImageIndex, wanted: Platform | undefined, notes: string[]): Descriptor {
  const { descriptor, note } = choosePlatform(index, wanted);
  if (note !== undefined) notes.push(note);
  return descriptor;
}
