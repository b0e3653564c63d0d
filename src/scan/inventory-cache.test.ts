import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImageLayer, OpenedImage } from '#image';
import { fileIdentity } from './file-identity.ts';
import { InventoryCache } from './inventory-cache.ts';
import { ScanCache } from './scan-cache.ts';

interface Stored {
  packages: string[];
  problems: { fatal?: boolean }[];
}

let folder: string;
let cache: ScanCache;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inventory-'));
  cache = new ScanCache(folder, Date.now());
});
afterEach(() => {
  cache.close();
  rmSync(folder, { recursive: true });
});

function imageOf(layers: ImageLayer[], digestsAreProof: boolean): OpenedImage {
  const file = join(folder, 'layer');
  return {
    kind: 'archive',
    reference: 'x',
    config: { diffIds: [], history: [], config: {} },
    layers,
    digestsAreProof,
    notes: [],
    async *read(wanted) {
      for (const layer of wanted) yield { layer, bytes: { kind: 'file', file, offset: 0, length: 4 } };
    },
    close: async () => {},
  };
}

const layer: ImageLayer = { index: 0, digest: 'sha256:a', createdBy: 'RUN x' };
const inventory: Stored = { packages: ['bash'], problems: [] };

test('an image that its source vouches for is known by its layers', async () => {
  const image = imageOf([layer], true);
  new InventoryCache<Stored>(cache, image, []).keep(inventory);
  expect(await new InventoryCache<Stored>(cache, image, []).find(image)).toEqual(inventory);
});

test.each<[string, ImageLayer[]]>([
  ['another digest', [{ ...layer, digest: 'sha256:b' }]],
  ['another instruction', [{ ...layer, createdBy: 'RUN y' }]],
  ['one layer more', [layer, { index: 1, digest: 'sha256:b' }]],
])('an image with %s is another image', async (_, layers) => {
  const image = imageOf([layer], true);
  new InventoryCache<Stored>(cache, image, []).keep(inventory);
  const other = imageOf(layers, true);
  expect(await new InventoryCache<Stored>(cache, other, []).find(other)).toBeUndefined();
});

test('what else decides about an inventory makes it another', async () => {
  const image = imageOf([layer], true);
  new InventoryCache<Stored>(cache, image, ['/opt/**']).keep(inventory);
  expect(await new InventoryCache<Stored>(cache, image, []).find(image)).toBeUndefined();
  expect(await new InventoryCache<Stored>(cache, image, ['/opt/**']).find(image)).toEqual(inventory);
});

test('an archive is believed only while its file is the one that was verified', async () => {
  writeFileSync(join(folder, 'layer'), 'data');
  const image = imageOf([layer], false);
  const known = new InventoryCache<Stored>(cache, image, []);
  known.keep(inventory);
  expect(await known.find(image)).toBeUndefined();
  cache.rememberDigest((await fileIdentity(join(folder, 'layer'), 0, 4)) ?? '', 'sha256:a');
  expect(await known.find(image)).toEqual(inventory);
  writeFileSync(join(folder, 'layer'), 'evil');
  expect(await known.find(image)).toBeUndefined();
});

test('what was not read whole, and images with a layer without digest, are not kept', async () => {
  const image = imageOf([layer], true);
  new InventoryCache<Stored>(cache, image, []).keep({ packages: [], problems: [{ fatal: true }] });
  expect(await new InventoryCache<Stored>(cache, image, []).find(image)).toBeUndefined();
  const container = imageOf([{ index: 0 }], true);
  new InventoryCache<Stored>(cache, container, []).keep(inventory);
  expect(await new InventoryCache<Stored>(cache, container, []).find(container)).toBeUndefined();
});
