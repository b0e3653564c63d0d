import { describe, expect, test } from 'vitest';
import { digestOf } from './digest.ts';
import type { Descriptor, ImageManifest } from './manifest.ts';
import { refuseArtefact, refuseSystem } from './unsupported.ts';

const imageConfig = 'application/vnd.oci.image.config.v1+json';
const gzip = 'application/vnd.oci.image.layer.v1.tar+gzip';

function descriptor(mediaType: string): Descriptor {
  return { mediaType, digest: digestOf(Buffer.from(mediaType)), size: 1, annotations: new Map() };
}

function manifest(config: string, layers: string[], artifactType?: string): ImageManifest {
  return {
    kind: 'manifest',
    mediaType: '',
    config: descriptor(config),
    layers: layers.map(descriptor),
    ...(artifactType !== undefined && { artifactType }),
  };
}

describe('a container image is one', () => {
  test.each([
    ['of OCI', manifest(imageConfig, [gzip])],
    [
      'of Docker',
      manifest('application/vnd.docker.container.image.v1+json', ['application/vnd.docker.image.rootfs.diff.tar.gzip']),
    ],
    ['without layers', manifest(imageConfig, [])],
    ['of an old registry', manifest('application/octet-stream', [gzip])],
    ['with one layer that cannot be read', manifest(imageConfig, [gzip, 'application/vnd.example.layer'])],
    ['with only foreign layers', manifest(imageConfig, ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'])],
    ['with an artefact type beside an image configuration', manifest(imageConfig, [gzip], 'application/vnd.example')],
  ])('%s', (_, image) => expect(() => refuseArtefact(image)).not.toThrow());
});

describe('what is no container image is named', () => {
  const empty = 'application/vnd.oci.empty.v1+json';
  test.each([
    [
      'a Helm chart',
      manifest('application/vnd.cncf.helm.config.v1+json', ['application/vnd.cncf.helm.chart.content.v1.tar+gzip']),
    ],
    ['a WebAssembly module', manifest('application/vnd.wasm.config.v0+json', ['application/wasm'])],
    [
      'a machine-learning model',
      manifest('application/vnd.docker.ai.model.config.v0.1+json', ['application/vnd.docker.ai.gguf.v3']),
    ],
    [
      'a machine-learning model',
      manifest('application/vnd.docker.container.image.v1+json', ['application/vnd.ollama.image.model']),
    ],
    ['a cosign signature', manifest(imageConfig, ['application/vnd.dev.cosign.simplesigning.v1+json'])],
    ['a sigstore bundle', manifest(empty, [empty], 'application/vnd.dev.sigstore.bundle.v0.3+json')],
    ['an attestation', manifest(imageConfig, ['application/vnd.in-toto+json'])],
    ['a Notation signature', manifest('application/vnd.cncf.notary.signature', ['application/jose+json'])],
    ['an SBOM', manifest(empty, ['application/vnd.cyclonedx+json'])],
    [
      'a Docker engine plugin',
      manifest('application/vnd.docker.plugin.v1+json', ['application/vnd.docker.image.rootfs.diff.tar.gzip']),
    ],
    [
      'a vulnerability database',
      manifest('application/vnd.aquasec.trivy.config.v1+json', ['application/vnd.aquasec.trivy.db.layer.v1.tar+gzip']),
    ],
    ['an artefact of type application/vnd.example+json', manifest(empty, [gzip], 'application/vnd.example+json')],
    ['an artefact of type application/vnd.example.config', manifest('application/vnd.example.config', [gzip])],
    ['an artefact of type application/vnd.oci.empty.v1+json', manifest(empty, [])],
  ])('%s', (what, artefact) => {
    expect(() => refuseArtefact(artefact)).toThrow(
      expect.objectContaining({
        code: 'unsupported-image',
        kind: 'no-verdict',
        message: expect.stringContaining(`unsupported: ${what}`),
      }),
    );
  });

  test('Windows, by its configuration', () => {
    const config = { diffIds: [], history: [], config: {} };
    expect(() => refuseSystem({ ...config, platform: { os: 'windows', architecture: 'amd64' } })).toThrow(
      'unsupported: a Windows image',
    );
    expect(() => refuseSystem({ ...config, platform: { os: 'linux', architecture: 'amd64' } })).not.toThrow();
    expect(() => refuseSystem(config)).not.toThrow();
  });
});
