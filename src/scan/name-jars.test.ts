import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Package } from '#model';
import { nameJars } from './name-jars.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'seawall-jars-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const sha1 = 'ab'.repeat(20);

function jar(name: string, path: string, hashes: string[] = [`sha1:${sha1}`]): Package {
  const common = { type: 'maven' as const, licences: [], scope: 'installed' as const, base: 'unknown' as const };
  const purl = `pkg:maven/${name.replace(':', '/')}@1.0`;
  return { ...common, name, version: '1.0', purl, locations: [{ path, how: 'java-archive' }], hashes };
}

function indexOf(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const good = `${'00'.repeat(20)}\tx:y:1\r\n${sha1.toUpperCase()}\torg.example:lib:1.0.1\nnot a line\n${'z'.repeat(5000)}\n`;

test.each([
  ['plain', good],
  ['gzip', gzipSync(good)],
])('a jar without a group gets its coordinates from an index: %s', async (name, content) => {
  const [item, ...rest] = await nameJars([jar('lib', '/a.jar')], indexOf(name, content));
  expect(rest).toEqual([]);
  expect(item).toMatchObject({
    name: 'org.example:lib',
    version: '1.0.1',
    purl: 'pkg:maven/org.example/lib@1.0.1',
    properties: { 'java:evidence': 'sha1-index' },
  });
});

test('a jar that tells its group, and one that the index does not have, stay as they are', async () => {
  const packages = [jar('com.example:lib', '/a.jar'), jar('lib', '/b.jar', [`sha1:${'cd'.repeat(20)}`])];
  expect(await nameJars(packages, indexOf('other', good))).toEqual(packages);
});

test('a jar that is there already under its name is one package in two places', async () => {
  const known = { ...jar('org.example:lib', '/a.jar'), version: '1.0.1', purl: 'pkg:maven/org.example/lib@1.0.1' };
  const found = await nameJars([known, jar('lib', '/b.jar')], indexOf('twice', good));
  expect(found.map(({ locations }) => locations.map(({ path }) => path))).toEqual([['/a.jar', '/b.jar']]);
});

test('an index that is not there is one clear line', async () => {
  await expect(nameJars([jar('lib', '/a.jar')], join(folder, 'gone'))).rejects.toThrow(
    /gone: cannot read the index of jars/,
  );
});
