import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { layoutSource } from '#image';
import { digestOf } from '../test/fixtures/image-writer.ts';
import { tar } from '../test/fixtures/tar-writer.ts';
import { layerFiles, LayoutWriter } from './layout.ts';

const folder = mkdtempSync(join(tmpdir(), 'seawall-layout-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a written layout is one that Seawall opens, by the name of the image', async () => {
  const bytes = tar([{ path: 'a', body: 'a' }]);
  const writer = new LayoutWriter(folder);
  const descriptor = writer.blob(gzipSync(bytes), 'application/vnd.oci.image.layer.v1.tar+gzip');
  const layer = { descriptor, diffId: digestOf(bytes) };
  writer.image('one', [layer]);
  writer.image('two', [layer, layer]);
  writer.finish();

  const options = { signal: AbortSignal.timeout(10_000), environment: {} };
  for (const [name, count] of [
    ['one', 1],
    ['two', 2],
  ] as const) {
    const image = await layoutSource.open(`${folder}:${name}`, options);
    expect(image?.layers.map(({ digest, diffId }) => ({ digest, diffId }))).toEqual(
      Array.from({ length: count }, () => ({ digest: descriptor.digest, diffId: layer.diffId })),
    );
    await image?.close();
  }
  expect(layerFiles(folder).map((file) => readFileSync(file))).toEqual([gzipSync(bytes)]);
});
