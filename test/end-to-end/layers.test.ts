import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { runCommand } from '../parts/run-command.ts';
import { scanJson } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const dockerHost = process.env['SEAWALL_TEST_DOCKER_HOST'];
const roots = process.env['SEAWALL_TEST_ROOTS'];
const ready = dockerHost !== undefined && roots !== undefined;

/** A package that dpkg installs without a network: made here, of a source that the data knows. */
const control = (version: string) =>
  `Package: openssl-tool\nVersion: ${version}\nArchitecture: all\nSource: openssl\nMaintainer: Test <test@example.org>\nDescription: test\n`;

describe.skipIf(!ready)('a real build that installs a vulnerable package and removes it again', () => {
  let folder: string;
  let data: string;
  const docker = (...args: string[]) =>
    runCommand('docker', ['-H', dockerHost ?? '', ...args], { env: { ...process.env, DOCKER_BUILDKIT: '0' } });
  const scan = (reference: string) => scanJson(reference, data, [], { environment: { DOCKER_HOST: dockerHost } });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seawall-layers-'));
    data = await trackerDatabase();
    mkdirSync(join(folder, 'deb/DEBIAN'), { recursive: true });
    writeFileSync(join(folder, 'deb/DEBIAN/control'), control('1.0-1'));
    await runCommand('dpkg-deb', ['-b', join(folder, 'deb'), join(folder, 'tool.deb')]);
    await docker('import', join(roots ?? '', 'bookworm.tar'), 'seawall/base:1');
    writeFileSync(
      join(folder, 'Dockerfile'),
      [
        'FROM seawall/base:1 AS installed',
        'RUN echo one > /one',
        'COPY tool.deb /tmp/tool.deb',
        'RUN dpkg -i /tmp/tool.deb',
        'FROM installed AS removed',
        'RUN dpkg -P openssl-tool',
        'FROM installed AS hidden',
        'RUN rm -rf /var/lib/dpkg',
      ].join('\n'),
    );
    for (const target of ['installed', 'removed', 'hidden']) {
      await docker('build', '--network', 'none', '--target', target, '-t', `seawall/${target}:1`, folder);
    }
  }, 300_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  });

  const about = ({ findings }: ScanResult, name: string) =>
    findings.filter((finding) => finding.package?.name === name);

  test('the finding names the layer and the instruction that brought the package', async () => {
    const result = await scan('docker:seawall/installed:1');
    const [finding] = about(result, 'openssl-tool');
    const layer = finding?.package?.locations[0]?.layer;
    expect(layer?.index).toBe(3);
    expect(layer?.createdBy).toContain('dpkg -i /tmp/tool.deb');
    expect(layer?.diffId).toBe(result.subject.layers[3]?.diffId);
    const base = result.packages.find(({ name }) => name === 'bash')?.locations[0]?.layer;
    expect(base?.index).toBe(0);
  });

  test('removed in the next layer it is masked and not gone', async () => {
    const result = await scan('docker:seawall/removed:1');
    expect(about(result, 'openssl-tool')).toEqual([]);
    expect(result.packages.some(({ name }) => name === 'openssl-tool')).toBe(false);
    const masked = result.suppressed.filter(({ finding }) => finding.package?.name === 'openssl-tool');
    expect(masked.map(({ finding }) => finding.ruleId)).toContain('CVE-2099-0001');
    expect(masked[0]?.reason).toBe('masked: removed in layer 4, still in layer 3');
    expect(masked[0]?.finding.package?.locations[0]?.layer?.index).toBe(3);
  });

  test('a deleted package database does not make an image clean', async () => {
    const result = await scan('docker:seawall/hidden:1');
    // Programs are still recognised by what stands in them; who packaged them is lost.
    expect(result.packages.filter(({ type }) => type === 'deb')).toEqual([]);
    expect(result.packages.map(({ name }) => name)).toContain('bash');
    expect(result.suppressed.length).toBeGreaterThan(0);
    expect(result.suppressed[0]?.reason).toContain('/var/lib/dpkg/status was deleted');
    expect(result.notChecked.length).toBeGreaterThan(0);
  });

  test('a running container is scanned with what was installed into it', async () => {
    const id = (await docker('run', '-d', '--network', 'none', 'seawall/base:1', 'sleep', '300')).trim();
    try {
      await docker('cp', join(folder, 'tool.deb'), `${id}:/tool.deb`);
      await docker('exec', id, 'dpkg', '-i', '/tool.deb');
      const result = await scan(`container:${id}`);
      expect(result.subject.kind).toBe('container');
      expect(about(result, 'openssl-tool').length).toBeGreaterThan(0);
    } finally {
      await docker('rm', '-f', id);
    }
  });
});
