import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianImage, vulnerablePackages } from '../fixtures/debian-image.ts';
import { runCommand } from '../parts/run-command.ts';
import { writeArchive } from './image-files.ts';
import { entries } from './seawall.ts';

const root = resolve(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const nodeFirst = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);

describe.skipIf(!existsSync(entries.bundle))('the published package (needs dist, which npm run build makes)', () => {
  let folder: string;
  let installed: string;
  let command: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seawall-package-'));
    writeArchive(folder, 'image.tar', debianImage(vulnerablePackages));
    const env = { ...process.env, PATH: nodeFirst, npm_config_cache: join(folder, 'npm-cache') };
    const destination = join(folder, 'packed');
    mkdirSync(destination);
    await runCommand('npm', ['pack', '--ignore-scripts', '--pack-destination', destination], { cwd: root, env });
    const target = join(folder, 'target');
    mkdirSync(target);
    writeFileSync(join(target, 'package.json'), '{"private":true}');
    const flags = ['--offline', '--no-audit', '--no-fund'];
    await runCommand('npm', ['install', ...flags, join(destination, `seawall-${version}.tgz`)], { cwd: target, env });
    installed = join(target, 'node_modules', 'seawall');
    command = join(target, 'node_modules', '.bin', 'seawall');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (program: string, args: readonly string[], more: { PATH?: string; cwd?: string } = {}) =>
    runCommand(program, args, {
      cwd: more.cwd ?? folder,
      env: { ...process.env, PATH: more.PATH ?? nodeFirst, SEAWALL_DATA_DIR: join(folder, 'data') },
    });

  test('is at most 5 MB, holds what it needs and brings nothing else along', () => {
    expect(statSync(join(folder, 'packed', `seawall-${version}.tgz`)).size).toBeLessThanOrEqual(5_000_000);
    expect(
      readdirSync(installed)
        .filter((name) => name !== '.tools')
        .toSorted(),
    ).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'SECURITY.md', 'data', 'dist', 'package.json', 'schemas', 'seawall', 'tools']
        .concat(existsSync(join(root, 'README.md')) ? ['README.md'] : [])
        .toSorted(),
    );
    expect(readdirSync(dirname(installed)).filter((name) => !name.startsWith('.'))).toEqual(['seawall']);
  });

  test('scans, from any folder, by any link to it', async () => {
    expect(await run(command, ['--version'])).toBe(`${version}\n`);
    const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
    symlinkSync(relative(elsewhere, command), join(elsewhere, 'first'));
    symlinkSync('first', join(elsewhere, 'second link'));
    const scanned = await run('./second link', ['scan', 'image', '../image.tar'], { cwd: elsewhere });
    expect(scanned).toContain('openssl');
    expect(await run(command, ['scan', 'image', '../image.tar'], { cwd: elsewhere })).toBe(scanned);
  });

  test('remembers which Node.js it found, and asks another one that comes first on PATH', async () => {
    await run(command, ['--version']);
    const choice = join(installed, '.tools', 'node-choice');
    const found = `${process.execPath}\n${process.execPath}\n`;
    expect(readFileSync(choice, 'utf8')).toBe(found);
    const other = mkdtempSync(join(folder, 'other-'));
    symlinkSync(process.execPath, join(other, 'node'));
    await run(command, ['--version'], { PATH: [other, nodeFirst].join(delimiter) });
    expect(readFileSync(choice, 'utf8')).toBe(found.replaceAll(process.execPath, join(other, 'node')));
  });

  describe('without a Node.js that is new enough on PATH', () => {
    let path: string;
    beforeAll(() => {
      path = onlyTools(join(folder, 'bin'));
      const packaged = join(installed, '.tools/node/node_modules/node-linux-test/bin');
      mkdirSync(packaged, { recursive: true });
      symlinkSync(process.execPath, join(packaged, 'node'));
    });

    test('takes the one that it installed before, and needs no npm for it', async () => {
      expect(await run(command, ['--version'], { PATH: path })).toBe(`${version}\n`);
    });

    test('does not take an old one', async () => {
      script(join(path, 'node'), 'echo 18 20 1');
      expect(await run(command, ['--version'], { PATH: path })).toBe(`${version}\n`);
    });

    test('says what it needs when there is none to be had', async () => {
      rmSync(join(installed, '.tools/node'), { recursive: true });
      rmSync(join(installed, '.tools/node-choice'));
      await expect(run(command, ['--version'], { PATH: path })).rejects.toThrow(
        /ended with 3: seawall: needs Node\.js 24\.5 or newer on PATH, or npm to install one$/,
      );
    });
  });
});

/** A folder with what the launcher uses of a system, and neither node nor npm. */
function onlyTools(folder: string): string {
  mkdirSync(folder);
  const places = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of ['sh', 'cat', 'cp', 'dirname', 'find', 'mkdir', 'mv', 'readlink', 'rm', 'sleep', 'tr']) {
    const place = places.find((candidate) => existsSync(join(candidate, name)));
    if (place !== undefined) symlinkSync(join(place, name), join(folder, name));
  }
  return folder;
}

function script(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
