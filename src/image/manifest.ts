import { printableStart } from '#model';
import { isDigest } from './digest.ts';
import { imageError, unsupportedImage } from './image-error.ts';
import { isObject, optionalList, optionalString, parseJsonObject, type JsonObject } from './json-fields.ts';
import { parsePlatformObject } from './platform.ts';
import type { Platform } from './source.ts';

/** Largest manifest or index that is read: the bound that the OCI distribution specification asks registries for. */
export const maxManifestBytes = 4 << 20;
/** More layers than any engine can run (127), and manifests than any index has; above it is an attack. */
const maxDescriptors = 10_000;

/** What a manifest says about other bytes (OCI image specification, descriptor.md). */
export interface Descriptor {
  /** Lower case and without parameters; empty when the writer left it out. */
  mediaType: string;
  digest: string;
  /** Bytes, as claimed. */
  size: number;
  platform?: Platform;
  artifactType?: string;
  annotations: ReadonlyMap<string, string>;
}

/** An image manifest: Docker version 2 schema 2, or OCI. */
export interface ImageManifest {
  kind: 'manifest';
  mediaType: string;
  artifactType?: string;
  config: Descriptor;
  /** Base first. */
  layers: Descriptor[];
}

/** An OCI image index or Docker manifest list. */
export interface ImageIndex {
  kind: 'index';
  mediaType: string;
  artifactType?: string;
  manifests: Descriptor[];
}

/** The media types of manifests that are read, best first, as an `Accept` header wants them. */
export const manifestMediaTypes: readonly string[] = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** True for the media type of an index; its absence decides nothing. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === manifestMediaTypes[0] || mediaType === manifestMediaTypes[1];
}

/**
 * Reads a manifest or an index. `mediaType` is what the source said (`Content-Type`, a descriptor); the bytes decide.
 * @throws SeawallError `malformed-image`, or `unsupported-image` for schema 1 and other things that are no images
 */
export function parseManifest(bytes: Uint8Array, mediaType?: string): ImageManifest | ImageIndex {
  const what = 'the image manifest';
  const object = parseJsonObject(bytes, maxManifestBytes, what);
  const said = bareMediaType(mediaType);
  const type = bareMediaType(optionalString(object, 'mediaType', what)) || said;
  refuseOther(object, type);
  const artifactType = bareMediaType(optionalString(object, 'artifactType', what));
  const common = { mediaType: type, ...(artifactType !== '' && { artifactType }) };
  const isIndex = Array.isArray(object['manifests']);
  if (isIndex && (object['layers'] !== undefined || object['config'] !== undefined)) {
    // One document that is both would be scanned as one and run as the other (CVE-2021-41190).
    throw imageError('malformed-image', `${what} is both an index and a manifest: not accepted`);
  }
  if (isIndex) {
    const manifests = optionalList(object, 'manifests', maxDescriptors, what);
    return {
      kind: 'index',
      ...common,
      manifests: manifests.map((item, at) => parseDescriptor(item, `manifests[${at}]`)),
    };
  }
  if (!isObject(object['config'])) {
    throw imageError('malformed-image', `${what} has neither a list of manifests nor a configuration`);
  }
  const layers = optionalList(object, 'layers', maxDescriptors, what);
  return {
    kind: 'manifest',
    ...common,
    config: parseDescriptor(object['config'], 'config'),
    layers: layers.map((item, at) => parseDescriptor(item, `layers[${at}]`)),
  };
}

/** Documents that are no image manifest, known by media type or shape. */
function refuseOther(object: JsonObject, type: string): void {
  if (
    object['schemaVersion'] === 1 ||
    Array.isArray(object['fsLayers']) ||
    type.startsWith('application/vnd.docker.distribution.manifest.v1')
  ) {
    throw unsupportedImage(
      'a Docker manifest of schema 1, which has no verifiable configuration; push the image again with a current tool',
    );
  }
  if (type === 'application/vnd.oci.artifact.manifest.v1+json') {
    const artifactType = object['artifactType'];
    throw unsupportedImage(
      `an artefact of type ${typeof artifactType === 'string' ? bareMediaType(artifactType) : 'unknown'}`,
    );
  }
}

/**
 * Reads one descriptor; `where` is its place in the manifest.
 * @throws SeawallError `malformed-image`
 */
export function parseDescriptor(value: unknown, where: string): Descriptor {
  const what = `the image manifest: ${where}`;
  if (!isObject(value)) throw imageError('malformed-image', `${what} is not an object`);
  const { digest, size } = value;
  if (!isDigest(digest)) throw imageError('malformed-image', `${what} has no sha256 or sha512 digest`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw imageError('malformed-image', `${what} has no valid size`);
  }
  const platform = parsePlatformObject(value['platform']);
  const artifactType = bareMediaType(optionalString(value, 'artifactType', what));
  return {
    mediaType: bareMediaType(optionalString(value, 'mediaType', what)),
    digest,
    size,
    ...(platform !== undefined && { platform }),
    ...(artifactType !== '' && { artifactType }),
    annotations: parseAnnotations(value['annotations']),
  };
}

/** Annotations never decide whether an image is readable, so what is no string is left out. */
function parseAnnotations(value: unknown): ReadonlyMap<string, string> {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A media type without parameters, in lower case, fit to be shown. */
function bareMediaType(text: string | undefined): string {
  return printableStart((text ?? '').split(';', 1).join('').trim().toLowerCase(), 255);
}
