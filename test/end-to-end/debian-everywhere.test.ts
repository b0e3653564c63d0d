import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanResult } from '../../src/model/index.ts';
import { debianReleases } from '../parts/debian-roots.ts';
import { runCommand } from '../parts/run-command.ts';
import { scanJson } from './seawall.ts';
import { trackerDatabase } from './tracker-fixture.ts';

const dockerHost = process.env['SEAWALL_TEST_DOCKER_HOST'];
const registry = process.env['SEAWALL_TEST_REGISTRY'];
const roots = process.env['SEAWALL_TEST_ROOTS'];
const ready = dockerHost !== undefined && registry !== undefined && roots !== undefined;

/** Every path on which one image reaches us. */
interface Forms {
  folder: string;
  references: Record<string, string>;
}

let data: string;
beforeAll(async () => {
  if (ready) data = await trackerDatabase();
});
afterAll(() => ready && rmSync(data, { recursive: true }));

describe.skipIf(!ready)('one Debian image on every path: engine, registry, archives, layout, folder', () => {
  describe.each(debianReleases)('%s', (release) => {
    let forms: Forms;
    let results: Map<string, ScanResult>;
    beforeAll(async () => {
      forms = await makeForms(release);
      results = new Map();
      for (const [name, reference] of Object.entries(forms.references)) {
        results.set(
          name,
          await scanJson(reference, data, ['--no-cache'], { environment: { DOCKER_HOST: dockerHost } }),
        );
      }
    }, 600_000);
    afterAll(() => rmSync(forms.folder, { recursive: true, force: true }));

    test('the packages are those that dpkg-query lists', () => {
      const expected = dpkgQuery(join(forms.folder, 'bundle/rootfs'));
      expect(expected.length).toBeGreaterThan(80);
      for (const [name, result] of results)
        expect({ name, packages: packageLines(result) }).toEqual({ name, packages: expected });
    });

    test('the findings are the same on every path, and those that the data says', () => {
      const [first, ...rest] = [...results.values()].map(findingLines);
      expect(first?.length).toBeGreaterThan(0);
      for (const lines of rest) expect(lines).toEqual(first);
      const ids = new Set(results.get('archive')?.findings.map(({ ruleId }) => ruleId));
      expect([...ids].toSorted()).toEqual(['CVE-2099-0001', 'CVE-2099-0003', 'CVE-2099-0005', 'CVE-2099-0006']);
    });

    test('nothing is partial, and nothing is left unchecked', () => {
      for (const [name, { complete, problems, notChecked }] of results) {
        expect({ name, complete, problems, notChecked }).toEqual({
          name,
          complete: true,
          problems: [],
          notChecked: [],
        });
      }
    });

    test('the digest is the same where there is one, and the configuration where it was not rewritten', () => {
      const digest = (name: string) => results.get(name)?.subject.digest;
      expect(digest('registry')).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(digest('docker')).toBe(digest('registry'));
      expect(digest('layout')).toBe(digest('ociArchive'));
      const config = (name: string) => results.get(name)?.subject.configDigest;
      expect(config('archive')).toMatch(/^sha256:/);
      for (const name of ['docker', 'registry', 'skopeoArchive']) expect(config(name)).toBe(config('archive'));
    });

    test('every package names its layer', () => {
      const { packages, subject } = results.get('layout') ?? {};
      expect(new Set(packages?.map(({ locations }) => locations[0]?.layer?.diffId))).toEqual(
        new Set([subject?.layers[0]?.diffId]),
      );
    });
  });
});

async function makeForms(release: string): Promise<Forms> {
  const folder = mkdtempSync(join(tmpdir(), `seawall-${release}-`));
  const docker = (...args: string[]) => runCommand('docker', ['-H', dockerHost ?? '', ...args]);
  const skopeo = (...args: string[]) =>
    runCommand('skopeo', ['--insecure-policy', 'copy', '--src-tls-verify=false', ...args]);
  const image = `${registry}/seawall/${release}:1`;
  await docker('import', '--change', 'CMD ["bash"]', join(roots ?? '', `${release}.tar`), image);
  await docker('push', image);
  await docker('save', '-o', join(folder, 'docker.tar'), image);
  await skopeo('--format', 'oci', `docker://${image}`, `oci:${join(folder, 'layout')}:1`);
  await skopeo('--format', 'oci', `docker://${image}`, `oci-archive:${join(folder, 'oci.tar')}:1`);
  await skopeo(`docker://${image}`, `docker-archive:${join(folder, 'skopeo.tar')}:seawall/${release}:1`);
  await runCommand('gzip', ['-k', '-1', join(folder, 'docker.tar')]);
  await runCommand('zstd', ['-q', join(folder, 'oci.tar'), '-o', join(folder, 'oci.tar.zst')]);
  await runCommand('umoci', ['unpack', '--image', `${join(folder, 'layout')}:1`, join(folder, 'bundle')]);
  return {
    folder,
    references: {
      docker: `docker:${image}`,
      registry: `registry:${image}`,
      archive: `archive:${join(folder, 'docker.tar')}`,
      gzipArchive: join(folder, 'docker.tar.gz'),
      skopeoArchive: join(folder, 'skopeo.tar'),
      ociArchive: `archive:${join(folder, 'oci.tar')}`,
      zstdArchive: `archive:${join(folder, 'oci.tar.zst')}`,
      layout: `oci:${join(folder, 'layout')}`,
      folder: `dir:${join(folder, 'bundle/rootfs')}`,
    },
  };
}

/** What dpkg itself says, in the form of `packageLines`. */
function dpkgQuery(root: string): string[] {
  const format = '${Package} ${Version} ${Architecture} ${source:Package} ${source:Version} ${db:Status-Status}\\n';
  const lines = execFileSync('dpkg-query', [`--admindir=${root}/var/lib/dpkg`, '-W', '-f', format], {
    encoding: 'utf8',
  });
  return lines
    .trim()
    .split('\n')
    .filter((line) => line.endsWith(' installed'))
    .map((line) => line.replace(/ installed$/, ''))
    .toSorted();
}

function packageLines({ packages }: ScanResult): string[] {
  return packages
    .map(({ name, version, arch, source }) => [name, version, arch, source?.name, source?.version].join(' '))
    .toSorted();
}

function findingLines({ findings }: ScanResult): string[] {
  return findings
    .map(({ id, ruleId, status, severity, package: found }) =>
      [id, ruleId, status, severity.level, found?.name, found?.version].join(' '),
    )
    .toSorted();
}
