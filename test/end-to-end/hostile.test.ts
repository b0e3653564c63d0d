import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { debianFiles, debianImage, dpkgStatusText, vulnerablePackages } from '../fixtures/debian-image.ts';
import { digestOf, imageOf, layoutFiles, type FixtureImage } from '../fixtures/image-writer.ts';
import { writeBerkeley } from '../fixtures/rpm-berkeley-writer.ts';
import { writeNdb } from '../fixtures/rpm-ndb-writer.ts';
import { packageHeader } from '../fixtures/rpm-package-header.ts';
import { writeSqlite } from '../fixtures/rpm-sqlite-writer.ts';
import { padded, tar, withChecksum, type TarInput } from '../fixtures/tar-writer.ts';
import { writeArchive, writeLayout } from './image-files.ts';
import { seawall } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const statusPath = 'var/lib/dpkg/status';
const hello = vulnerablePackages.slice(0, 1);
const evil = [{ name: 'evil', version: '1.0' }];

let folder: string;
let data: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-hostile-'));
  data = await trackerDatabase();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

interface Scanned extends ScanResult {
  code: number | null;
  stderr: string;
}

async function scan(reference: string, args: readonly string[] = [], dataDirectory = data): Promise<Scanned> {
  const command = ['scan', 'image', reference, '--format', 'json', '--data-dir', dataDirectory, ...args];
  const { code, stdout, stderr } = await seawall(command);
  if (stdout === '') throw new Error(`ended with ${code}: ${stderr}`);
  return { ...(JSON.parse(stdout) as ScanResult), code, stderr };
}

let written = 0;
const archive = (image: FixtureImage) => writeArchive(folder, `${(written += 1)}.tar`, image);
const names = ({ packages }: ScanResult) => packages.map(({ name }) => name);
const places = ({ problems }: ScanResult) => problems.map(({ where, what }) => `${where}: ${what}`).join('\n');

/** A good vulnerable Debian, and a file on top of it. */
const withFile = (path: string, body: string | Buffer) => debianImage(vulnerablePackages, [tar([{ path, body }])]);

const rpms = ['one', 'two', 'three'].map((name) => packageHeader({ name }));
const spoiled = [rpms[0]!, Buffer.from('this is no header'), rpms[2]!];
const firstHalf = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));
const noise = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * at * 31 + at * 7) % 251));
const apkPackage = 'P:musl\nV:1.2.4-r1\nA:x86_64\n\n';

describe('a file in which something is broken', () => {
  test.each([
    [
      'dpkg status, one package',
      'var/lib/dpkg/status.d/odd',
      'Package: odd\nVersion: no version\n\nPackage: fine\nVersion: 1\n',
      'fine',
    ],
    ['apk, one line', 'lib/apk/db/installed', `${apkPackage}rubbish\n\n`, 'musl'],
    ['rpm in SQLite, one package', 'var/lib/rpm/rpmdb.sqlite', writeSqlite(spoiled), 'three'],
    ['rpm in ndb, one package', 'usr/lib/sysimage/rpm/Packages.db', writeNdb(spoiled), 'three'],
    ['rpm in Berkeley DB, one package', 'var/lib/rpm/Packages', writeBerkeley(spoiled), 'three'],
  ])('%s: the rest of it counts, and the result is partial', async (_what, path, body, sound) => {
    const file = archive(withFile(path, body));
    const result = await scan(file);
    expect(result).toMatchObject({ code: 0, complete: false });
    expect(places(result)).toContain(`layer 1 /${path}`);
    expect(result.stderr).toMatch(/^seawall: the result is partial: [^\n]+\n$/);
    expect(names(result)).toEqual(expect.arrayContaining([sound, 'openssl']));
    expect((await scan(file, ['--fail-on', 'high'])).code).toBe(1);
    expect((await scan(file, ['--fail-on-partial'])).code).toBe(3);
  });
});

describe('a package database that cannot be read', () => {
  test.each([
    ['apk', 'lib/apk/db/installed', noise],
    ['rpm in SQLite, noise', 'var/lib/rpm/rpmdb.sqlite', noise],
    ['rpm in SQLite, cut off', 'var/lib/rpm/rpmdb.sqlite', firstHalf(writeSqlite(rpms))],
    ['rpm in SQLite, only its first page', 'var/lib/rpm/rpmdb.sqlite', writeSqlite(rpms).subarray(0, 4096)],
    ['rpm in ndb, cut off', 'usr/lib/sysimage/rpm/Packages.db', writeNdb(rpms).subarray(0, 4096)],
    ['rpm in Berkeley DB, cut off', 'var/lib/rpm/Packages', writeBerkeley(rpms).subarray(0, 4096)],
    ['rpm in Berkeley DB, empty', 'var/lib/rpm/Packages', ''],
  ])('%s: no verdict, and the rest of the image is reported', async (_what, path, body) => {
    const file = archive(withFile(path, body));
    const result = await scan(file);
    expect(result).toMatchObject({ code: 3, complete: false, decision: { answer: 'unknown' } });
    expect(result.problems.filter(({ fatal }) => fatal === true).map(({ where }) => where)).toContain(
      `layer 1 /${path}`,
    );
    expect(names(result)).toContain('openssl');
    expect(result.findings.map(({ ruleId }) => ruleId)).toContain('CVE-2099-0003');
    expect((await scan(file, ['--fail-on', 'high'])).code).toBe(1);
  });

  test('dpkg: what a lower layer said of it is masked and not gone', async () => {
    const result = await scan(archive(withFile(statusPath, noise)));
    expect(result).toMatchObject({ code: 3, complete: false });
    expect(places(result)).toContain(`layer 1 /${statusPath}: not a dpkg database`);
    expect(result.suppressed.map(({ finding }) => finding.ruleId)).toContain('CVE-2099-0003');
  });

  test('larger than what is read', async () => {
    const result = await scan(archive(withFile('lib/apk/db/installed', Buffer.alloc(65 * 1024 * 1024, 'x'))));
    expect(result).toMatchObject({ code: 3, complete: false });
    expect(places(result)).toContain('layer 1 /lib/apk/db/installed: has 68157440 bytes, more than the');
    expect(names(result)).toContain('openssl');
  });
});

describe('os-release', () => {
  const withRelease = (body: string | Buffer) =>
    imageOf([
      tar(debianFiles(vulnerablePackages).filter(({ path }) => path !== 'etc/os-release')),
      tar([{ path: 'etc/os-release', body }]),
    ]);

  test.each([
    ['noise', noise],
    ['larger than what is read', `ID=debian\nVERSION_ID=12\n${'#'.repeat(70_000)}\n`],
    ['a value that is no word', 'ID="debian; rm -rf /"\nVERSION_ID="12"\n'],
  ])('%s: a problem, and packages that nobody calls checked', async (_what, body) => {
    const file = archive(withRelease(body));
    const result = await scan(file);
    expect(result).toMatchObject({ code: 0, complete: false, findings: [] });
    expect(places(result)).toContain('layer 1 /etc/os-release');
    expect(names(result)).toEqual(['hello', 'openssl']);
    expect(result.notChecked.length).toBeGreaterThan(0);
    expect((await scan(file, ['--fail-on', 'low'])).code).toBe(3);
  });

  test('many lines, keys of the language itself, and escapes are only text', async () => {
    const body = `__proto__=x\nconstructor=y\nID=debian\nVERSION_ID=12\nPRETTY_NAME="\u001b[31mDebian"\n`;
    const result = await scan(archive(withRelease(body)));
    expect(result.subject.os).toMatchObject({ id: 'debian', versionId: '12' });
    expect(result.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(result.subject)).not.toContain('\\u001b');
  });
});

describe('a layer that cannot be read to its end', () => {
  const app = tar([
    { path: 'opt/app', body: noise },
    { path: 'opt/more', body: noise },
  ]);
  const badChecksum = Buffer.from(app);
  badChecksum[512 + 50_176 + 20] = 0x41;
  const swapByte = (bytes: Buffer, at: number) => {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 0xff;
    return changed;
  };
  const gzip = gzipSync(app);
  const zstd = zstdCompressSync(app, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const bomb = tar([{ path: 'opt/zeros', body: Buffer.alloc(280 * 1024 * 1024) }]);

  test.each([
    ['tar cut off', app.subarray(0, 30_000)],
    ['tar with a wrong checksum', badChecksum],
    ['no tar', noise],
    ['gzip cut off', gzip.subarray(0, gzip.length - 100)],
    ['gzip without its trailer', gzip.subarray(0, gzip.length - 8)],
    ['gzip with a wrong checksum', swapByte(gzip, gzip.length - 6)],
    ['gzip with something behind', Buffer.concat([gzip, Buffer.from('behind')])],
    ['zstd cut off', zstd.subarray(0, zstd.length - 10)],
    ['zstd with noise inside', swapByte(zstd, 100)],
    ['zstd with something behind', Buffer.concat([zstd, Buffer.from('behind')])],
    ['xz', Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), noise])],
    ['a gzip bomb', gzipSync(bomb)],
    ['a zstd bomb', zstdCompressSync(bomb)],
  ])('%s: no verdict, one line, and the other layers are reported', async (_what, bytes) => {
    const base = tar(debianFiles(vulnerablePackages));
    // The image speaks true of every blob: the layer itself is what is bad.
    const image = imageOf([base, bytes]);
    const layout = writeLayout(folder, `layout-${(written += 1)}`, layoutFiles(image, { compress: false }));
    const result = await scan(`oci:${layout}`);
    expect(result).toMatchObject({ code: 3, complete: false });
    expect(result.problems.filter(({ fatal }) => fatal === true).map(({ where }) => where)).toEqual(['layer 1']);
    expect(result.stderr).toMatch(
      /^seawall: the result is partial: 1 thing could not be read; first: layer 1: [^\n]+\n$/,
    );
    expect(names(result)).toEqual(['hello', 'openssl']);
    expect((await scan(`oci:${layout}`, ['--fail-on', 'high'])).code).toBe(1);
  });

  test('what came before the break counts too', async () => {
    const broken = tar([
      { path: 'lib/apk/db/installed', body: apkPackage },
      { path: 'opt/app', body: noise },
    ]);
    const result = await scan(archive(debianImage(vulnerablePackages, [broken.subarray(0, 20_000)])));
    expect(result).toMatchObject({ code: 3, complete: false });
    expect(names(result)).toEqual(['hello', 'musl', 'openssl']);
  });

  test('the time limit holds while a layer is being read', async () => {
    const layout = writeLayout(folder, 'endless', layoutFiles(debianImage(hello), { compress: false }));
    truncateSync(join(layout, 'blobs', digestOf(debianImage(hello).layers[0]!).replace(':', '/')), 60 * 1024 ** 3);
    const command = ['scan', 'image', `oci:${layout}`, '--data-dir', data, '--timeout', '3'];
    const { code, stderr } = await seawall(command);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: 'seawall: the time given with --timeout is over; no verdict\n',
    });
  });
});

describe('names', () => {
  test('that lead out of the image are left out and reported', async () => {
    const status = dpkgStatusText(evil);
    const escaping: TarInput[] = [
      { path: '../../var/lib/dpkg/status', body: status },
      { path: 'opt/../../var/lib/dpkg/status', body: status },
    ];
    const result = await scan(archive(debianImage(vulnerablePackages, [tar(escaping)])));
    expect(result).toMatchObject({ code: 0, complete: false });
    expect(names(result)).toEqual(['hello', 'openssl']);
    expect(places(result)).toMatch(/\.\.\/\.\.\/var/);
  });

  test('that begin with a slash are names inside the image', async () => {
    const result = await scan(
      archive(debianImage(hello, [tar([{ path: `/${statusPath}`, body: dpkgStatusText(evil) }])])),
    );
    expect(names(result)).toEqual(['evil']);
  });

  test('of links lead nowhere else, in a folder on disk', async () => {
    const host = mkdtempSync(join(folder, 'host-'));
    writeFileSync(join(host, 'status'), dpkgStatusText(evil));
    const root = mkdtempSync(join(folder, 'root-'));
    mkdirSync(join(root, 'var/lib'), { recursive: true });
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(root, 'etc/os-release'), 'ID=debian\nVERSION_ID=12\n');
    symlinkSync(host, join(root, 'var/lib/dpkg'));
    symlinkSync(join(host, 'status'), join(root, 'etc/debian_version'));
    const result = await scan(`dir:${root}`);
    expect(result.packages).toEqual([]);
    expect(JSON.stringify(result)).not.toContain('evil');
    expect(result.notChecked.length).toBeGreaterThan(0);
  });

  test('of links that go in circles end, and the rest is reported', async () => {
    const circles: TarInput[] = [
      { path: 'a', type: 'symlink', linkTarget: 'b' },
      { path: 'b', type: 'symlink', linkTarget: 'a' },
      { path: 'etc/lsb-release', type: 'symlink', linkTarget: 'lsb-release' },
      { path: 'lib/apk', type: 'symlink', linkTarget: '../lib/apk' },
      { path: 'usr/lib/os-release', type: 'hardlink', linkTarget: 'usr/lib/os-release' },
      { path: 'a/lib/dpkg/status', body: dpkgStatusText(evil) },
    ];
    const result = await scan(archive(debianImage(vulnerablePackages, [tar(circles)])));
    expect(result.code).toBe(0);
    expect(names(result)).toEqual(['hello', 'openssl']);
  });

  test('a hundred thousand alike: the last one counts', async () => {
    const alike: TarInput[] = Array.from({ length: 100_000 }, () => ({ path: statusPath, body: dpkgStatusText(evil) }));
    const last = { path: statusPath, body: dpkgStatusText(vulnerablePackages) };
    const result = await scan(archive(debianImage(hello, [tar([...alike, last])])));
    expect(result).toMatchObject({ code: 0, complete: true });
    expect(names(result)).toEqual(['hello', 'openssl']);
  });
});

describe('bytes that are not what the image says', () => {
  const blobOf = (layout: string, bytes: Buffer) => join(layout, 'blobs', digestOf(bytes).replace(':', '/'));
  const other = tar(debianFiles(evil));

  test('a layer of a layout that was swapped is found out, and right again once it is put back', async () => {
    const image = debianImage(hello);
    const layout = writeLayout(folder, 'swapped', layoutFiles(image, { compress: false }));
    const blob = blobOf(layout, image.layers[0]!);
    writeFileSync(blob, other);
    const own = mkdtempSync(join(folder, 'data-'));
    const swapped = await scan(`oci:${layout}`, [], own);
    expect(swapped).toMatchObject({ code: 3, complete: false });
    expect(places(swapped)).toContain(`has the digest ${digestOf(other)}, but the image says`);
    writeFileSync(blob, image.layers[0]!);
    const right = await scan(`oci:${layout}`, [], own);
    expect(right).toMatchObject({ code: 0, complete: true });
    expect(names(right)).toEqual(['hello']);
  });

  test('a layer of a layout that is lost is named, and the others are told', async () => {
    const image = debianImage(hello, [other]);
    const layout = writeLayout(folder, 'lost', layoutFiles(image, { compress: false }));
    const blob = blobOf(layout, other);
    rmSync(blob);
    const own = mkdtempSync(join(folder, 'data-'));
    for (const again of [1, 2]) {
      const lost = await scan(`oci:${layout}`, [], own);
      expect(lost, `scan ${again}`).toMatchObject({ code: 3, complete: false });
      expect(places(lost)).toMatch(/^layer 1: not read: there is no regular file blobs\/sha256\/[0-9a-f]{64}$/);
      expect(names(lost)).toEqual(['hello']);
    }
    writeFileSync(blob, other);
    const found = await scan(`oci:${layout}`, [], own);
    expect(names(found)).toEqual(['evil']);
  });

  test('a configuration and a manifest that were swapped end the scan', async () => {
    const image = debianImage(hello);
    const layout = writeLayout(folder, 'configuration', layoutFiles(image, { compress: false }));
    writeFileSync(blobOf(layout, image.config), debianImage(hello, [other]).config);
    const { code, stdout, stderr } = await seawall(['scan', 'image', `oci:${layout}`, '--data-dir', data]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^seawall: the image configuration should be sha256:[^\n]+\n$/);
  });

  test.each(['after the clean image', 'before the clean image'])(
    'an archive with the digest of a clean layer over other bytes, scanned %s, neither borrows its facts nor spoils them',
    async (order) => {
      const own = mkdtempSync(join(folder, 'data-'));
      const clean = debianImage(hello);
      const cleanFile = archive(clean);
      const claiming = archive({ layers: [other], config: clean.config });
      if (order === 'after the clean image') expect((await scan(cleanFile, [], own)).complete).toBe(true);
      const poisoned = await scan(claiming, [], own);
      expect(poisoned).toMatchObject({ code: 3, complete: false });
      expect(places(poisoned)).toContain(`but the image says ${digestOf(clean.layers[0]!)}`);
      const result = await scan(cleanFile, [], own);
      expect(result).toMatchObject({ code: 0, complete: true });
      expect(names(result)).toEqual(['hello']);
      // Its bytes have a digest of their own, by which an honest archive finds them.
      expect(names(await scan(archive(imageOf([other])), [], own))).toEqual(['evil']);
    },
  );

  test('bytes that are a tar and a gzip file at once do not lend the facts of the one to the other', async () => {
    const both = tarAndGzip(debianFiles(hello), tar(debianFiles(evil)));
    // In an archive the digest is of the tar inside the compression, in a layout of the bytes as stored.
    const asTar = imageOf([both]);
    const packed = archive({ layers: [gzipSync(both)], config: asTar.config });
    const layout = writeLayout(folder, 'both', layoutFiles(asTar, { compress: false }));
    const own = mkdtempSync(join(folder, 'data-'));
    for (const reference of [packed, `oci:${layout}`, packed, `oci:${layout}`]) {
      const result = await scan(reference, [], own);
      expect(result.complete).toBe(true);
      expect({ reference, names: names(result) }).toEqual({
        reference,
        names: [reference === packed ? 'hello' : 'evil'],
      });
    }
  });
});

/** A tar whose first bytes are a gzip header: the tar's entries hide in the extra field, the gzip data in the last entry. */
function tarAndGzip(files: readonly TarInput[], inside: Buffer): Buffer {
  const data = gzipSync(inside).subarray(10);
  const head = tar([{ path: 'x'.repeat(12) }, ...files, { path: 'data', size: data.length }], { endBlocks: 0 });
  Buffer.from([0x1f, 0x8b, 8, 4, 1, 1, 1, 1, 1, 3]).copy(head);
  head.writeUInt16LE(head.length - 12, 10);
  return Buffer.concat([withChecksum(head), padded(data), Buffer.alloc(1024)]);
}
