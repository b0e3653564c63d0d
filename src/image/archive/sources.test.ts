import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  bazelTarball,
  digestOf,
  dockerSaveLegacy,
  dockerSaveModern,
  fixtureImage,
  ggcrTarball,
  jibTarball,
  layoutFiles,
  podmanSave,
  type FixtureFile,
  type FixtureImage,
} from '../../../test/fixtures/image-writer.ts';
import { tar } from '../../../test/fixtures/tar-writer.ts';
import { walkLayer } from '../layer-walk.ts';
import { defaultLimits } from '../limits.ts';
import type { ImageSource, LayerBytes, OpenOptions } from '../source.ts';
import { archiveSource, layoutSource } from './sources.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'archive-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const options: OpenOptions = {
  signal: new AbortController().signal,
  environment: {},
  platform: { os: 'linux', architecture: 'amd64' },
};

function writeArchive(files: FixtureFile[], compress: (bytes: Buffer) => Buffer = (bytes) => bytes): string {
  const path = join(folder, 'image.tar');
  writeFileSync(path, compress(tar(files)));
  return path;
}

function writeFolder(files: FixtureFile[]): string {
  for (const { path, body } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), body ?? '');
  }
  return folder;
}

async function* bytesOf(bytes: LayerBytes): AsyncGenerator<Buffer> {
  if (bytes.kind === 'stream') yield* bytes.stream;
  else yield (await readFile(bytes.file)).subarray(bytes.offset, bytes.offset + bytes.length);
}

/** Opens an image and reads every layer: what it says of itself, and the diffIDs that its bytes really have. */
async function readAll(source: ImageSource, reference: string) {
  const image = await source.open(reference, options);
  if (image === undefined) throw new Error('not opened');
  const diffIds: (string | undefined)[] = [];
  for await (const { layer, bytes } of image.read(image.layers)) {
    const record = await walkLayer(bytesOf(bytes), [], {
      digestOver: 'tar',
      algorithm: 'sha256',
      limits: defaultLimits,
      spoolFolder: tmpdir(),
    });
    diffIds[layer?.index ?? -1] = record.digest;
  }
  await image.close();
  return { image, diffIds };
}

const image = fixtureImage();
const expected = {
  diffIds: image.layers.map(digestOf),
  createdBy: ['ADD rootfs.tar /', 'COPY app /opt/app', 'RUN rm /opt/app'],
};

describe('archives, written as their tools write them', () => {
  test.each<[string, (image: FixtureImage) => FixtureFile[]]>([
    ['docker save up to 24', dockerSaveLegacy],
    ['docker save from 25 on', dockerSaveModern],
    ['kaniko, ko and crane', ggcrTarball],
    ['jib', jibTarball],
    ['bazel rules_docker', bazelTarball],
    ['podman and buildah', podmanSave],
    ['an OCI archive', layoutFiles],
    ['an OCI archive by BuildKit, with an attestation', (item) => layoutFiles(item, { attested: true })],
    ['an OCI archive with nested indexes', (item) => layoutFiles(item, { nesting: 2 })],
  ])('%s', async (_, write) => {
    for (const compress of [undefined, gzipSync, zstdCompressSync]) {
      const { image: opened, diffIds } = await readAll(archiveSource, writeArchive(write(image), compress));
      expect(diffIds).toEqual(expected.diffIds);
      expect(opened.layers.map(({ createdBy }) => createdBy)).toEqual(expected.createdBy);
      expect(opened.configDigest).toBe(digestOf(image.config));
      expect(opened.digestsAreProof).toBe(false);
    }
  });

  test('a layer that stands in the image twice is read once', async () => {
    const [base = Buffer.alloc(0)] = image.layers;
    const twice = {
      ...fixtureImage((config) => (config['rootfs'] = { diff_ids: [digestOf(base), digestOf(base)] })),
      layers: [base, base],
    };
    for (const write of [dockerSaveLegacy, dockerSaveModern, ggcrTarball]) {
      const { image: opened, diffIds } = await readAll(archiveSource, writeArchive(write(twice)));
      expect(opened.layers).toHaveLength(2);
      expect(diffIds.filter((diffId) => diffId === digestOf(base)).length).toBeGreaterThan(0);
    }
  });

  test.each([
    ['missing', (config: Record<string, unknown>) => delete config['history'], [undefined, undefined, undefined]],
    [
      'longer than the layers',
      (config: Record<string, unknown>) =>
        (config['history'] = Array.from({ length: 9 }, (_, at) => ({ created_by: `RUN ${at}` }))),
      [undefined, undefined, undefined],
    ],
    [
      'shorter than the layers',
      (config: Record<string, unknown>) => (config['history'] = [{ created_by: 'base' }]),
      ['base', undefined, undefined],
    ],
  ])('a history that is %s', async (_, patch, createdBy) => {
    const { image: opened } = await readAll(
      archiveSource,
      writeArchive(dockerSaveLegacy(fixtureImage((config) => void patch(config)))),
    );
    expect(opened.layers.map((layer) => layer.createdBy)).toEqual(createdBy);
  });
});

describe('layout folders', () => {
  test('give the digest of the manifest', async () => {
    const { image: opened, diffIds } = await readAll(layoutSource, writeFolder(layoutFiles(image)));
    expect(opened.digest).toMatch(/^sha256:/);
    expect(diffIds).toEqual(expected.diffIds);
  });

  test('foreign and unknown layers are named unreadable and not fetched as images', async () => {
    const files = layoutFiles(image, { layerType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip' });
    const { image: opened } = await readAll(layoutSource, writeFolder(files));
    expect(opened.layers[0]?.unreadable).toContain('foreign');
  });

  test('several images need a name', async () => {
    const one = layoutFiles(image, { name: 'one' });
    const index = (files: FixtureFile[]) =>
      JSON.parse(String(files.find(({ path }) => path === 'index.json')?.body)) as { manifests: object[] };
    const two = layoutFiles(
      fixtureImage((config) => (config['created'] = '2027-01-01T00:00:00Z')),
      { name: 'two' },
    );
    const both = { schemaVersion: 2, manifests: [...index(one).manifests, ...index(two).manifests] };
    const path = writeFolder([...one, ...two, { path: 'index.json', body: JSON.stringify(both) }]);
    await expect(layoutSource.open(path, options)).rejects.toThrow(/2 images.*one, two/);
    expect((await layoutSource.open(`${path}:two`, options))?.config.created).toBe('2027-01-01T00:00:00Z');
    await expect(layoutSource.open(`${path}:three`, options)).rejects.toThrow(/no image named three/);
  });

  test('a blob that does not have its digest is refused before it is parsed', async () => {
    const files = layoutFiles(image);
    const path = writeFolder(files);
    writeFileSync(join(path, 'blobs', digestOf(image.config).replace(':', '/')), '{}');
    await expect(layoutSource.open(path, options)).rejects.toThrow(/configuration should be sha256/);
  });
});

describe('an image with a layer that is not there', () => {
  const lost = digestOf(image.layers[1] ?? Buffer.alloc(0)).slice('sha256:'.length);

  test.each<[string, (files: FixtureFile[]) => [ImageSource, string]]>([
    ['in a folder', (files) => [layoutSource, writeFolder(files)]],
    ['in an archive', (files) => [archiveSource, writeArchive(files)]],
    ['in a compressed archive', (files) => [archiveSource, writeArchive(files, gzipSync)]],
  ])('%s is opened, and the others are read', async (_, write) => {
    for (const form of [layoutFiles(image, { compress: false }), podmanSave(image)]) {
      const files = form.filter(({ path }) => !path.includes(lost));
      expect(files).toHaveLength(form.length - 1);
      const [source, reference] = write(files);
      if (source === layoutSource && form.some(({ path }) => path === 'manifest.json')) continue;
      const opened = await source.open(reference, options);
      const wanted = opened?.layers.filter(({ unreadable }) => unreadable === undefined) ?? [];
      expect(wanted.map(({ index }) => index)).toEqual([0, 2]);
      expect(opened?.layers[1]?.unreadable).toContain(lost);
      const read = new Set<number | undefined>();
      for await (const { layer, bytes } of opened?.read(wanted) ?? []) {
        for await (const piece of bytesOf(bytes)) void piece;
        read.add(layer?.index);
      }
      expect(read).toEqual(new Set([0, 2]));
      await opened?.close();
    }
  });

  test('a link in a folder is not followed, and said to be no file', async () => {
    const elsewhere = join(folder, 'elsewhere');
    const path = writeFolder(layoutFiles(image, { compress: false }));
    const blob = join(path, 'blobs', 'sha256', lost);
    renameSync(blob, elsewhere);
    symlinkSync(elsewhere, blob);
    const opened = await layoutSource.open(path, options);
    expect(opened?.layers.map(({ unreadable }) => unreadable)).toEqual([
      undefined,
      `there is no regular file blobs/sha256/${lost}`,
      undefined,
    ]);
  });
});

describe('what is no image', () => {
  test.each<[string, FixtureFile[], RegExp]>([
    ['a tar of other things', [{ path: 'readme', body: 'x' }], /neither manifest\.json nor index\.json/],
    ['an empty manifest', [{ path: 'manifest.json', body: '[]' }], /lists no image/],
    ['a manifest that is no JSON', [{ path: 'manifest.json', body: '{' }], /is not JSON/],
    ['a manifest without layers', [{ path: 'manifest.json', body: '[{"Config":"c"}]' }], /no valid list of Layers/],
    [
      'a configuration outside the archive',
      [{ path: 'manifest.json', body: '[{"Config":"../../etc/shadow","Layers":[]}]' }],
      /shadow is missing from the archive/,
    ],
    [
      'links in a circle',
      [{ path: 'manifest.json', type: 'symlink', linkTarget: 'manifest.json' }],
      /neither manifest/,
    ],
  ])('%s is one clear line', async (_, files, line) => {
    await expect(archiveSource.open(writeArchive(files), options)).rejects.toThrow(line);
    await expect(archiveSource.open(writeArchive(files, gzipSync), options)).rejects.toThrow(/image\.tar/);
  });

  test('layers that the configuration does not count are refused', async () => {
    const files = dockerSaveLegacy({ ...image, layers: image.layers.slice(0, 2) });
    await expect(archiveSource.open(writeArchive(files), options)).rejects.toThrow(/2 layers, but its configuration 3/);
  });

  test('an empty, a truncated and a text file are one clear line', async () => {
    const path = join(folder, 'image.tar');
    for (const bytes of [
      Buffer.alloc(0),
      tar(dockerSaveLegacy(image)).subarray(0, 1500),
      Buffer.from('hello '.repeat(200)),
    ]) {
      writeFileSync(path, bytes);
      await expect(archiveSource.open(path, options)).rejects.toThrow(/image\.tar is not /);
    }
  });

  test('a missing file is named', async () => {
    await expect(archiveSource.open(join(folder, 'nothing.tar'), options)).rejects.toThrow(
      /nothing\.tar: no such file/,
    );
  });
});
