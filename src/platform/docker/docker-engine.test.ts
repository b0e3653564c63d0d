import { request } from 'node:http';
import { digestOf } from '#image';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { containerSource } from './container-source.ts';
import { dockerSource } from './docker-source.ts';
import { readLayers, tarOf } from './fake-engine.test-kit.ts';

const host = process.env['DOCKER_HOST'] ?? '';
const socketPath = host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
const name = `seawall-test/engine:${process.pid}`;
const options = { signal: new AbortController().signal, environment: process.env, required: true };

/** What the tests must do to an engine and the product never does. */
function ask(method: string, path: string, type: string, body?: Buffer): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path, headers: { 'content-type': type } }, (response) => {
      let answer = '';
      response.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, answer }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe.skipIf(socketPath === undefined)('a real Docker engine (needs DOCKER_HOST=unix://…)', () => {
  const container = `seawall-test-${process.pid}`;
  let layers: Buffer[];
  let configDigest: string;

  beforeAll(async () => {
    const empty = await tarOf(['empty', 'folder']);
    layers = [
      await tarOf(['etc/os-release', Buffer.from('ID=test')], ['big', Buffer.alloc(300_000, 'b')]),
      empty,
      await tarOf(['srv/app', Buffer.from('app')]),
      empty,
    ];
    const config = Buffer.from(
      JSON.stringify({
        architecture: 'amd64',
        os: 'linux',
        config: { User: 'nobody', Cmd: ['/bin/true'] },
        rootfs: { type: 'layers', diff_ids: layers.map((layer) => digestOf(layer)) },
        history: [
          { created_by: 'ADD base' },
          { created_by: 'ENV a=b', empty_layer: true },
          { created_by: 'WORKDIR /empty' },
          { created_by: 'COPY app' },
          { created_by: 'RUN true' },
        ],
      }),
    );
    configDigest = digestOf(config);
    const manifest = [{ Config: 'config.json', RepoTags: [name], Layers: layers.map((_, at) => `${at}/layer.tar`) }];
    const archive = await tarOf(
      ['config.json', config],
      ...layers.map((layer, at): [string, Buffer] => [`${at}/layer.tar`, layer]),
      ['manifest.json', Buffer.from(JSON.stringify(manifest))],
    );
    expect((await ask('POST', '/images/load?quiet=1', 'application/x-tar', archive)).answer).not.toContain('error');
    const created = await ask(
      'POST',
      `/containers/create?name=${container}`,
      'application/json',
      Buffer.from(JSON.stringify({ Image: name, Volumes: { '/data': {} } })),
    );
    expect(created.status).toBe(201);
  });
  afterAll(async () => {
    await ask('DELETE', `/containers/${container}?v=1&force=1`, 'text/plain');
    await ask('DELETE', `/images/${encodeURIComponent(name)}?force=1`, 'text/plain');
  });

  test('describes an image by name and by id, with the instruction of every layer', async () => {
    for (const reference of [name, configDigest, configDigest.slice(7, 30)]) {
      const image = (await dockerSource.open(reference, options))!;
      expect(image.config).toMatchObject({
        platform: { os: 'linux', architecture: 'amd64' },
        config: { User: 'nobody' },
      });
      expect(image.layers.map(({ diffId }) => diffId)).toEqual(layers.map((layer) => digestOf(layer)));
      expect(image.layers.map(({ createdBy }) => createdBy)).toEqual([
        'ADD base',
        'WORKDIR /empty',
        'COPY app',
        'RUN true',
      ]);
      await image.close();
    }
  });

  test('exports every layer with the digest that it names; one that stands twice may come once', async () => {
    const image = (await dockerSource.open(name, options))!;
    const exported = new Set((await readLayers(image)).map((layer) => digestOf(layer)));
    expect(exported).toEqual(new Set(layers.map((layer) => digestOf(layer))));
    await image.close();
  });

  test('exports a container with what was in all layers', async () => {
    const image = (await containerSource.open(container, options))!;
    expect(image.layers).toEqual([{ index: 0, createdBy: `container ${container}` }]);
    expect(image.notes.join(' ')).toContain('Volumes and mounts are not part of it: /data.');
    const [files] = await readLayers(image);
    for (const content of ['ID=test', 'app', 'bbbbbbbb']) expect(files?.includes(content)).toBe(true);
    await image.close();
  });

  test('has no such image, no such container', async () => {
    await expect(dockerSource.open('seawall-test/gone', options)).rejects.toMatchObject({ code: 'image-not-found' });
    await expect(containerSource.open('seawall-test-gone', options)).rejects.toMatchObject({ code: 'image-not-found' });
  });
});
