import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../parts/run-command.ts';
import { scanJson } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const buildahInstalled = existsSync('/usr/bin/buildah') && process.getuid?.() === 0;

const stanza = (name: string) =>
  `Package: ${name}\nStatus: install ok installed\nVersion: 1.0-1\nArchitecture: all\nSource: openssl\n\n`;

/** The form that each of buildah's transports writes, with the arguments that choose it. */
const transports = [
  ['OCI archive', 'oci', 'oci-archive:FOLDER/image.oci.tar:seawall:1', 'archive:FOLDER/image.oci.tar'],
  ['docker archive', 'v2s2', 'docker-archive:FOLDER/image.docker.tar:seawall:1', 'archive:FOLDER/image.docker.tar'],
  ['OCI layout', 'oci', 'oci:FOLDER/layout:1', 'oci:FOLDER/layout'],
] as const;

describe.skipIf(!buildahInstalled)('images that buildah built: two commits, the second removes a package', () => {
  let folder: string;
  let data: string;
  const inFolder = (text: string) => text.replace('FOLDER', folder);
  // The vfs driver needs no kernel support, so that the suite also runs inside a container.
  const buildah = (command: string, ...args: string[]) =>
    runCommand('buildah', [
      `--root=${join(folder, 'graph')}`,
      `--runroot=${join(folder, 'run')}`,
      '--storage-driver=vfs',
      command,
      ...args,
    ]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seawall-buildah-'));
    data = await trackerDatabase();
    const root = join(folder, 'root');
    mkdirSync(join(root, 'var/lib/dpkg'), { recursive: true });
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(root, 'etc/os-release'), 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n');
    writeFileSync(join(root, 'var/lib/dpkg/status'), stanza('openssl-tool') + stanza('other-tool'));
    const working = (await buildah('from', 'scratch')).trim();
    await buildah('add', working, root, '/');
    await buildah('config', '--created-by', 'first step', working);
    await buildah('commit', '--format', 'oci', working, 'localhost/seawall:1');
    const second = (await buildah('from', '--pull-never', 'localhost/seawall:1')).trim();
    writeFileSync(join(folder, 'status'), stanza('other-tool'));
    await buildah('copy', second, join(folder, 'status'), '/var/lib/dpkg/status');
    await buildah('config', '--created-by', 'second step', second);
    await buildah('commit', '--format', 'oci', second, 'localhost/seawall:2');
    for (const [, format, target] of transports)
      await buildah('push', '--format', format, 'localhost/seawall:2', inFolder(target));
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  });

  test.each(transports)('%s', async (_name, _format, _target, reference) => {
    const result = await scanJson(inFolder(reference), data, ['--no-cache']);
    expect(result.complete).toBe(true);
    expect(result.subject.layers).toHaveLength(2);
    expect(result.packages.map(({ name }) => name)).toEqual(['other-tool']);
    expect(result.packages[0]?.locations[0]?.layer?.index).toBe(0);
    expect(result.masked.map(({ package: item, maskedBy }) => [item.name, maskedBy?.index])).toEqual([
      ['openssl-tool', 1],
    ]);
    expect(result.findings.map((finding) => finding.package?.name)).toContain('other-tool');
  });

  test('the layers and their steps are those that buildah itself lists', async () => {
    const inspected = JSON.parse(await buildah('inspect', '--type', 'image', 'localhost/seawall:2')) as {
      OCIv1: { rootfs: { diff_ids: string[] }; history: { created_by?: string }[] };
    };
    const result = await scanJson(inFolder('oci:FOLDER/layout'), data, ['--no-cache']);
    expect(result.subject.layers.map(({ diffId }) => diffId)).toEqual(inspected.OCIv1.rootfs.diff_ids);
    expect(result.subject.layers.map(({ createdBy }) => createdBy)).toEqual(
      inspected.OCIv1.history.map((step) => step.created_by),
    );
  });
});
