import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Package } from '#model';
import { readSbom } from './read-sbom.ts';

/*
 * The fixtures are cut from documents of Syft 1.40.0 (cyclonedx-json, cyclonedx-xml, spdx-json) and Trivy 0.44.1
 * (cyclonedx, spdx-json) about images made of real packages: a few packages each, with their edges; files, CPEs and
 * people's names left out.
 */
const folder = join(import.meta.dirname, 'fixtures');
const read = (name: string) => readSbom(readFileSync(join(folder, name)), name);
const all = readdirSync(folder);

const find = (packages: readonly Package[], name: string, version = ''): Package => {
  const found = packages.find((item) => item.name === name && item.version.startsWith(version));
  if (found === undefined) throw new Error(`no ${name} ${version}`);
  return found;
};

test.each(all)('%s is read without a problem, with its distribution and no entry that is no package', (name) => {
  const { problems, distribution, packages } = read(name);
  expect(problems).toEqual([]);
  expect(distribution?.id).toBe(name.includes('alma') ? 'almalinux' : name.includes('alpine') ? 'alpine' : 'debian');
  expect(packages.length).toBeGreaterThan(1);
  const names = packages.map((item) => item.name);
  for (const other of [
    'debian',
    'alma',
    'gpg-pubkey',
    'gobinary',
    'jar',
    '/etc/adduser.conf',
    'usr/local/bin/rpmdb-list',
  ])
    expect(names).not.toContain(other);
  for (const { type, purl } of packages) expect(purl.startsWith(`pkg:${type}/`)).toBe(true);
});

describe.each(all.filter((name) => name.includes('debian')))('Debian packages of %s', (name) => {
  const { packages, distribution } = read(name);

  test('have their source package and its version', () => {
    expect(find(packages, 'libssl3').source).toEqual({ name: 'openssl', version: '3.0.22-1~deb12u2' });
    // A rebuild: the version of the binary is not that of its source.
    expect(find(packages, 'bash')).toMatchObject({
      version: '5.2.15-2+b13',
      source: { name: 'bash', version: '5.2.15-2' },
    });
  });

  test('have their epoch, wherever the tool puts it', () => {
    const version = '1:4.13+dfsg1-1+deb12u2';
    expect(find(packages, 'passwd')).toMatchObject({ version, source: { name: 'shadow', version }, arch: 'amd64' });
  });

  test('stand in the database of dpkg, and the release is known', () => {
    if (!name.includes('trivy-debian.spdx')) {
      expect(find(packages, 'libssl3').locations[0]?.path).toBe('/var/lib/dpkg/status');
    }
    expect(distribution?.versionId).toMatch(/^12(?:\.\d+)?$/);
  });

  test('have licences, each one by itself', () => {
    expect(find(packages, 'libssl3').licences).toContain('Apache-2.0');
    expect(find(packages, 'libssl3').licences.length).toBeGreaterThan(2);
  });
});

test('edges between packages come from every form that has them', () => {
  for (const name of [
    'syft-debian.cdx.json',
    'syft-debian.cdx.xml',
    'syft-debian.spdx.json',
    'trivy-debian.cdx.json',
  ]) {
    const { packages } = read(name);
    expect(find(packages, 'openssl').dependsOn).toEqual([find(packages, 'libssl3').purl]);
  }
});

test('the three forms of one tool give the same packages', () => {
  const essence = (name: string) =>
    read(name).packages.map(({ name: own, version, purl, type, source, arch, dependsOn }) => ({
      own,
      version,
      purl,
      type,
      source,
      arch,
      dependsOn: dependsOn?.toSorted(),
    }));
  const sorted = (name: string) => essence(name).toSorted((a, b) => (a.purl < b.purl ? -1 : 1));
  expect(sorted('syft-debian.cdx.xml')).toEqual(sorted('syft-debian.cdx.json'));
  expect(sorted('syft-debian.spdx.json')).toEqual(sorted('syft-debian.cdx.json'));
  // Trivy has the edges of OS packages in CycloneDX alone.
  const withoutEdges = sorted('trivy-debian.cdx.json').map((item) => ({ ...item, dependsOn: undefined }));
  expect(sorted('trivy-debian.spdx.json')).toEqual(withoutEdges);
});

describe.each(all.filter((name) => name.includes('alma')))('rpm packages of %s', (name) => {
  const { packages, distribution } = read(name);

  test('have the epoch of the purl in the version, and our name of the distribution', () => {
    expect(find(packages, 'dbus').version).toBe('1:1.12.20-8.el9');
    expect(find(packages, 'dbus').purl).toMatch(/^pkg:rpm\/almalinux\/dbus@1\.12\.20-8\.el9\?/);
    expect(distribution?.versionId).toBe('9.3');
  });

  test('have their source package', () => {
    expect(find(packages, 'dbus').source?.name).toBe('dbus');
    expect(find(packages, 'dbus').source?.version).toContain('1.12.20-8.el9');
  });

  test('have their module stream, but in SPDX of Syft, which does not say it', () => {
    const label = find(packages, 'nodejs').properties?.['modularitylabel'];
    expect(label?.split(':').slice(0, 2).join(':')).toBe(name === 'syft-alma.spdx.json' ? undefined : 'nodejs:18');
  });
});

test.each(all.filter((name) => name.includes('alpine')))('apk packages of %s have their origin', (name) => {
  const { packages, distribution } = read(name);
  expect(find(packages, 'libssl3').source).toEqual({ name: 'openssl', version: '3.0.7-r2' });
  expect(find(packages, 'ssl_client').source?.name).toBe('busybox');
  expect(distribution).toMatchObject({ id: 'alpine', versionId: '3.17.2' });
});

describe.each(all.filter((name) => name.includes('app')))('language packages of %s', (name) => {
  const { packages } = read(name);

  test('have the full names of their ecosystems', () => {
    expect(find(packages, 'com.sun.xml.fastinfoset:FastInfoset', '1.2.15').type).toBe('maven');
    expect(find(packages, 'github.com/dustin/go-humanize', 'v1.1.0').type).toBe('golang');
    expect(find(packages, 'aiohttp', '3.8.5').type).toBe('pypi');
    expect(find(packages, 'lodash', '4.17.15')).toMatchObject({ type: 'npm', scope: 'installed' });
  });

  test('one purl is one package, in as many places as it was found', () => {
    const purls = packages.map((item) => item.purl);
    expect(new Set(purls).size).toBe(purls.length);
  });
});

// In SPDX Trivy does not say where a package of npm stands.
test.each(['syft-app.cdx.json', 'trivy-app.cdx.json'])('language packages of %s have their places', (name) => {
  const { packages } = read(name);
  expect(find(packages, 'lodash', '4.17.15').locations[0]?.path).toBe('/srv/app/node_modules/lodash/package.json');
  expect(find(packages, 'github.com/dustin/go-humanize').locations[0]?.path).toBe('/usr/local/bin/rpmdb-list');
});

test('packages in a binary stand in it, also in SPDX of Trivy', () => {
  const { packages } = read('trivy-app.spdx.json');
  expect(find(packages, 'github.com/dustin/go-humanize').locations[0]?.path).toBe('/usr/local/bin/rpmdb-list');
  expect(find(packages, 'lodash', '4.17.15').locations).toEqual([]);
});

test('layers of Trivy are numbered by the list of its subject', () => {
  const { subject, packages } = read('trivy-app.cdx.json');
  expect(subject.layers.length).toBeGreaterThan(5);
  const { layer } = find(packages, 'lodash', '4.17.15').locations[0]!;
  expect(layer).toEqual(subject.layers[layer!.index]);
  expect(subject.configDigest).toMatch(/^sha256:/);
});

test("Syft's subject is known by its digest, and its tool by name", () => {
  const { subject, tool, format } = read('syft-debian.cdx.json');
  expect(subject).toMatchObject({ name: 'bookworm.tar', layers: [] });
  expect(subject.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(tool).toMatch(/^syft/);
  expect(format).toBe('CycloneDX 1.6');
});
