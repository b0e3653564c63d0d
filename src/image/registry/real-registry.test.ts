import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import { parsePlatform } from '../platform.ts';
import type { OpenedImage, Platform } from '../source.ts';
import { registrySource } from './registry-source.ts';

const host = process.env['SEAWALL_TEST_REGISTRY'];
const repository = `seawall-test/${process.pid}`;
const layers = [
  gzipSync(Buffer.alloc(500_000, 'gzip')),
  zstdCompressSync(Buffer.alloc(5000, 'zstd')),
  Buffer.alloc(5000, 'tar'),
];
const ociLayer = 'application/vnd.oci.image.layer.v1.tar';

async function send(method: string, url: string, body: Buffer, type: string): Promise<Response> {
  const response = await fetch(url, { method, body: new Uint8Array(body), headers: { 'content-type': type } });
  expect([201, 202]).toContain(response.status);
  return response;
}

async function push(bytes: Buffer, mediaType: string): Promise<{ mediaType: string; digest: string; size: number }> {
  const digest = digestOf(bytes);
  const base = `http://${host}/v2/${repository}/blobs/uploads/`;
  const started = await send('POST', base, Buffer.alloc(0), 'application/octet-stream');
  const target = new URL(started.headers.get('location') ?? '', base);
  target.searchParams.set('digest', digest);
  await send('PUT', target.href, bytes, 'application/octet-stream');
  return { mediaType, digest, size: bytes.length };
}

async function pushManifest(tag: string, manifest: object, type: string) {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, ...manifest }));
  await send('PUT', `http://${host}/v2/${repository}/manifests/${tag}`, bytes, type);
  return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
}

async function pushImage(tag: string, architecture: string) {
  const diffIds = [Buffer.alloc(500_000, 'gzip'), Buffer.alloc(5000, 'zstd'), Buffer.alloc(5000, 'tar')].map((tar) =>
    digestOf(tar),
  );
  const config = { architecture, os: 'linux', rootfs: { type: 'layers', diff_ids: diffIds } };
  return pushManifest(
    tag,
    {
      config: await push(Buffer.from(JSON.stringify(config)), 'application/vnd.oci.image.config.v1+json'),
      layers: await Promise.all(layers.map((layer, at) => push(layer, ociLayer + ['+gzip', '+zstd', ''][at]))),
    },
    'application/vnd.oci.image.manifest.v1+json',
  );
}

async function open(reference: string, platform?: Platform): Promise<OpenedImage> {
  const image = await registrySource.open(`${host}/${repository}${reference}`, {
    signal: new AbortController().signal,
    environment: {},
    ...(platform !== undefined && { platform }),
  });
  if (image === undefined) throw new Error('nothing was opened');
  return image;
}

describe.skipIf(host === undefined)('a real registry (needs SEAWALL_TEST_REGISTRY=host:port)', () => {
  let amd64: Awaited<ReturnType<typeof pushImage>>;
  let arm64: Awaited<ReturnType<typeof pushImage>>;
  beforeAll(async () => {
    amd64 = await pushImage('amd64', 'amd64');
    arm64 = await pushImage('arm64', 'arm64');
    const of = (descriptor: object, platform: string) => ({ ...descriptor, platform: parsePlatform(platform) });
    await pushManifest(
      'multi',
      { manifests: [of(amd64, 'linux/amd64'), of(arm64, 'linux/arm64')] },
      'application/vnd.oci.image.index.v1+json',
    );
  });

  test('gives an image by tag and by digest, with layers of the digests that it names', async () => {
    for (const reference of [':amd64', `@${amd64.digest}`]) {
      const image = await open(reference, parsePlatform('linux/amd64'));
      expect(image.digest).toBe(amd64.digest);
      const digests: string[] = [];
      for await (const { bytes } of image.read(image.layers)) {
        const hash = createHash('sha256');
        if (bytes.kind === 'stream') for await (const chunk of bytes.stream) hash.update(chunk);
        digests.push(`sha256:${hash.digest('hex')}`);
      }
      expect(digests).toEqual(layers.map((layer) => digestOf(layer)));
      await image.close();
    }
  });

  test('gives the platform of an index that is wanted', async () => {
    for (const [platform, expected] of [
      ['linux/amd64', amd64],
      ['linux/arm64/v8', arm64],
    ] as const) {
      const image = await open(':multi', parsePlatform(platform));
      expect(image.digest).toBe(expected.digest);
      await image.close();
    }
    await expect(open(':multi', parsePlatform('linux/s390x'))).rejects.toThrow('it has linux/amd64, linux/arm64');
  });

  test('says what it has not', async () => {
    await expect(open(':gone')).rejects.toMatchObject({
      code: 'image-not-found',
      message: expect.stringContaining('MANIFEST_UNKNOWN'),
    });
  });
});
