import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { digestOf } from '../digest.ts';

/** A registry of one process, without storage, whose faults a test chooses. */
export interface FakeRegistry {
  host: string;
  /** `GET /v2/…`, with what came in `Authorization` and `Range`. */
  requests: { line: string; authorization?: string; range?: string; body: string }[];
  blobs: Map<string, Buffer>;
  manifests: Map<string, { bytes: Buffer; type: string }>;
  /** Looked at first; true when it has answered. */
  fault?: (request: IncomingMessage, response: ServerResponse, body: string) => boolean;
  close(): Promise<void>;
}

export async function fakeRegistry(): Promise<FakeRegistry> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(registry, request, response, body));
  });
  const registry: FakeRegistry = {
    host: '',
    requests: [],
    blobs: new Map(),
    manifests: new Map(),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return registry;
}

function answer(registry: FakeRegistry, request: IncomingMessage, response: ServerResponse, body: string): void {
  const { authorization, range } = request.headers;
  const line = `${request.method} ${request.url}`;
  registry.requests.push({ line, body, ...(authorization && { authorization }), ...(range && { range }) });
  if (registry.fault?.(request, response, body) === true) return;
  const [, kind = '', name = ''] = /^\/v2\/team\/app\/(manifests|blobs)\/(.+)$/.exec(request.url ?? '') ?? [];
  const manifest = kind === 'manifests' ? registry.manifests.get(name) : undefined;
  const bytes = kind === 'blobs' ? registry.blobs.get(name) : manifest?.bytes;
  if (bytes === undefined) {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        errors: [{ code: kind === 'blobs' ? 'BLOB_UNKNOWN' : 'MANIFEST_UNKNOWN', message: 'hunter2' }],
      }),
    );
    return;
  }
  const type = manifest?.type ?? 'application/octet-stream';
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const common = {
    'content-type': type,
    'docker-content-digest': digestOf(bytes),
    'content-length': bytes.length - start,
  };
  if (start > 0)
    response.writeHead(206, { ...common, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` });
  else response.writeHead(200, common);
  response.end(bytes.subarray(start));
}

/** Puts an image of two layers there, one of them gzip, and returns the digest of its manifest. */
export function putImage(
  registry: FakeRegistry,
  tag: string,
  more: { config?: object; manifest?: object } = {},
): string {
  const contents = [Buffer.alloc(300_000, 'base layer '), Buffer.from('top layer')];
  const layers = contents.map((content, at) => {
    const bytes = at === 0 ? gzipSync(content) : content;
    return put(registry, bytes, `application/vnd.oci.image.layer.v1.tar${at === 0 ? '+gzip' : ''}`);
  });
  const config = {
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: contents.map((content) => digestOf(content)) },
    history: [{ created_by: 'ADD base' }, { created_by: 'ENV a=b', empty_layer: true }, { created_by: 'COPY top' }],
    ...more.config,
  };
  const configType = 'application/vnd.oci.image.config.v1+json';
  const manifest = {
    schemaVersion: 2,
    config: put(registry, Buffer.from(JSON.stringify(config)), configType),
    layers,
    ...more.manifest,
  };
  return putManifest(registry, tag, manifest, 'application/vnd.oci.image.manifest.v1+json');
}

export function put(
  registry: FakeRegistry,
  bytes: Buffer,
  mediaType: string,
): { mediaType: string; digest: string; size: number } {
  const digest = digestOf(bytes);
  registry.blobs.set(digest, bytes);
  return { mediaType, digest, size: bytes.length };
}

export function putManifest(registry: FakeRegistry, tag: string, manifest: object, type: string): string {
  const bytes = Buffer.from(JSON.stringify(manifest));
  const digest = digestOf(bytes);
  for (const name of [tag, digest]) registry.manifests.set(name, { bytes, type });
  return digest;
}
