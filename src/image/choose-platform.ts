import { imageError, unsupportedImage } from './image-error.ts';
import { isIndexType, manifestMediaTypes, type Descriptor, type ImageIndex } from './manifest.ts';
import { formatPlatform, hostPlatform, platformDistance } from './platform.ts';
import type { Platform } from './source.ts';

/** The manifest of an index to go on with, which may be an index again. */
export interface PlatformChoice {
  descriptor: Descriptor;
  /** A sentence for the user when the choice is not exactly what was wanted. */
  note?: string;
}

/**
 * Chooses the manifest of an index. Without `wanted` the platform of this host is wanted, and another one is taken
 * (with a note) when the image lacks it. Attestations and artefacts beside the images are never chosen.
 * @throws SeawallError `platform-not-found` when `wanted` is given and missing, `unsupported-image` when there is no image
 */
export function choosePlatform(index: ImageIndex, wanted?: Platform, host: Platform = hostPlatform()): PlatformChoice {
  const images = index.manifests.filter(isImage);
  const last = fallback(images);
  if (last === undefined) throw unsupportedImage(`an index without container images${othersOf(index)}`);
  const aim = wanted ?? host;
  const best = nearest(images, aim);
  if (best !== undefined) return { descriptor: best.descriptor, ...noteFor(best, aim) };
  // A descriptor need not name its platform: its configuration does, and is compared when it has been read.
  const unnamed = images.find((image) => image.platform === undefined);
  if (unnamed !== undefined) return { descriptor: unnamed };
  const names = platformsOf(images);
  if (wanted !== undefined) {
    throw imageError('platform-not-found', `the image has no platform ${formatPlatform(wanted)}; it has ${names}`);
  }
  const chosen = last.platform === undefined ? '' : formatPlatform(last.platform);
  return {
    descriptor: last,
    note: `The image has no platform ${formatPlatform(host)} (this host); ${chosen} was read. It has ${names}.`,
  };
}

/**
 * Compares the platform of an image's own configuration with what was wanted, for images that came without an index.
 * Returns a sentence for the user when this host's platform was wanted by default and the image is for another one.
 * @throws SeawallError `platform-not-found` when `wanted` is given and the image is for another one
 */
export function checkPlatform(
  found: Platform | undefined,
  wanted?: Platform,
  host = hostPlatform(),
): string | undefined {
  if (found === undefined) return undefined;
  if (platformDistance(found, wanted ?? host) !== undefined) return undefined;
  if (wanted === undefined)
    return `The image is for ${formatPlatform(found)}, not for this host's ${formatPlatform(host)}.`;
  throw imageError(
    'platform-not-found',
    `the image has no platform ${formatPlatform(wanted)}; it has ${formatPlatform(found)}`,
  );
}

/** BuildKit's attestations have the platform unknown/unknown, and an annotation. */
function isImage({ mediaType, platform, artifactType, annotations }: Descriptor): boolean {
  if (annotations.get('vnd.docker.reference.type') === 'attestation-manifest') return false;
  if (platform?.os === 'unknown' && platform.architecture === 'unknown') return false;
  return (
    (mediaType === '' || manifestMediaTypes.includes(mediaType)) &&
    (artifactType === undefined || isIndexType(mediaType))
  );
}

interface Candidate {
  descriptor: Descriptor;
  platform: Platform;
  distance: number;
}

function nearest(images: readonly Descriptor[], aim: Platform): Candidate | undefined {
  let best: Candidate | undefined;
  for (const descriptor of images) {
    const { platform } = descriptor;
    const distance = platform === undefined ? undefined : platformDistance(platform, aim);
    if (platform === undefined || distance === undefined) continue;
    if (best === undefined || distance < best.distance) best = { descriptor, platform, distance };
  }
  return best;
}

function noteFor({ platform, distance }: Candidate, aim: Platform): { note?: string } {
  if (distance === 0) return {};
  return {
    note: `The image has no platform ${formatPlatform(aim)}; the nearest, ${formatPlatform(platform)}, was read.`,
  };
}

/** What most readers of an image without the host's platform mean: the commonest Linux, then any Linux, then the first. */
function fallback(images: readonly Descriptor[]): Descriptor | undefined {
  const linux = images.filter((image) => image.platform?.os === 'linux');
  return linux.find((image) => image.platform?.architecture === 'amd64') ?? linux[0] ?? images[0];
}

function platformsOf(images: readonly Descriptor[]): string {
  const names = images.map(({ platform }) =>
    platform === undefined ? 'one without a name' : formatPlatform(platform),
  );
  const unique = [...new Set(names)];
  const shown = unique.slice(0, 20).join(', ');
  return unique.length > 20 ? `${shown} and ${unique.length - 20} more` : shown;
}

function othersOf(index: ImageIndex): string {
  const types = new Set(
    index.manifests.map((item) => item.artifactType ?? item.mediaType).filter((type) => type !== ''),
  );
  if (types.size === 0) return index.artifactType === undefined ? '' : ` (${index.artifactType})`;
  return ` (it has ${[...types].slice(0, 5).join(', ')})`;
}
