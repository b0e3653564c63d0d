import type { ServerResponse } from 'node:http';
import { digestOf, parsePlatform, type OpenOptions } from '#image';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dockerSource } from './docker-source.ts';
import { fakeEngine, readLayers, tarOf, type FakeEngine } from './fake-engine.test-kit.ts';

let engine: FakeEngine;
beforeEach(async () => {
  engine = await fakeEngine();
});
afterEach(() => engine.close());

const base = await tarOf(['etc/os-release', Buffer.from('ID=x')]);
const top = await tarOf(['srv/app', Buffer.from('app')]);
const archive = await tarOf(
  ['1/layer.tar', top],
  ['c.json', Buffer.from('{"rootfs":{}}')],
  ['2/layer.tar', base],
  ['manifest.json', Buffer.from('[]')],
);
const id = digestOf(Buffer.from('config'));
const manifest = digestOf(Buffer.from('manifest'));

/** An image of two layers as an engine of version 20.10 describes and exports it. */
function putImage(name = 'team/app:1', more: object = {}): void {
  engine.answers.set(`/images/${name}/json`, {
    Id: id,
    RepoDigests: [`other.test/app@${digestOf(Buffer.from('other'))}`, `team/app@${manifest}`],
    Created: '2026-01-02T03:04:05Z',
    Os: 'linux',
    Architecture: 'amd64',
    Variant: '',
    Config: { User: 'nobody' },
    RootFS: { Type: 'layers', Layers: [digestOf(base), digestOf(top)] },
    ...more,
  });
  engine.answers.set(`/images/${id}/history`, [
    { CreatedBy: 'COPY app', Size: 3 },
    { CreatedBy: 'ENV a=b', Size: 0 },
    { CreatedBy: 'ADD base', Size: 4 },
  ]);
  engine.answers.set(`/images/${id}/get`, archive);
}

async function open(name = 'team/app:1', options: Partial<OpenOptions> = {}) {
  return dockerSource.open(name, { signal: new AbortController().signal, environment: engine.environment, ...options });
}

async function opened(...args: Parameters<typeof open>) {
  const image = await open(...args);
  if (image === undefined) throw new Error('nothing was opened');
  return image;
}

describe('an image of an engine', () => {
  test('is described without an export', async () => {
    putImage();
    const image = await opened();
    expect(image).toMatchObject({
      kind: 'docker',
      reference: 'team/app:1',
      digest: manifest,
      configDigest: id,
      config: {
        platform: { os: 'linux', architecture: 'amd64' },
        created: '2026-01-02T03:04:05Z',
        config: { User: 'nobody' },
      },
      layers: [
        { index: 0, diffId: digestOf(base), createdBy: 'ADD base' },
        { index: 1, diffId: digestOf(top), createdBy: 'COPY app' },
      ],
      digestsAreProof: true,
      notes: [expect.stringMatching(/^Read from the Docker engine at unix:.*docker\.sock\.$/)],
    });
    await image.close();
    expect(engine.requests).toEqual([
      '/_ping',
      '/v1.41/images/team/app%3A1/json',
      `/v1.41/images/${encodeURIComponent(id)}/history`,
    ]);
  });

  test('is exported by its id when layers are wanted, and not at all when none is', async () => {
    putImage();
    const image = await opened();
    expect(await readLayers(image, [])).toEqual([]);
    expect(engine.requests.some((url) => url.includes('/get'))).toBe(false);
    expect(await readLayers(image)).toEqual([top, base]);
    expect(engine.requests.at(-1)).toBe(`/v1.41/images/${encodeURIComponent(id)}/get`);
    await image.close();
  });

  test('without a digest of a registry has none', async () => {
    putImage('local', { RepoDigests: [] });
    const image = await opened('local');
    expect(image).not.toHaveProperty('digest');
    await image.close();
  });

  test('has the digest of the repository that was named, else the first that is one', async () => {
    const [first, second] = ['1', '2'].map((text) => digestOf(Buffer.from(text)));
    const RepoDigests = ['<none>@<none>', `<none>@${first}`, `registry.test:5000/app@${second}`];
    for (const [name, expected] of [
      ['app', first],
      ['registry.test:5000/app:9', second],
    ] as const) {
      putImage(name, { RepoDigests });
      const image = await opened(name);
      expect(image.digest).toBe(expected);
      await image.close();
    }
  });

  test('without layers, as Go writes an empty list, has none', async () => {
    putImage('scratch', { RootFS: { Type: 'layers', Layers: null } });
    engine.answers.set(`/images/${id}/history`, []);
    const image = await opened('scratch');
    expect(image.layers).toEqual([]);
    await image.close();
  });

  test('for another platform than this host’s says so', async () => {
    putImage('team/app:1', { Architecture: 's390x' });
    const image = await opened();
    expect(image.notes).toEqual([expect.any(String), expect.stringContaining('for linux/s390x, not for this host')]);
    await image.close();
  });

  test('for another platform than the one asked for is not this image, and told when the engine was named', async () => {
    putImage();
    const platform = parsePlatform('linux/arm64');
    expect(await open('team/app:1', { platform })).toBeUndefined();
    await expect(open('team/app:1', { platform, required: true })).rejects.toMatchObject({
      code: 'platform-not-found',
    });
  });

  test('for Windows is unsupported', async () => {
    putImage('team/app:1', { Os: 'windows' });
    await expect(open()).rejects.toThrow('unsupported: a Windows image');
  });

  test('in containerd’s store has the id of its manifest, and is exported for its platform', async () => {
    await engine.close();
    engine = await fakeEngine('1.50');
    putImage('team/app:1', {
      RepoDigests: [],
      Descriptor: { mediaType: 'application/vnd.oci.image.index.v1+json', digest: id },
    });
    const image = await opened();
    expect(image).not.toHaveProperty('configDigest');
    expect(image.digest).toBe(id);
    expect(await readLayers(image)).toEqual([top, base]);
    expect(decodeURIComponent(engine.requests.at(-1)!)).toBe(
      `/v1.48/images/${id}/get?platform={"os":"linux","architecture":"amd64"}`,
    );
    await image.close();
  });
});

describe('the version of the API', () => {
  test.each([
    ['1.24', undefined, '1.24'],
    ['1.48', undefined, '1.48'],
    ['1.99', undefined, '1.48'],
    ['1.9', undefined, '1.9'],
    ['1.48', '1.40', '1.40'],
    ['1.41', '1.44', '1.41'],
    ['nonsense', undefined, '1.48'],
    ['1.41', 'nonsense', '1.41'],
  ])('with an engine that offers %s and DOCKER_API_VERSION %s is %s', async (offered, wished, spoken) => {
    await engine.close();
    engine = await fakeEngine(offered);
    await open('x', {
      environment: { ...engine.environment, ...(wished !== undefined && { DOCKER_API_VERSION: wished }) },
    });
    expect(engine.requests.at(-1)).toBe(`/v${spoken}/images/x/json`);
  });
});

describe('what is not there', () => {
  test('is undefined, so that the next source is asked', async () => {
    expect(await open('gone')).toBeUndefined();
    expect(await open('x', { environment: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' } })).toBeUndefined();
    expect(await open('x', { environment: { DOCKER_HOST: 'ssh://elsewhere' } })).toBeUndefined();
    expect(await open('x', { environment: { DOCKER_HOST: 'tcp://127.0.0.1:1' } })).toBeUndefined();
  });

  test.each([
    ['gone', undefined, "Docker engine: it has no image 'gone'; pull it, or check the name"],
    [
      'x',
      'unix:///nonexistent/docker.sock',
      'Docker engine: unix:/nonexistent/docker.sock: no such socket; is it running?',
    ],
    ['x', 'tcp://127.0.0.1:1', 'Docker engine: 127.0.0.1:1: connection refused; is it running?'],
    ['x', 'ssh://elsewhere', 'Docker engine: DOCKER_HOST names an engine by ssh'],
  ])('is told when the engine was named: %s at %s', async (name, host, message) => {
    const environment = host === undefined ? engine.environment : { DOCKER_HOST: host };
    await expect(open(name, { environment, required: true })).rejects.toThrow(message);
  });
});

describe('an engine that fails', () => {
  test('is told with its own words, on one line', async () => {
    engine.answers.set('/images/ab/json', (_: unknown, response: ServerResponse) =>
      response.writeHead(500).end(JSON.stringify({ message: 'multiple IDs found\nwith provided prefix: ab' })),
    );
    await expect(open('ab')).rejects.toMatchObject({
      code: 'source-failed',
      kind: 'no-verdict',
      message: expect.stringMatching(
        /^Docker engine at unix:.*: HTTP 500: multiple IDs found with provided prefix: ab$/,
      ),
    });
    expect(engine.requests.filter((url) => url.includes('/ab/'))).toHaveLength(1);
  });

  test('during the export is an error', async () => {
    putImage();
    const image = await opened();
    engine.answers.set(`/images/${id}/get`, (_: unknown, response: ServerResponse) => {
      response.write(top);
      setTimeout(() => response.destroy(), 10);
    });
    await expect(readLayers(image)).rejects.toMatchObject({ kind: 'no-verdict' });
    await image.close();
  });

  test('answers nonsense is no image', async () => {
    engine.answers.set('/images/odd/json', Buffer.from('[]'));
    expect(await open('odd')).toBeUndefined();
    engine.answers.set('/images/odd/json', Buffer.from('<html>'));
    await expect(open('odd')).rejects.toMatchObject({ code: 'http-bad-body' });
  });
});

test.each(['../../containers/json', 'a/../b', 'Upper', 'a?x', 'a#b', 'a b', ''])(
  '%j is not asked for',
  async (name) => {
    await expect(open(name)).rejects.toMatchObject({ code: 'bad-reference' });
    expect(engine.requests).toEqual([]);
  },
);
