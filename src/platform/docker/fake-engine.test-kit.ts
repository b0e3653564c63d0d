import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenedImage } from '#image';
import { pack } from 'tar-stream';

/** An engine of one process on a socket of its own: answers paths (without version) from a table. */
export interface FakeEngine {
  environment: Record<string, string>;
  /** Paths asked for, with their version and query. */
  requests: string[];
  /** A value is sent as JSON, bytes as they are, a function answers itself. */
  answers: Map<string, unknown>;
  close(): Promise<void>;
}

export async function fakeEngine(apiVersion = '1.41'): Promise<FakeEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-engine-'));
  const answers = new Map<string, unknown>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    requests.push(url);
    if (url === '/_ping') response.writeHead(200, { 'api-version': apiVersion }).end('OK');
    else reply(answers.get(decodeURIComponent(url.replace(/^\/v[\d.]+/, '').replace(/\?.*$/, ''))), request, response);
  });
  const socket = join(folder, 'docker.sock');
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    environment: { DOCKER_HOST: `unix://${socket}` },
    requests,
    answers,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      rmSync(folder, { recursive: true });
    },
  };
}

function reply(answer: unknown, request: IncomingMessage, response: ServerResponse): void {
  if (answer === undefined) response.writeHead(404).end(JSON.stringify({ message: 'No such thing' }));
  else if (typeof answer === 'function') (answer as (a: IncomingMessage, b: ServerResponse) => void)(request, response);
  else if (Buffer.isBuffer(answer)) response.writeHead(200, { 'content-type': 'application/x-tar' }).end(answer);
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

/** One entry of a tar: a file by its content, a folder, or a symbolic link. */
export type TarItem = [path: string, content: Buffer | 'folder' | { link: string }];

export async function tarOf(...items: TarItem[]): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of items) {
    if (content === 'folder') archive.entry({ name, type: 'directory' });
    else if (Buffer.isBuffer(content)) archive.entry({ name }, content);
    else archive.entry({ name, type: 'symlink', linkname: content.link });
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The layers of an image as they come, whole. */
export async function readLayers(image: OpenedImage, wanted = image.layers): Promise<Buffer[]> {
  const layers: Buffer[] = [];
  for await (const { bytes } of image.read(wanted)) {
    const chunks: Buffer[] = [];
    if (bytes.kind === 'stream') for await (const chunk of bytes.stream) chunks.push(chunk);
    layers.push(Buffer.concat(chunks));
  }
  return layers;
}
