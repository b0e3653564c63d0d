import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { apkInstalledText } from '../fixtures/apk-database.ts';
import { imageOf } from '../fixtures/image-writer.ts';
import { runCommand } from '../parts/run-command.ts';
import { writeArchive } from './image-files.ts';
import { scanJson } from './seawall.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seawall-roots-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(root: string, path: string, body: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), body);
}

/** Scans a root as a folder and as the only layer of an archive. */
async function scanBothWays(root: string, name: string): Promise<Record<'folder' | 'archive', ScanResult>> {
  const layer = join(folder, `${name}.layer`);
  await runCommand('tar', ['-C', root, '-cf', layer, '.']);
  const archive = writeArchive(folder, `${name}.tar`, imageOf([readFileSync(layer)]));
  const data = mkdtempSync(join(folder, 'data-'));
  return { folder: await scanJson(`dir:${root}`, data), archive: await scanJson(archive, data) };
}

// rpm changes into the root, which only the superuser may.
const canBuild = process.getuid?.() === 0 && hasCommand('rpmbuild');

describe.skipIf(!canBuild)('a root that rpm filled (needs rpmbuild, as root)', () => {
  let root: string;
  let results: Record<'folder' | 'archive', ScanResult>;
  beforeAll(async () => {
    root = join(folder, 'rpm-root');
    put(root, 'etc/os-release', 'ID="almalinux"\nVERSION_ID="9.3"\nPRETTY_NAME="AlmaLinux 9.3"\n');
    const built = [
      await buildRpm({ name: 'plain', version: '1.2.3', release: '4.el9' }),
      await buildRpm({ name: 'with-epoch', version: '2.0~rc1', release: '1', epoch: 7 }),
      await buildRpm({ name: 'for-all', version: '0.1^git5', release: '2.el9_3', arch: 'noarch' }),
    ];
    await rpm(root, ['-i', '--nodeps', '--noscripts', '--ignorearch', '--nosignature', ...built]);
    results = await scanBothWays(root, 'rpm');
  }, 300_000);

  test.each(['folder', 'archive'] as const)('as %s: the packages are those that rpm lists', async (form) => {
    const format = '%{NAME}\\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{LICENSE}\\t%{SOURCERPM}\\n';
    const expected = (await rpm(root, ['-qa', '--qf', format])).trim().split('\n').toSorted();
    expect(expected).toHaveLength(3);
    const { packages, complete, problems, subject } = results[form];
    expect({ complete, problems }).toEqual({ complete: true, problems: [] });
    expect(subject.os).toMatchObject({ id: 'almalinux', versionId: '9.3' });
    expect(packages.map(rpmLine).toSorted()).toEqual(expected);
  });

  test('the package URL has the epoch as a qualifier, and the name of the distribution', () => {
    expect(results.archive.packages.map(({ purl }) => purl).toSorted()).toEqual([
      expect.stringMatching(/^pkg:rpm\/almalinux\/for-all@0\.1%5Egit5-2\.el9_3\?arch=noarch/),
      expect.stringMatching(/^pkg:rpm\/almalinux\/plain@1\.2\.3-4\.el9\?arch=x86_64/),
      expect.stringMatching(/^pkg:rpm\/almalinux\/with-epoch@2\.0~rc1-1\?arch=x86_64.*&epoch=7/),
    ]);
  });

  test('a package that rpm erased is gone', async () => {
    await rpm(root, ['-e', '--nodeps', '--noscripts', 'plain']);
    const { folder: after } = await scanBothWays(root, 'rpm-erased');
    expect(after.packages.map(({ name }) => name)).toEqual(['for-all', 'with-epoch']);
  });
});

function rpm(root: string, args: readonly string[]): Promise<string> {
  const database = ['--define', '_dbpath /var/lib/rpm', '--define', '_db_backend sqlite'];
  return runCommand('rpm', ['--root', root, ...database, ...args]);
}

function rpmLine({ name, version, arch, licences, source }: ScanResult['packages'][number]): string {
  const sourceRpm = source === undefined ? '' : `${source.name}-${source.version.replace(/^\d+:/, '')}.src.rpm`;
  return [name, version, arch, licences.join(' AND '), sourceRpm].join('\t');
}

interface RpmRecipe {
  name: string;
  version: string;
  release: string;
  epoch?: number;
  arch?: 'noarch';
}

/** Builds a package of one file and gives the path of the rpm. */
async function buildRpm({ name, version, release, epoch, arch }: RpmRecipe): Promise<string> {
  const top = join(folder, 'rpmbuild', name);
  const recipe = [
    `Name: ${name}`,
    `Version: ${version}`,
    `Release: ${release}`,
    ...(epoch === undefined ? [] : [`Epoch: ${epoch}`]),
    ...(arch === undefined ? [] : [`BuildArch: ${arch}`]),
    'License: MIT',
    'Summary: made by a test',
    '%description',
    'Made by a test.',
    '%install',
    `mkdir -p %{buildroot}/opt`,
    `echo ${name} > %{buildroot}/opt/${name}`,
    '%files',
    `/opt/${name}`,
  ];
  put(top, 'recipe.spec', `${recipe.join('\n')}\n`);
  const target = arch ?? 'x86_64';
  const defines = [`_topdir ${top}`, 'debug_package %{nil}', '_build_id_links none'];
  await runCommand('rpmbuild', [
    '-bb',
    `--target=${target}-linux`,
    ...defines.flatMap((define) => ['--define', define]),
    join(top, 'recipe.spec'),
  ]);
  const [file] = readdirSync(join(top, 'RPMS', target));
  return join(top, 'RPMS', target, file!);
}

describe('a root like that of Alpine', () => {
  const installed = [
    { C: 'Q1qHkQyAhx5nQkDyGMv2qAfYbAdrE=', P: 'musl', V: '1.2.3-r4', A: 'x86_64', L: 'MIT', o: 'musl' },
    { P: 'ssl_client', V: '1.35.0-r29', A: 'x86_64', L: 'GPL-2.0-only', o: 'busybox' },
    { P: '.build-deps', V: '20260101.120000', A: 'noarch' },
  ];

  test('as folder and as archive: the packages of its database, with origin and release', async () => {
    const root = join(folder, 'alpine-root');
    put(root, 'etc/os-release', 'ID=alpine\nVERSION_ID=3.17.2\n');
    put(root, 'etc/apk/repositories', 'https://dl-cdn.alpinelinux.org/alpine/v3.17/main\n');
    put(root, 'lib/apk/db/installed', apkInstalledText(installed));
    for (const result of Object.values(await scanBothWays(root, 'alpine'))) {
      expect(result.problems).toEqual([]);
      expect(result.subject.os).toMatchObject({ id: 'alpine', versionId: '3.17.2' });
      expect(
        result.packages
          .filter(({ name }) => !name.startsWith('.'))
          .map(({ name, version, arch, source, licences }) => [name, version, arch, source?.name, ...licences]),
      ).toEqual([
        ['musl', '1.2.3-r4', 'x86_64', 'musl', 'MIT'],
        ['ssl_client', '1.35.0-r29', 'x86_64', 'busybox', 'GPL-2.0-only'],
      ]);
      expect(result.notChecked).toEqual([
        expect.objectContaining({ what: expect.stringMatching(/alpine/i), count: result.packages.length }),
      ]);
    }
  });
});

function hasCommand(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
