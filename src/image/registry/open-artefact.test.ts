import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeRegistry, put, putImage, putManifest, type FakeRegistry } from './fake-registry.test-kit.ts';
import { openArtefact } from './open-artefact.ts';

const type = 'application/vnd.example.data.v1';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const file = Buffer.alloc(200_000, 'some data ');

let registry: FakeRegistry;
beforeEach(async () => void (registry = await fakeRegistry()));
afterEach(() => registry.close());

function putArtefact(
  tag: string,
  layers: number,
  more: object = { artifactType: type },
  config = 'application/vnd.oci.empty.v1+json',
): string {
  const files = Array.from({ length: layers }, () => put(registry, file, `${type}.tar`));
  const manifest = { schemaVersion: 2, config: put(registry, Buffer.from('{}'), config), layers: files, ...more };
  return putManifest(registry, tag, manifest, manifestType);
}

async function read(tag: string): Promise<{ digest: string; size: number; bytes: Buffer }> {
  const signal = new AbortController().signal;
  const artefact = await openArtefact(`${registry.host}/team/app:${tag}`, type, { environment: {}, signal });
  try {
    const parts: Buffer[] = [];
    for await (const part of artefact.stream) parts.push(Buffer.from(part));
    return { digest: artefact.digest, size: artefact.size, bytes: Buffer.concat(parts) };
  } finally {
    artefact.close();
  }
}

test('gives the file of an artefact', async () => {
  const digest = putArtefact('data', 1);
  expect(await read('data')).toEqual({ digest, size: file.length, bytes: file });
});

test('takes the type from the configuration, where older tools wrote it', async () => {
  putArtefact('old', 1, {}, type);
  expect((await read('old')).bytes.equals(file)).toBe(true);
});

test('refuses images, artefacts of another type, and those of no file or several', async () => {
  putImage(registry, 'image');
  putArtefact('other', 1, { artifactType: 'application/vnd.other' });
  putArtefact('none', 0);
  putArtefact('two', 2);
  for (const tag of ['image', 'other', 'none', 'two']) {
    await expect(read(tag)).rejects.toThrow(/^unsupported: .* is not an artefact of type .* with one file$/);
  }
  await expect(read('gone')).rejects.toMatchObject({ code: 'image-not-found' });
});

test('does not take other bytes than those of the digest', async () => {
  putArtefact('data', 1);
  for (const [digest, bytes] of registry.blobs) {
    if (bytes.length === file.length) registry.blobs.set(digest, Buffer.alloc(file.length, 'other data'));
  }
  await expect(read('data')).rejects.toMatchObject({ code: 'digest-mismatch' });
});
