import { digestOf, type OpenOptions } from '#image';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { containerSource } from './container-source.ts';
import { fakeEngine, readLayers, tarOf, type FakeEngine } from './fake-engine.test-kit.ts';

let engine: FakeEngine;
beforeEach(async () => {
  engine = await fakeEngine();
});
afterEach(() => engine.close());

const containerId = 'c'.repeat(64);
const imageId = digestOf(Buffer.from('config'));

async function open(name: string, options: Partial<OpenOptions> = {}) {
  return containerSource.open(name, {
    signal: new AbortController().signal,
    environment: engine.environment,
    ...options,
  });
}

async function putContainer(name = 'web', more: object = {}): Promise<Buffer> {
  const files = await tarOf(['etc/os-release', Buffer.from('ID=x')]);
  engine.answers.set(`/containers/${name}/json`, {
    Id: containerId,
    Name: '/web',
    Image: imageId,
    Created: '2026-01-02T03:04:05Z',
    State: { Status: 'running' },
    Config: { Image: 'team/app:1', User: 'root' },
    Mounts: [{ Destination: '/data' }, { Destination: '/etc/hosts' }],
    ...more,
  });
  engine.answers.set(`/images/${imageId}/json`, {
    Id: imageId,
    Os: 'linux',
    Architecture: 'arm64',
    RootFS: { Layers: [imageId] },
  });
  engine.answers.set(`/images/${imageId}/history`, []);
  engine.answers.set(`/containers/${containerId}/export`, files);
  return files;
}

describe('a container', () => {
  test('is read as one layer that nothing cached stands for', async () => {
    const files = await putContainer();
    const image = await open('web');
    expect(image).toMatchObject({
      kind: 'container',
      reference: 'web',
      config: { platform: { os: 'linux', architecture: 'arm64' }, config: { User: 'root' }, diffIds: [] },
      layers: [{ index: 0, createdBy: 'container web' }],
      digestsAreProof: false,
      notes: [
        expect.stringMatching(/^Read container web \(running, of image team\/app:1\) from the Docker engine at unix:/),
        'Volumes and mounts are not part of it: /data, /etc/hosts.',
      ],
    });
    expect(image?.layers[0]).not.toHaveProperty('diffId');
    expect(image).not.toHaveProperty('digest');
    expect(await readLayers(image!, [])).toEqual([]);
    expect(await readLayers(image!)).toEqual([files]);
    expect(engine.requests.at(-1)).toBe(`/v1.41/containers/${containerId}/export`);
    await image?.close();
  });

  test('whose image was removed is read all the same', async () => {
    await putContainer();
    engine.answers.delete(`/images/${imageId}/json`);
    const image = await open('web');
    expect(image?.config).not.toHaveProperty('platform');
    await image?.close();
  });

  test('of Windows is unsupported', async () => {
    await putContainer();
    engine.answers.set(`/images/${imageId}/json`, { Id: imageId, Os: 'windows', Architecture: 'amd64' });
    await expect(open('web')).rejects.toThrow('unsupported: a Windows image');
  });

  test('that is not there is undefined, and told when it was asked for by prefix', async () => {
    expect(await open('gone')).toBeUndefined();
    await expect(open('gone', { required: true })).rejects.toMatchObject({
      code: 'image-not-found',
      message: "Docker engine: it has no container 'gone'; see 'docker ps --all'",
    });
  });

  test.each(['', '../images/x', 'a/b', 'a?b', '-x', 'a b', 'x\n'])(
    'named %j is refused before anything is asked',
    async (name) => {
      await expect(open(name)).rejects.toMatchObject({ code: 'bad-reference', kind: 'usage' });
      expect(engine.requests).toEqual([]);
    },
  );
});
