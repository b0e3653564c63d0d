import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a manifest says of a blob (OCI image specification, descriptor.md). */
export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  annotations?: Record<string, string>;
}

interface Manifest {
  layers: Descriptor[];
}

/** Files of the layers of a layout's first image, base first. */
export function layerFiles(layout: string): string[] {
  const [first] = (readJson(join(layout, 'index.json')) as { manifests: Descriptor[] }).manifests;
  if (first === undefined) throw new Error(`${layout} has no image`);
  const { layers } = readJson(blobFile(layout, first.digest)) as Manifest;
  return layers.map(({ digest }) => blobFile(layout, digest));
}

/** Writes images into one layout, in which blobs that images share stand once. */
export class LayoutWriter {
  readonly #folder: string;
  readonly #manifests: Descriptor[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  }

  blob(bytes: Buffer, mediaType: string): Descriptor {
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    writeFileSync(blobFile(this.#folder, digest), bytes);
    return { mediaType, digest, size: bytes.length };
  }

  image(name: string, layers: readonly { descriptor: Descriptor; diffId: string }[]): void {
    const json = (value: object) => Buffer.from(JSON.stringify(value));
    const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) };
    const config = this.blob(
      json({ architecture: 'amd64', os: 'linux', config: {}, rootfs }),
      'application/vnd.oci.image.config.v1+json',
    );
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const body = { schemaVersion: 2, mediaType, config, layers: layers.map(({ descriptor }) => descriptor) };
    const annotations = { 'org.opencontainers.image.ref.name': name };
    this.#manifests.push({ ...this.blob(json(body), mediaType), annotations });
  }

  finish(): void {
    writeFileSync(join(this.#folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    writeFileSync(join(this.#folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: this.#manifests }));
  }
}

function blobFile(layout: string, digest: string): string {
  return join(layout, 'blobs', digest.replace(':', '/'));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
