import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { dockerSaveLegacy, imageOf } from '../fixtures/image-writer.ts';
import { tar, type TarInput } from '../fixtures/tar-writer.ts';
import { ImageFiles } from './image-files.ts';
import { SystemPackages } from './system-packages.ts';

const folder = mkdtempSync(join(tmpdir(), 'compare-image-'));
const path = join(folder, 'x.docker.tar');
const open: ImageFiles[] = [];
afterEach(() => {
  for (const image of open.splice(0)) image.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function imageWith(...layers: TarInput[][]): Promise<ImageFiles> {
  writeFileSync(path, tar(dockerSaveLegacy(imageOf(layers.map((entries) => tar(entries))))));
  const image = await ImageFiles.open(path);
  open.push(image);
  return image;
}

test('upper layers replace and remove what lower ones have', async () => {
  const image = await imageWith(
    [
      { path: 'a', body: 'old' },
      { path: 'b', body: 'b' },
      { path: 'd/x', body: 'x' },
      { path: 'o/x', body: 'x' },
    ],
    [
      { path: 'a', body: 'new' },
      { path: '.wh.b' },
      { path: '.wh.d' },
      { path: 'o/.wh..wh..opq' },
      { path: 'o/y', body: 'y' },
    ],
  );
  expect([...image.paths()].toSorted()).toEqual(['/a', '/o/y']);
  expect(image.text('/a')).toBe('new');
  expect(image.text('/b')).toBeUndefined();
});

test('links are followed, inside the image only, and loops end', async () => {
  const image = await imageWith([
    { path: 'usr/lib/', type: 'directory' },
    { path: 'usr/lib/x', body: 'x' },
    { path: 'lib', type: 'symlink', linkTarget: 'usr/lib' },
    { path: 'up', type: 'symlink', linkTarget: '../../../usr/lib/x' },
    { path: 'loop', type: 'symlink', linkTarget: 'loop' },
    { path: 'hard', type: 'hardlink', linkTarget: 'usr/lib/x' },
  ]);
  for (const path of ['/lib/x', '/up', '/hard', '/usr/lib/x']) expect([path, image.text(path)]).toEqual([path, 'x']);
  expect(image.resolve('/lib/x')).toBe('/usr/lib/x');
  expect(image.read('/loop')).toBeUndefined();
  expect(image.read('/lib/nothing')).toBeUndefined();
});

test('a folder that a file replaces is gone', async () => {
  const image = await imageWith(
    [
      { path: 'd/', type: 'directory' },
      { path: 'd/x', body: 'x' },
    ],
    [{ path: 'd', body: 'file' }],
  );
  expect([...image.paths()]).toEqual(['/d']);
});

test('what is no docker archive is refused', async () => {
  writeFileSync(path, tar([{ path: 'a' }]));
  await expect(ImageFiles.open(path)).rejects.toThrow(/is no docker archive/);
});

test('files belong to the package that brought them until somebody changes them', async () => {
  const status =
    'Package: a\nStatus: install ok installed\nVersion: 1-1\nSource: src (1)\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 2\n';
  const image = await imageWith([
    { path: 'usr/lib/', type: 'directory' },
    { path: 'lib', type: 'symlink', linkTarget: 'usr/lib' },
    { path: 'usr/lib/same', body: 'x' },
    { path: 'usr/lib/changed', body: 'y' },
    { path: 'usr/lib/unsummed', body: 'z' },
    { path: 'usr/lib/left', body: 'z' },
    { path: 'var/lib/dpkg/status', body: status },
    { path: 'var/lib/dpkg/info/a:amd64.list', body: '/.\n/lib\n/lib/same\n/lib/changed\n/lib/unsummed\n' },
    { path: 'var/lib/dpkg/info/gone.list', body: '/usr/lib/left\n' },
    {
      path: 'var/lib/dpkg/info/a:amd64.md5sums',
      body: '9dd4e461268c8034f5c8564e155c67a6  lib/same\n9dd4e461268c8034f5c8564e155c67a6  lib/changed\n',
    },
  ]);
  const packages = new SystemPackages(image);
  expect(packages.ownerOf('/usr/lib/same')).toMatchObject({ package: 'a', version: '1-1', source: 'src' });
  expect(packages.ownerOf('/lib/unsummed')?.package).toBe('a');
  expect(packages.ownerOf('/usr/lib/changed')).toBeUndefined();
  expect(packages.ownerOf('/usr/lib/left')).toBeUndefined();
});
