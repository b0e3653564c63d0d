import { unsupportedImage } from './image-error.ts';
import type { ImageManifest } from './manifest.ts';
import type { ImageConfig } from './source.ts';

/** Layers of container images: Docker's and OCI's, plain or compressed. An empty type is sniffed. */
const layerTypes = new Set([
  '',
  'application/vnd.docker.image.rootfs.diff.tar',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
  'application/vnd.docker.image.rootfs.diff.tar.zstd',
  'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.oci.image.layer.v1.tar+zstd',
]);

/** Layers that their licence keeps out of registries: Windows base layers, in practice. */
const foreignTypes = new Set([
  'application/vnd.docker.image.rootfs.foreign.diff.tar',
  'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
  'application/vnd.oci.image.layer.nondistributable.v1.tar',
  'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
  'application/vnd.oci.image.layer.nondistributable.v1.tar+zstd',
]);

/** Configurations of container images. The last four stand in manifests of old registries and by-hand tools. */
const configTypes = new Set([
  'application/vnd.docker.container.image.v1+json',
  'application/vnd.oci.image.config.v1+json',
  '',
  'application/json',
  'application/octet-stream',
  'text/html',
]);

/** What is no container image, by the beginning of a media type (configuration, artefact or layer). */
const artefacts: readonly (readonly [start: string, what: string])[] = [
  ['application/vnd.cncf.helm.', 'a Helm chart'],
  ['application/vnd.wasm.', 'a WebAssembly module'],
  ['application/vnd.module.wasm.', 'a WebAssembly module'],
  ['application/wasm', 'a WebAssembly module'],
  ['application/vnd.docker.ai.', 'a machine-learning model'],
  ['application/vnd.cncf.model.', 'a machine-learning model'],
  ['application/vnd.cnai.model.', 'a machine-learning model'],
  ['application/vnd.ollama.', 'a machine-learning model'],
  ['application/vnd.kitops.', 'a machine-learning model (ModelKit)'],
  ['application/vnd.dev.cosign.simplesigning.', 'a cosign signature'],
  ['application/vnd.dev.cosign.artifact.sig.', 'a cosign signature'],
  ['application/vnd.dev.cosign.artifact.sbom.', 'an SBOM'],
  ['application/vnd.dev.sigstore.bundle', 'a sigstore bundle (signature or attestation)'],
  ['application/vnd.dsse.envelope.', 'an attestation'],
  ['application/vnd.in-toto', 'an attestation'],
  ['application/vnd.cncf.notary.signature', 'a Notation signature'],
  ['application/vnd.cyclonedx', 'an SBOM'],
  ['application/spdx', 'an SBOM'],
  ['application/vnd.syft', 'an SBOM'],
  ['text/spdx', 'an SBOM'],
  ['application/vnd.docker.plugin.', 'a Docker engine plugin'],
  ['application/vnd.docker.compose.', 'a Compose application'],
  ['application/vnd.buildkit.cacheconfig.', 'a BuildKit cache'],
  ['application/vnd.cncf.openpolicyagent.', 'a policy bundle'],
  ['application/vnd.cncf.flux.', 'a Flux artefact'],
  ['application/vnd.aquasec.trivy.', 'a vulnerability database'],
  ['application/vnd.sylabs.sif.', 'a Singularity image'],
];

/** Why a layer of this media type cannot be read; undefined when it can. */
export function unreadableLayer(mediaType: string): string | undefined {
  if (layerTypes.has(mediaType)) return undefined;
  if (foreignTypes.has(mediaType)) return 'a foreign layer: its licence keeps it out of registries and archives';
  if (mediaType.endsWith('+encrypted')) return 'an encrypted layer';
  return `an unsupported media type, ${mediaType}`;
}

/**
 * Refuses what is not a container image: charts, modules, models, signatures, other artefacts.
 * An image with at least one layer that is a container layer is one: its other layers are reported as unreadable.
 * @throws SeawallError `unsupported-image`
 */
export function refuseArtefact({ config, layers, artifactType }: ImageManifest): void {
  const isConfig = configTypes.has(config.mediaType);
  const others = layers.map((layer) => layer.mediaType).filter((type) => !isLayerType(type));
  if (isConfig && (others.length < layers.length || layers.length === 0)) return;
  const types = [
    ...(isConfig ? [] : [config.mediaType]),
    ...(artifactType === undefined ? [] : [artifactType]),
    ...others,
  ];
  for (const type of types) {
    const known = artefacts.find(([start]) => type.startsWith(start));
    if (known !== undefined) throw unsupportedImage(`${known[1]}, not a container image`);
  }
  const named = artifactType ?? types.find((type) => type !== 'application/vnd.oci.empty.v1+json') ?? config.mediaType;
  throw unsupportedImage(`an artefact of type ${named}, not a container image`);
}

function isLayerType(type: string): boolean {
  return layerTypes.has(type) || foreignTypes.has(type) || type.endsWith('+encrypted');
}

/**
 * Refuses images for operating systems whose layers are no Linux file systems.
 * @throws SeawallError `unsupported-image`
 */
export function refuseSystem(config: ImageConfig): void {
  const { platform } = config;
  if (platform?.os === 'windows') throw unsupportedImage('a Windows image');
}
