import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportBundle, installBundle } from '../bundler.ts';
import { importPaths } from '../import-paths.ts';
import { openDatabase } from '../store/database.ts';
import { signManifest } from './bundle-keys.ts';
import { manifestName, signatureName } from './bundle-manifest.ts';
import { isBundle } from './is-bundle.ts';
import { tarEnd, tarMember, tarPadding } from './tar-member.ts';

const root = mkdtempSync(join(tmpdir(), 'seawall-bundle-'));
const now = new Date('2026-01-10T00:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
const newFolder = () => {
  const folder = join(root, `data${count++}`);
  mkdirSync(folder);
  return folder;
};

function keyPair(name: string): { key: string; trusted: string; privateKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [key, trusted] = [join(root, `${name}.key`), join(root, `${name}.pub`)];
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(trusted, publicKey.export({ type: 'spki', format: 'pem' }));
  return { key, trusted, privateKey };
}
const ours = keyPair('ours');
const theirs = keyPair('theirs');

async function dataWith(fixed: string, codename = 'bookworm'): Promise<string> {
  const data = newFolder();
  const file = join(root, 'tracker.json');
  const releases = { [codename]: { status: 'resolved', fixed_version: fixed } };
  writeFileSync(file, JSON.stringify({ zlib: { 'CVE-2024-1': { description: 'A flaw.', releases } } }));
  await importPaths(data, [file], { now });
  return data;
}

async function bundleOf(data: string, more: { key?: string; sequence?: number; days?: number } = {}): Promise<string> {
  const file = join(root, `bundle${count++}.tar.zst`);
  await exportBundle(data, file, { key: ours.key, now, days: 14, ...more });
  return file;
}

const install = (data: string, file: string, at = now, trustedKey = ours.trusted) =>
  installBundle(data, file, { now: at, trustedKey });

function fixedIn(data: string, shard = 'debian:12'): string | undefined {
  const database = openDatabase(data);
  try {
    return database.rows(shard, 'zlib')[0]?.ranges[0]?.fixed;
  } finally {
    database.close();
  }
}

/** The members of a bundle by name, to be changed and packed again. */
function unpack(file: string): Map<string, Buffer> {
  const tar = zstdDecompressSync(readFileSync(file));
  const members = new Map<string, Buffer>();
  for (let at = 0; tar[at] !== 0;) {
    const name = tar.toString('latin1', at, tar.indexOf(0, at));
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    members.set(name, Buffer.from(tar.subarray(at + 512, at + 512 + size)));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return members;
}

function pack(members: Iterable<[string, Buffer]>): string {
  const parts = [...members].flatMap(([name, body]) => [tarMember(name, body.length), body, tarPadding(body.length)]);
  const file = join(root, `packed${count++}.tar.zst`);
  writeFileSync(file, zstdCompressSync(Buffer.concat([...parts, tarEnd])));
  return file;
}

describe('a bundle', () => {
  test('carries a database from one place to another', async () => {
    const source = await dataWith('1.2');
    const file = await bundleOf(source, { sequence: 7 });
    expect(isBundle(file)).toBe(true);
    const target = newFolder();
    expect(await install(target, file)).toMatchObject({ outcome: 'installed', sequence: 7, dropped: [] });
    expect(fixedIn(target)).toBe('1.2');
    const [from, to] = [openDatabase(source), openDatabase(target)];
    expect(to.sources('debian:12')).toEqual(from.sources('debian:12'));
    expect(to.details('CVE-2024-1')).toEqual(from.details('CVE-2024-1'));
    from.close();
    to.close();
  });

  test('is the same, byte for byte, when it is made again', async () => {
    const source = await dataWith('1.2');
    const [one, two] = [await bundleOf(source), await bundleOf(source)];
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  });

  test('replaces its shards, leaves others, and says which sources go', async () => {
    const target = await dataWith('9', 'trixie');
    const own = join(root, 'own.json');
    const affected = [
      {
        package: { ecosystem: 'Debian:12', name: 'zlib' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
      },
    ];
    writeFileSync(own, JSON.stringify({ id: 'ORG-1', modified: '2025-01-01T00:00:00Z', affected }));
    await importPaths(target, [own], { now });
    const report = await install(target, await bundleOf(await dataWith('1.2')));
    expect(report.dropped).toEqual([expect.stringMatching(/^osv .*own\.json$/)]);
    expect([fixedIn(target), fixedIn(target, 'debian:13')]).toEqual(['1.2', '9']);
  });

  test('that is installed already changes nothing', async () => {
    const target = newFolder();
    const file = await bundleOf(await dataWith('1.2'));
    await install(target, file);
    expect(await install(target, file)).toMatchObject({ outcome: 'unchanged' });
  });

  test('is taken on the word of any key in trusted-keys/', async () => {
    const target = newFolder();
    const file = await bundleOf(await dataWith('1.2'));
    await expect(installBundle(target, file, { now })).rejects.toThrow(/no key is trusted .* --trusted-key, or put it/);
    mkdirSync(join(target, 'trusted-keys'));
    for (const { trusted } of [theirs, ours]) {
      writeFileSync(join(target, 'trusted-keys', `${count++}.pem`), readFileSync(trusted));
    }
    expect(await installBundle(target, file, { now })).toMatchObject({ outcome: 'installed' });
  });
});

describe('refused in one line, with the old data still in use:', () => {
  let target: string;
  let good: string;
  let members: Map<string, Buffer>;
  beforeAll(async () => {
    target = newFolder();
    await install(target, await bundleOf(await dataWith('1.0'), { sequence: 10 }));
    good = await bundleOf(await dataWith('2.0'), { sequence: 11 });
    members = unpack(good);
  });

  async function refused(file: string, why: RegExp, at = now, key = ours.trusted): Promise<void> {
    const before = readFileSync(join(target, 'db', 'index.json'), 'utf8');
    const error = await install(target, file, at, key).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: 'usage', message: expect.stringMatching(why) });
    expect((error as Error).message).not.toContain('\n');
    expect(readFileSync(join(target, 'db', 'index.json'), 'utf8')).toBe(before);
    expect(fixedIn(target)).toBe('1.0');
    expect(readdirSync(join(target, 'db', 'shards')).filter((name) => name.startsWith('.'))).toEqual([]);
  }

  test('signed by somebody else', async () => {
    await refused(good, /not signed by a key that is trusted/, now, theirs.trusted);
  });

  test('a manifest that was changed, or whose signature was', async () => {
    const manifest = members.get(manifestName)!.toString();
    const changed = Buffer.from(manifest.replace('"sequence":11', '"sequence":99'));
    await refused(pack(new Map(members).set(manifestName, changed)), /not signed .* or was changed/);
    await refused(pack(new Map(members).set(signatureName, Buffer.alloc(64))), /not signed/);
    await refused(pack(new Map(members).set(signatureName, Buffer.alloc(0))), /not signed/);
  });

  test('a shard that was changed, is missing, or is too many', async () => {
    const [name, body] = [...members].at(-1)!;
    const flipped = Buffer.from(body);
    flipped[10]! ^= 1;
    await refused(pack(new Map(members).set(name, flipped)), /a file of the bundle was changed/);
    await refused(pack(new Map(members).set(name, body.subarray(1))), /a file that its manifest does not name/);
    await refused(pack([...members].slice(0, -1)), /lacks 1 of its files/);
    await refused(pack([...members, ['shards/../../evil', Buffer.from('x')]]), /does not name/);
    await refused(pack([...members, [name, body]]), /does not name/);
  });

  test('expired', async () => {
    await refused(good, /^the bundle of 2026-01-10.* expired on 2026-01-24/, later(14));
  });

  test('older than what is installed, or another of the same number', async () => {
    await refused(
      await bundleOf(await dataWith('0.9'), { sequence: 9 }),
      /an older bundle .* number 9, and 10 is installed/,
    );
    await refused(await bundleOf(await dataWith('0.9'), { sequence: 10 }), /another bundle of the same number/);
  });

  test('cut off anywhere', async () => {
    const bytes = readFileSync(good);
    for (let part = 0; part < 20; part++) {
      const file = join(root, 'cut.tar.zst');
      writeFileSync(file, bytes.subarray(0, Math.floor((bytes.length * part) / 20)));
      await refused(file, /cut off|not signed|lacks|damaged/);
    }
  });

  test('something else', async () => {
    for (const content of ['', 'text', '{"id": "CVE-1"}']) {
      const file = join(root, 'other');
      writeFileSync(file, content);
      await refused(file, /no bundle|damaged or was cut off/);
      expect(isBundle(file)).toBe(false);
    }
  });

  test('signed by the right key, and malformed all the same', async () => {
    const manifest = JSON.parse(members.get(manifestName)!.toString()) as Record<string, unknown>;
    const [shard] = manifest['shards'] as [string, Record<string, unknown>][];
    const wrong: Record<string, unknown>[] = [
      { version: 2 },
      { sequence: -1 },
      { sequence: '12' },
      { expires: 'never' },
      { shards: [['../evil', shard![1]]] },
      { shards: [[shard![0], { ...shard![1], file: '../../etc/passwd' }]] },
      { shards: [[shard![0], { ...shard![1], bytes: 1e300 }]] },
      { shards: [[shard![0], { ...shard![1], sources: [{}] }]] },
      { shards: [null] },
    ];
    for (const change of wrong) {
      const bytes = Buffer.from(JSON.stringify({ ...manifest, ...change }));
      const signature = signManifest(bytes, ours.privateKey);
      await refused(
        pack(new Map(members).set(manifestName, bytes).set(signatureName, signature)),
        /malformed|newer Seawall/,
      );
    }
  });

  test('and the good one is taken after all that', async () => {
    await install(target, good);
    expect(fixedIn(target)).toBe('2.0');
  });
});

describe('keys', () => {
  test('of other kinds, or the wrong half, are refused', async () => {
    const data = await dataWith('1.2');
    const rsa = join(root, 'rsa.key');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(rsa, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (const key of [rsa, ours.trusted, join(root, 'tracker.json')]) {
      await expect(bundleOf(data, { key })).rejects.toThrow(/not a private Ed25519 key in PEM/);
    }
    await expect(bundleOf(data, { key: join(root, 'gone') })).rejects.toThrow(/cannot read the key file/);
    const file = await bundleOf(data);
    await expect(install(newFolder(), file, now, ours.key)).rejects.toThrow(/not a public Ed25519 key/);
  });

  test('are not needed to find that there is nothing to export', async () => {
    await expect(bundleOf(newFolder())).rejects.toThrow(/nothing to export/);
  });
});
