import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { digestOf, type ImageLayer } from '#image';
import { describe, expect, test } from 'vitest';
import { exportLayers } from './export-layers.ts';
import { tarOf, type TarItem } from './fake-engine.test-kit.ts';

const file = (text: string) => Buffer.from(text);
const json = (value: unknown) => Buffer.from(JSON.stringify(value, undefined, 2));

function layer(index: number, content: Buffer): ImageLayer {
  return { index, diffId: digestOf(content) };
}

/** The blobs that come out, whole, in the order they come. */
async function blobs(archive: Buffer, all: ImageLayer[] = [], wanted = all, chunk = 1000): Promise<Buffer[]> {
  const pieces = Array.from({ length: Math.ceil(archive.length / chunk) }, (_, at) =>
    archive.subarray(at * chunk, (at + 1) * chunk),
  );
  const found: Buffer[] = [];
  for await (const blob of exportLayers(Readable.from(pieces), all, wanted)) {
    expect(blob.layer).toBeUndefined();
    if (blob.bytes.kind !== 'stream') throw new Error('no stream');
    const chunks: Buffer[] = [];
    for await (const bytes of blob.bytes.stream) chunks.push(bytes);
    found.push(Buffer.concat(chunks));
  }
  return found;
}

describe('an export of an old engine (bytes in its published shape)', () => {
  test('gives its layers, whatever their order, and no other file', async () => {
    const [base, top] = [await tarOf(['etc/os-release', file('ID=x')]), await tarOf(['a', file('b')])];
    const archive = await tarOf(
      ['f00/', 'folder'],
      ['f00/VERSION', file('1.0')],
      ['f00/json', json({ id: 'f00' })],
      ['f00/layer.tar', top],
      [`${'c'.repeat(64)}.json`, json({ rootfs: {} })],
      ['0ba/', 'folder'],
      ['0ba/layer.tar', base],
      ['manifest.json', json([{ Config: 'c.json', Layers: ['0ba/layer.tar', 'f00/layer.tar'] }])],
      ['repositories', json({})],
    );
    expect(await blobs(archive, [layer(0, base), layer(1, top)])).toEqual([top, base]);
  });

  test('has links for a layer that stands twice, which comes once', async () => {
    const base = await tarOf(['a', file('b')]);
    const archive = await tarOf(['1/layer.tar', base], ['2/layer.tar', { link: '../1/layer.tar' }]);
    expect(await blobs(archive)).toEqual([base]);
  });

  test('with an empty layer gives it', async () => {
    const empty = Buffer.alloc(1024);
    expect(await blobs(await tarOf(['1/layer.tar', empty]))).toEqual([empty]);
  });
});

describe('an export of a new engine (an OCI layout, bytes in its published shape)', () => {
  const blob = (content: Buffer): TarItem => [`blobs/sha256/${digestOf(content).slice(7)}`, content];

  test('gives what is a layer by its content: plain, gzip, zstd, empty', async () => {
    const tars = await Promise.all(['a', 'b', 'c'].map((name) => tarOf([name, Buffer.alloc(3000, name)])));
    const layers = [tars[0]!, gzipSync(tars[1]!), zstdCompressSync(tars[2]!), Buffer.alloc(10_240)];
    const archive = await tarOf(
      ['blobs/', 'folder'],
      ['blobs/sha256/', 'folder'],
      blob(json({ architecture: 'amd64', rootfs: {}, padding: 'x'.repeat(2000) })),
      ...layers.map(blob),
      blob(json({ schemaVersion: 2, layers: [] })),
      blob(file('\n  [1]')),
      blob(file('{}')),
      ['index.json', json({ manifests: [] })],
      ['oci-layout', json({ imageLayoutVersion: '1.0.0' })],
      ['manifest.json', json([])],
    );
    expect(await blobs(archive)).toEqual(layers);
    expect(await blobs(archive, [], [], 7)).toEqual(layers);
  });

  test('passes over layers that are not wanted, by the name of the blob', async () => {
    const [base, top] = [await tarOf(['a', file('1')]), await tarOf(['b', file('2')])];
    const all = [layer(0, base), layer(1, top)];
    expect(await blobs(await tarOf(blob(base), blob(top)), all, all.slice(1))).toEqual([top]);
  });

  test('with a layer whose first file name begins like JSON still gives it', async () => {
    const odd = await tarOf(['{"a":1}', file('x')]);
    expect(await blobs(await tarOf(blob(odd)))).toEqual([odd]);
  });
});

describe('an export that is broken', () => {
  test('by its end is an error after the layers before', async () => {
    const base = await tarOf(['a', file('1')]);
    const archive = await tarOf(['1/layer.tar', base], ['2/layer.tar', base]);
    await expect(blobs(archive.subarray(0, archive.length - 4000))).rejects.toMatchObject({
      code: 'source-failed',
      kind: 'no-verdict',
      message: expect.stringContaining('Docker engine: its export is no readable archive'),
    });
  });

  test('by its bytes is an error', async () => {
    await expect(blobs(Buffer.alloc(2048, 'x'))).rejects.toMatchObject({ code: 'source-failed' });
  });
});

test('a reader that has enough ends the export', async () => {
  const base = await tarOf(['a', Buffer.alloc(100_000)]);
  const archive = await tarOf(['1/layer.tar', base], ['2/layer.tar', base]);
  const source = Readable.from(
    Array.from({ length: archive.length / 512 }, (_, at) => archive.subarray(at * 512, (at + 1) * 512)),
  );
  for await (const blob of exportLayers(source, [], [])) {
    expect(blob.bytes.kind).toBe('stream');
    break;
  }
  expect(source.destroyed).toBe(true);
});
