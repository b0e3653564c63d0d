import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redHatVex } from '../../src/advisory/feeds/redhat-vex.fixture.ts';
import { imageOf } from '../fixtures/image-writer.ts';
import { tar } from '../fixtures/tar-writer.ts';
import { writeArchive } from './image-files.ts';
import { scanJson, seawall } from './seawall.ts';

const main = 'cpe:/o:redhat:enterprise_linux:9::baseos';
const extended = 'cpe:/o:redhat:rhel_eus:9.2::baseos';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-red-hat-'));
  data = join(folder, 'data');
  const vex = redHatVex('CVE-2024-1000', [
    { status: 'fixed', cpe: main, name: 'bash', version: '5.1.8-9.el9', arch: 'x86_64' },
    { status: 'fixed', cpe: extended, name: 'bash', version: '5.1.8-6.el9_2.1', arch: 'x86_64' },
    { status: 'known_affected', cpe: 'cpe:/o:redhat:enterprise_linux:9', name: 'zlib', arch: 'src' },
  ]);
  const archive = join(folder, 'csaf_vex_2026-01-01.tar.zst');
  writeFileSync(archive, zstdCompressSync(tar([{ path: '2024/cve-2024-1000.json', body: JSON.stringify(vex) }])));
  const tables = join(folder, 'repository-to-cpe.json');
  const repositories = { 'baseos-rpms': { cpes: [main] }, 'baseos-eus-rpms': { cpes: [extended] } };
  writeFileSync(tables, JSON.stringify({ data: repositories }));
  const imported = await seawall(['db', 'import', archive, tables, '--data-dir', data]);
  expect(imported).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An image whose second layer hides the content manifest of the first. */
async function scan(name: string, ...contentSets: string[]) {
  const manifest = (sets: string[]) => ({
    path: 'root/buildinfo/content_manifests/x.json',
    body: JSON.stringify({ metadata: {}, content_sets: sets }),
  });
  const line = (item: string, version: string, source: string) =>
    [item, version, '1', '1', 'Red Hat, Inc.', '(none)', '1', 'x86_64', '0', `${source}.src.rpm`].join('\t');
  const packages = [
    line('bash', '5.1.8-6.el9_2.1', 'bash-5.1.8-6.el9_2.1'),
    line('zlib-devel', '1.2.11-40.el9', 'zlib-1.2.11-40.el9'),
  ];
  const first = tar([
    { path: 'etc/os-release', body: 'ID="rhel"\nVERSION_ID="9.2"\n' },
    { path: 'var/lib/rpmmanifest/container-manifest-2', body: `${packages.join('\n')}\n` },
    ...(contentSets.length > 0 ? [manifest(contentSets)] : []),
  ]);
  const layers = contentSets.length > 0 ? [first, tar([manifest([])])] : [first];
  const { findings } = await scanJson(writeArchive(folder, `${name}.tar`, imageOf(layers)), data);
  return findings.map((item) => [item.package?.name, item.status, item.fix?.version].join(' ')).toSorted();
}

const zlib = 'zlib-devel affected ';

test('without content sets the main stream is meant', async () => {
  expect(await scan('plain')).toEqual(['bash fixed 5.1.8-9.el9', zlib]);
});

test('content sets of a hidden manifest count: the image is of the extended stream', async () => {
  expect(await scan('extended', 'baseos-eus-rpms')).toEqual([zlib]);
});

test('of both streams the one without the fix is told', async () => {
  expect(await scan('both', 'baseos-rpms', 'baseos-eus-rpms')).toEqual(['bash fixed 5.1.8-9.el9', zlib]);
});
