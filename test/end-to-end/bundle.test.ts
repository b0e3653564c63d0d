import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mirror, serveMirror } from '../fixtures/mirror.ts';
import { seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const registry = process.env['SEAWALL_TEST_REGISTRY'];

let folder: string;
let source: string;
let mirror: Mirror;
let key: string;
let trusted: string;
let bundle: string;
let count = 0;

const newData = () => join(folder, `data${count++}`);
const db = (data: string, ...args: string[]) => seawall(['db', ...args, '--data-dir', data]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-bundle-'));
  source = await trackerDatabase();
  mirror = await serveMirror();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  [key, trusted, bundle] = [join(folder, 'key.pem'), join(folder, 'key.pub'), join(folder, 'bundle.tar.zst')];
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(trusted, publicKey.export({ type: 'spki', format: 'pem' }));
  const { code, stdout } = await db(source, 'export', bundle, '--key', key, '--sequence', '5');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/bundle\.tar\.zst: \d+ shards, 0\.0 MiB, number 5, expires 20/),
  });
});
afterAll(async () => {
  await mirror.close();
  for (const made of [folder, source]) rmSync(made, { recursive: true, force: true });
});

async function expectInstalled(data: string): Promise<void> {
  const [before, after] = [await db(source, 'status'), await db(data, 'status')];
  const rows = (text: string) => text.split('\n').slice(0, -2);
  expect(rows(after.stdout)).toEqual(rows(before.stdout));
  expect(rows(after.stdout).length).toBeGreaterThan(2);
}

describe('a bundle is taken', () => {
  test('from a file, by db import and by db update', async () => {
    for (const command of [
      ['import', bundle],
      ['update', '--from', bundle],
    ]) {
      const data = newData();
      const { code, stdout, stderr } = await db(data, ...command, '--trusted-key', trusted);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/bundle\.tar\.zst: bundle of 20.* installed, \d+ shards\n$/);
      await expectInstalled(data);
    }
  });

  test('from a web server, with a key of the data directory', async () => {
    const data = newData();
    mkdirSync(join(data, 'trusted-keys'), { recursive: true });
    writeFileSync(join(data, 'trusted-keys', 'ours.pem'), readFileSync(trusted));
    mirror.files.set('/daily.tar.zst', { body: readFileSync(bundle), breakAfter: [100] });
    const { code, stderr } = await db(data, 'update', '--from', new URL('daily.tar.zst', mirror.url).href);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expectInstalled(data);
  });

  test.skipIf(registry === undefined)('from a registry (needs SEAWALL_TEST_REGISTRY=host:port)', async () => {
    const repository = `seawall-test/bundle-${process.pid}`;
    const type = 'application/vnd.seawall.bundle.v1';
    const place = (await pushArtefact(registry ?? '', repository, 'daily', type, readFileSync(bundle))) ?? '';
    const data = newData();
    const { code, stdout, stderr } = await db(data, 'update', '--from', `oci:${place}`, '--trusted-key', trusted);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^oci:.*:daily: bundle of 20/);
    await expectInstalled(data);
    const other = await pushArtefact(
      registry ?? '',
      repository,
      'other',
      'application/vnd.example',
      readFileSync(bundle),
    );
    const refused = await db(data, 'update', '--from', `oci:${other}`, '--trusted-key', trusted);
    expect(refused.stderr).toMatch(
      /^seawall: unsupported: .*:other is not an artefact of type application\/vnd\.seawall/,
    );
  });
});

describe('a bundle is refused with exit code 2, one line, and the old data still there', () => {
  test.each([
    [
      'changed',
      (bytes: Buffer) => bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 50),
      trustedKey,
      /damaged|changed/,
    ],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 500), trustedKey, /damaged or was cut off/],
    ['of another signer', (bytes: Buffer) => bytes, otherKey, /not signed by a key that is trusted here/],
  ])('%s', async (_, change, whose, why) => {
    const data = newData();
    await db(data, 'import', bundle, '--trusted-key', trusted);
    const file = join(folder, 'bad.tar.zst');
    writeFileSync(file, change(readFileSync(bundle)));
    const { code, stderr } = await db(data, 'update', '--from', file, '--trusted-key', whose());
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
    expect(stderr.split('\n')).toHaveLength(2);
    await expectInstalled(data);
  });

  test('rolled back or expired', async () => {
    const data = newData();
    await db(data, 'import', bundle, '--trusted-key', trusted);
    const older = join(folder, 'older.tar.zst');
    await db(source, 'export', older, '--key', key, '--sequence', '4');
    const back = await db(data, 'import', older, '--trusted-key', trusted);
    expect(back).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/an older bundle .* number 4, and 5 is installed/),
    });
    await db(source, 'export', older, '--key', key, '--days', '0');
    const late = await db(data, 'import', older, '--trusted-key', trusted);
    expect(late).toMatchObject({ code: 2, stderr: expect.stringMatching(/expired on .*: get a newer one/) });
    await expectInstalled(data);
  });
});

test('mistakes are said', async () => {
  const data = newData();
  expect((await db(data, 'import', bundle)).stderr).toMatch(/no key is trusted to sign bundles/);
  expect((await db(data, 'export', bundle, '--key', key)).stderr).toMatch(/nothing to export/);
  expect((await db(source, 'export', bundle)).code).toBe(2);
  expect((await db(source, 'export', bundle, '--key', key, '--days', 'x')).stderr).toMatch(
    /--days x: expected a whole/,
  );
  expect((await db(data, 'update', '--from', bundle, '--for', 'npm')).stderr).toMatch(/a bundle is taken whole/);
  const gone = await db(data, 'update', '--from', new URL('gone.tar.zst', mirror.url).href, '--trusted-key', trusted);
  expect(gone).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/gone\.tar\.zst: the server answered HTTP 404/),
  });
});

function trustedKey(): string {
  return trusted;
}

function otherKey(): string {
  const file = join(folder, 'other.pub');
  writeFileSync(file, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
  return file;
}

/** Pushes what `oras push --artifact-type TYPE HOST/REPOSITORY:TAG FILE` does; gives the reference. */
async function pushArtefact(host: string, repository: string, tag: string, artifactType: string, file: Buffer) {
  const base = `http://${host}/v2/${repository}/`;
  const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const send = async (method: string, url: string, body: Buffer, type: string) => {
    const response = await fetch(url, { method, body: new Uint8Array(body), headers: { 'content-type': type } });
    expect([201, 202]).toContain(response.status);
    return response;
  };
  const blob = async (bytes: Buffer, mediaType: string) => {
    const digest = digestOf(bytes);
    const started = await send('POST', `${base}blobs/uploads/`, Buffer.alloc(0), 'application/octet-stream');
    const target = new URL(started.headers.get('location') ?? '', base);
    target.searchParams.set('digest', digest);
    await send('PUT', target.href, bytes, 'application/octet-stream');
    return { mediaType, digest, size: bytes.length };
  };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const config = await blob(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json');
  const layers = [await blob(file, 'application/vnd.seawall.bundle.v1.tar+zstd')];
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, artifactType, config, layers }));
  await send('PUT', `${base}manifests/${tag}`, manifest, mediaType);
  return `${host}/${repository}:${tag}`;
}
