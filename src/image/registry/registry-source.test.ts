import { createHash } from 'node:crypto';
import type { HttpClock } from '#kit/http';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import { parsePlatform } from '../platform.ts';
import type { ImageLayer, OpenedImage, OpenOptions } from '../source.ts';
import { fakeRegistry, put, putImage, putManifest, type FakeRegistry } from './fake-registry.test-kit.ts';
import { createRegistrySource, type RegistrySourceOptions } from './registry-source.ts';

let registry: FakeRegistry;
let slept: number[];
const opened: OpenedImage[] = [];
beforeEach(async () => {
  registry = await fakeRegistry();
  slept = [];
});
afterEach(async () => {
  for (const image of opened.splice(0)) await image.close();
  await registry.close();
});

const clock: HttpClock = { now: () => 0, random: () => 1, sleep: async (ms) => void slept.push(ms) };

async function open(
  name = 'team/app:1',
  options: Partial<OpenOptions> = {},
  source: RegistrySourceOptions = {},
): Promise<OpenedImage> {
  const image = await createRegistrySource({ clock, ...source }).open(`${registry.host}/${name}`, {
    signal: new AbortController().signal,
    environment: {},
    ...options,
  });
  if (image === undefined) throw new Error('nothing was opened');
  opened.push(image);
  return image;
}

/** Reads layers as a scan does: index, and whether the bytes have the digest that the manifest names. */
async function readAll(image: OpenedImage, layers: ImageLayer[] = image.layers): Promise<[number, boolean][]> {
  const seen: [number, boolean][] = [];
  for await (const { layer, bytes } of image.read(layers)) {
    if (bytes.kind !== 'stream' || layer === undefined) throw new Error('not a stream of a known layer');
    const hash = createHash('sha256');
    for await (const chunk of bytes.stream) hash.update(chunk);
    seen.push([layer.index, `sha256:${hash.digest('hex')}` === layer.digest]);
  }
  return seen;
}

const lines = () => registry.requests.map(({ line }) => line).filter((line) => line.includes('/team/'));
const fail = (response: ServerResponse, status: number, headers: Record<string, string> = {}): true => {
  response.writeHead(status, headers).end('{}');
  return true;
};

describe('an image in a registry', () => {
  test('is opened by tag with its digests, configuration and layers, before any layer is fetched', async () => {
    const digest = putImage(registry, '1');
    const image = await open();
    expect(image).toMatchObject({
      kind: 'registry',
      reference: `${registry.host}/team/app:1`,
      digest,
      notes: [`Read from the registry ${registry.host}.`],
      config: { platform: { os: 'linux', architecture: 'amd64' } },
    });
    expect(image.layers.map(({ index, createdBy }) => [index, createdBy])).toEqual([
      [0, 'ADD base'],
      [1, 'COPY top'],
    ]);
    expect(image.layers.every((layer) => layer.diffId !== undefined && layer.size !== undefined)).toBe(true);
    expect(lines().map((line) => line.replace(/sha256:\w+/, 'DIGEST'))).toEqual([
      'GET /v2/team/app/manifests/1',
      'GET /v2/team/app/blobs/DIGEST',
      'GET /v2/team/app/referrers/DIGEST',
    ]);
    expect(registry.blobs.has(image.configDigest ?? '')).toBe(true);
  });

  test('gives the wanted layers only, with the bytes that their digests name', async () => {
    putImage(registry, '1');
    const image = await open();
    expect(await readAll(image)).toEqual([
      [0, true],
      [1, true],
    ]);
    expect(await readAll(image, image.layers.slice(1))).toEqual([[1, true]]);
    expect(await readAll(image, [])).toEqual([]);
  });

  test('is opened by digest, the tag beside it being ignored', async () => {
    const digest = putImage(registry, '1');
    expect((await open(`team/app@${digest}`)).digest).toBe(digest);
    expect((await open(`team/app:gone@${digest}`)).digest).toBe(digest);
  });

  test('that is not there says so, with the registry’s code and without its text', async () => {
    await expect(open('team/app:2')).rejects.toMatchObject({
      code: 'image-not-found',
      kind: 'usage',
      message: `${registry.host}/team/app:2: the registry has no such image (HTTP 404 MANIFEST_UNKNOWN)`,
    });
  });

  test('in a registry that is not there says so', async () => {
    await registry.close();
    await expect(open()).rejects.toMatchObject({ code: 'http-unreachable', kind: 'no-verdict' });
  });
});

describe('an index', () => {
  const indexType = 'application/vnd.oci.image.index.v1+json';
  const manifestType = 'application/vnd.oci.image.manifest.v1+json';
  const entry = (digest: string, platform?: string) => ({
    mediaType: manifestType,
    digest,
    size: registry.manifests.get(digest)?.bytes.length,
    ...(platform !== undefined && { platform: parsePlatform(platform) }),
  });

  test('leads to the platform that is wanted, and never to an attestation', async () => {
    const amd64 = putImage(registry, 'x');
    const arm64 = putImage(registry, 'y', { config: { architecture: 'arm64' } });
    const unknown = { ...entry(amd64), platform: { os: 'unknown', architecture: 'unknown' } };
    putManifest(
      registry,
      '1',
      { manifests: [unknown, entry(amd64, 'linux/amd64'), entry(arm64, 'linux/arm64/v8')] },
      indexType,
    );
    expect((await open('team/app:1', { platform: parsePlatform('linux/arm64') })).digest).toBe(arm64);
    expect((await open('team/app:1', { platform: parsePlatform('linux/amd64') })).digest).toBe(amd64);
    await expect(open('team/app:1', { platform: parsePlatform('linux/s390x') })).rejects.toMatchObject({
      code: 'platform-not-found',
      message: 'the image has no platform linux/s390x; it has linux/amd64, linux/arm64/v8',
    });
  });

  describe('with VEX beside it', () => {
    const vex = 'https://openvex.dev/ns/v0.2.0';
    const said = (digest: string) => expect.stringContaining(`VEX document is attached to the image (${digest})`);

    function attestation(image: string, predicate: string, more: object = {}): { entry: object; layer: string } {
      const statement = put(registry, Buffer.from(`{"predicateType":"${predicate}"}`), 'application/vnd.in-toto+json');
      const layers = [{ ...statement, annotations: { 'in-toto.io/predicate-type': predicate } }];
      const config = put(registry, Buffer.from('{}'), 'application/vnd.oci.image.config.v1+json');
      const type = 'application/vnd.oci.image.manifest.v1+json';
      const digest = putManifest(registry, 'att', { schemaVersion: 2, config, layers, ...more }, type);
      const annotations = {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': image,
      };
      return { entry: { ...entry(digest, 'unknown/unknown'), annotations }, layer: statement.digest };
    }

    test('in its index says so, of that image only', async () => {
      const [image, other] = [putImage(registry, 'x'), putImage(registry, 'y', { config: { architecture: 'arm64' } })];
      const { entry: beside, layer } = attestation(image, vex);
      const manifests = [beside, entry(image, 'linux/amd64'), entry(other, 'linux/arm64')];
      putManifest(registry, '1', { manifests }, indexType);
      const platform = (name: string) => ({ platform: parsePlatform(name) });
      expect((await open('team/app:1', platform('linux/amd64'))).notes).toContainEqual(said(layer));
      expect((await open('team/app:1', platform('linux/arm64'))).notes).toHaveLength(1);
    });

    test.each([
      ['provenance', 'https://slsa.dev/provenance/v1', {}],
      ['what cannot be read', vex, { layers: 7 }],
    ])('says nothing of %s', async (_, predicate, more) => {
      const image = putImage(registry, 'x');
      const { entry: beside } = attestation(image, predicate, more);
      putManifest(registry, '1', { manifests: [beside, entry(image, 'linux/amd64')] }, indexType);
      expect((await open('team/app:1', { platform: parsePlatform('linux/amd64') })).notes).toHaveLength(1);
    });

    test.each([
      ['artifactType', { artifactType: 'application/vnd.openvex+json' }],
      ['a predicate', { annotations: { 'dev.sigstore.bundle.predicateType': vex } }],
    ])('that refers to it by %s says so', async (_, more) => {
      const image = putImage(registry, '1');
      const digest = digestOf(Buffer.from('vex'));
      const signature = { ...entry(image), artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json' };
      const referrer = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 3, ...more };
      registry.fault = (request, response) => {
        if (request.url !== `/v2/team/app/referrers/${image}`) return false;
        response.writeHead(200, { 'content-type': indexType });
        return response.end(JSON.stringify({ schemaVersion: 2, manifests: [signature, referrer] })) !== undefined;
      };
      expect((await open()).notes).toContainEqual(said(digest));
    });

    test('that a registry does not tell of, or tells nonsense of, changes nothing', async () => {
      const image = putImage(registry, '1');
      for (const [status, body] of [
        [403, '{}'],
        [200, '[]'],
        [200, '{"manifests":[{"digest":7}]}'],
      ] as const) {
        registry.fault = (request, response) => {
          if (request.url !== `/v2/team/app/referrers/${image}`) return false;
          return response.writeHead(status).end(body) !== undefined;
        };
        expect((await open()).notes).toEqual([`Read from the registry ${registry.host}.`]);
      }
    });
  });

  test('inside an index is followed, to a depth', async () => {
    const image = putImage(registry, 'x');
    let digest = putManifest(registry, 'd0', { manifests: [entry(image, 'linux/amd64')] }, indexType);
    for (let depth = 1; depth < 5; depth += 1) {
      const inner = { mediaType: indexType, digest, size: registry.manifests.get(digest)?.bytes.length };
      digest = putManifest(registry, `d${depth}`, { depth, manifests: [inner] }, indexType);
    }
    expect((await open('team/app:d3')).digest).toBe(image);
    await expect(open('team/app:d4')).rejects.toThrow('nested more than 4 deep');
  });

  test('whose manifest has other bytes than its digest is refused', async () => {
    const image = putImage(registry, 'x');
    putManifest(registry, '1', { manifests: [entry(image, 'linux/amd64')] }, indexType);
    registry.manifests.set(image, { bytes: Buffer.from('{"config":{}}'), type: manifestType });
    await expect(open('team/app:1', { platform: parsePlatform('linux/amd64') })).rejects.toMatchObject({
      code: 'digest-mismatch',
      kind: 'no-verdict',
    });
  });
});

describe('what is not what it should be', () => {
  test('a manifest with other bytes than the digest asked for', async () => {
    const digest = putImage(registry, '1');
    registry.manifests.set(digest, registry.manifests.get('1')!);
    const altered = Buffer.from(registry.manifests.get('1')!.bytes.toString().replace('2', '3'));
    registry.manifests.set(digest, { bytes: altered, type: '' });
    await expect(open(`team/app@${digest}`)).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test('a manifest with other bytes than the registry itself claims', async () => {
    putImage(registry, '1');
    registry.fault = ({ url }, response) => {
      if (!url!.endsWith('/manifests/1')) return false;
      response.setHeader('docker-content-digest', digestOf(Buffer.from('else')));
      response.end(registry.manifests.get('1')!.bytes);
      return true;
    };
    await expect(open()).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test('a configuration with other bytes', async () => {
    putImage(registry, '1');
    const { configDigest = '' } = await open();
    registry.blobs.set(configDigest, Buffer.from('{"rootfs":{}}'));
    await expect(open()).rejects.toMatchObject({ code: 'digest-mismatch' });
  });

  test('a manifest that never ends', async () => {
    registry.fault = ({ url }, response) => {
      if (!url!.includes('/manifests/')) return false;
      response.end(Buffer.alloc(5 << 20, ' '));
      return true;
    };
    await expect(open()).rejects.toMatchObject({
      code: 'http-bad-body',
      message: expect.stringContaining('larger than 4194304'),
    });
  });

  test('a configuration that claims to be huge is not fetched', async () => {
    putImage(registry, '1', {
      manifest: { config: { mediaType: '', digest: digestOf(Buffer.from('x')), size: 9 << 20 } },
    });
    await expect(open()).rejects.toThrow('more than the 8388608 that are read');
    expect(lines()).toHaveLength(1);
  });

  test('a Helm chart, Windows, schema 1', async () => {
    const chart = put(registry, Buffer.from('{}'), 'application/vnd.cncf.helm.config.v1+json');
    putManifest(registry, 'chart', { config: chart, layers: [] }, 'application/vnd.oci.image.manifest.v1+json');
    await expect(open('team/app:chart')).rejects.toMatchObject({
      kind: 'no-verdict',
      message: 'unsupported: a Helm chart, not a container image',
    });
    putImage(registry, 'windows', { config: { os: 'windows' } });
    await expect(open('team/app:windows')).rejects.toThrow('unsupported: a Windows image');
    putManifest(
      registry,
      'old',
      { schemaVersion: 1, fsLayers: [] },
      'application/vnd.docker.distribution.manifest.v1+json',
    );
    await expect(open('team/app:old')).rejects.toThrow('unsupported: a Docker manifest of schema 1');
  });

  test('a foreign layer is described with the reason, and not asked for', async () => {
    const foreign = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: digestOf(Buffer.from('foreign')),
      size: 5,
    };
    putImage(registry, '1', { manifest: { layers: [foreign, put(registry, Buffer.from('own'), '')] } });
    const image = await open();
    expect(image.layers.map((layer) => layer.unreadable)).toEqual([
      expect.stringContaining('a foreign layer'),
      undefined,
    ]);
    expect(await readAll(image)).toEqual([[1, true]]);
  });

  test('an image whose configuration lists another number of layers says so', async () => {
    putImage(registry, '1', { config: { rootfs: { diff_ids: [] } } });
    const image = await open();
    expect(image.notes.join(' ')).toContain('lists 0 diffIDs for 2 layers');
    expect(await readAll(image)).toHaveLength(2);
  });
});

describe('a registry with faults', () => {
  test('that limits requests is waited for as it says', async () => {
    putImage(registry, '1');
    registry.fault = (_, response) => {
      if (registry.requests.length > 3) return false;
      return fail(response, 429, { 'retry-after': '7' });
    };
    expect((await open()).layers).toHaveLength(2);
    expect(slept).toEqual([7000, 7000, 7000]);
  });

  test('that fails for a moment is asked again', async () => {
    putImage(registry, '1');
    const image = await open();
    registry.requests.length = 0;
    registry.fault = (_, response) => registry.requests.length === 1 && fail(response, 500);
    expect(await readAll(image)).toEqual([
      [0, true],
      [1, true],
    ]);
  });

  test('that goes on limiting is given up with advice', async () => {
    registry.fault = (_, response) => fail(response, 429);
    await expect(open()).rejects.toMatchObject({
      code: 'source-failed',
      message: expect.stringContaining('limits requests (HTTP 429); log in or try again later'),
    });
  });

  test('that breaks a layer off is gone on with where it broke', async () => {
    putImage(registry, '1');
    const image = await open();
    const { digest = '', size = 0 } = image.layers[0]!;
    const bytes = registry.blobs.get(digest)!;
    let breaks = 0;
    registry.fault = ({ url }, response) => {
      if (!url!.endsWith(digest) || breaks === 2) return false;
      const from = Number(/=(\d+)/.exec(registry.requests.at(-1)?.range ?? '=0')?.[1]);
      breaks += 1;
      response.writeHead(from > 0 ? 206 : 200, {
        'content-length': size - from,
        ...(from > 0 && { 'content-range': `bytes ${from}-${size - 1}/${size}` }),
      });
      response.write(bytes.subarray(from, from + 50), () => setTimeout(() => response.destroy(), 10));
      return true;
    };
    expect(await readAll(image)).toEqual([
      [0, true],
      [1, true],
    ]);
    expect(registry.requests.map(({ range }) => range).filter((range) => range !== undefined)).toEqual([
      'bytes=50-',
      'bytes=100-',
    ]);
  });

  test('that ends a layer early without an error is gone on with too', async () => {
    putImage(registry, '1');
    const image = await open();
    const bytes = registry.blobs.get(image.layers[0]!.digest!)!;
    registry.requests.length = 0;
    registry.fault = (_, response) => {
      if (registry.requests.length > 1) return false;
      response.end(bytes.subarray(0, 100));
      return true;
    };
    expect(await readAll(image, image.layers.slice(0, 1))).toEqual([[0, true]]);
  });

  test('that knows no ranges is read again from the start', async () => {
    putImage(registry, '1');
    const image = await open();
    const bytes = registry.blobs.get(image.layers[0]!.digest!)!;
    registry.requests.length = 0;
    registry.fault = (_, response) => {
      response.end(registry.requests.length === 1 ? bytes.subarray(0, 100) : bytes);
      return true;
    };
    expect(await readAll(image, image.layers.slice(0, 1))).toEqual([[0, true]]);
    expect(registry.requests[1]?.range).toBe('bytes=100-');
  });

  test('that sends another range than was asked for is refused', async () => {
    putImage(registry, '1');
    const image = await open();
    registry.requests.length = 0;
    registry.fault = (_, response) => {
      if (registry.requests.length > 1) response.writeHead(206, { 'content-range': 'bytes 7-9/10' });
      response.end('abc');
      return true;
    };
    await expect(readAll(image)).rejects.toThrow('sent another range than was asked for');
  });

  test('that never brings the rest is given up, with growing pauses', async () => {
    putImage(registry, '1');
    const image = await open();
    registry.fault = (_, response) => {
      response.end();
      return true;
    };
    await expect(readAll(image)).rejects.toMatchObject({
      code: 'source-failed',
      message: expect.stringMatching(/broke off after 0 of \d+ bytes, several times/),
    });
    expect(slept).toEqual([500, 1000, 2000, 4000, 8000]);
  });

  test('that sends more than the manifest says is refused at that byte', async () => {
    putImage(registry, '1');
    const image = await open();
    registry.fault = (_, response) => {
      response.end(Buffer.alloc(10 << 20));
      return true;
    };
    await expect(readAll(image)).rejects.toMatchObject({
      code: 'digest-mismatch',
      message: expect.stringContaining('is longer than'),
    });
  });

  test('whose layer is missing says so', async () => {
    putImage(registry, '1');
    const image = await open();
    registry.blobs.clear();
    await expect(readAll(image)).rejects.toMatchObject({
      code: 'image-not-found',
      message: expect.stringContaining('BLOB_UNKNOWN'),
    });
  });

  test('is left when the scan is ended', async () => {
    putImage(registry, '1');
    const controller = new AbortController();
    const image = await open('team/app:1', { signal: controller.signal });
    registry.fault = () => true;
    setTimeout(() => controller.abort(new Error('time is up')), 20);
    await expect(readAll(image)).rejects.toThrow('time is up');
  });
});
