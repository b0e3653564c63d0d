import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, test } from 'vitest';
import type { CatalogedPackage } from '../facts.ts';
import { osPurl, withDistribution, type OsPurl } from './purl.ts';

const debian = { id: 'debian', versionId: '12', codename: 'bookworm' };

function cataloged(parts: OsPurl): CatalogedPackage {
  return { name: parts.name, version: parts.version, type: parts.type, purl: osPurl(parts), licences: [] };
}

function complete(parts: OsPurl, distribution: Parameters<typeof withDistribution>[1]): string {
  return withDistribution(cataloged(parts), distribution).purl;
}

describe('the purl of a package', () => {
  // The examples of the purl specification's types deb, apk and rpm.
  test.each<[OsPurl, { id: string; versionId?: string }, string]>([
    [
      { type: 'deb', name: 'attr', version: '1:2.4.47-2+b1', arch: 'amd64' },
      { id: 'debian', versionId: '8' },
      'pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64&distro=debian-8',
    ],
    [
      { type: 'apk', name: 'libcrypto3', version: '3.5.5-r0', arch: 'x86_64', upstream: 'openssl' },
      { id: 'alpine', versionId: 'edge' },
      'pkg:apk/alpine/libcrypto3@3.5.5-r0?arch=x86_64&distro=alpine-edge&upstream=openssl',
    ],
    [
      { type: 'rpm', name: 'curl', version: '7.50.3-1.fc25', arch: 'i386' },
      { id: 'fedora', versionId: '25' },
      'pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25',
    ],
    [
      { type: 'rpm', name: 'centerim', version: '4.22.10-1.el6', arch: 'i686', epoch: 1 },
      { id: 'fedora', versionId: '25' },
      'pkg:rpm/fedora/centerim@4.22.10-1.el6?arch=i686&distro=fedora-25&epoch=1',
    ],
  ])('%j is as specified', (parts, distribution, expected) => {
    expect(complete(parts, distribution)).toBe(expected);
  });

  test('encodes what is not plain, the colon and tilde excepted', () => {
    expect(osPurl({ type: 'deb', name: 'libstdc++6', version: "1:2~3+4 (5)'!*", upstream: 'gcc@1/2' })).toBe(
      'pkg:deb/libstdc%2B%2B6@1:2~3%2B4%20%285%29%27%21%2A?upstream=gcc%401%2F2',
    );
  });

  test('has a lower-case name for deb and apk, and the name as it is for rpm', () => {
    expect(osPurl({ type: 'apk', name: 'R', version: '1' })).toBe('pkg:apk/r@1');
    expect(osPurl({ type: 'rpm', name: 'ImageMagick', version: '1-1' })).toBe('pkg:rpm/ImageMagick@1-1');
  });

  test('has no qualifier without a value', () => {
    expect(osPurl({ type: 'deb', name: 'a', version: '1', arch: '', upstream: undefined })).toBe('pkg:deb/a@1');
    expect(osPurl({ type: 'rpm', name: 'a', version: '1', epoch: 0 })).toBe('pkg:rpm/a@1?epoch=0');
  });

  test('survives half a surrogate pair', () => {
    expect(osPurl({ type: 'deb', name: 'a', version: '\uD800' })).toBe('pkg:deb/a@%EF%BF%BD');
  });
});

describe('the distribution', () => {
  const deb: OsPurl = { type: 'deb', name: 'curl', version: '8', arch: 'amd64', upstream: 'x' };

  test('without a number goes by its code name, without either by its id', () => {
    expect(complete(deb, { id: 'debian', codename: 'forky' })).toContain('&distro=debian-forky&');
    expect(complete(deb, { id: 'wolfi' })).toBe('pkg:deb/wolfi/curl@8?arch=amd64&distro=wolfi&upstream=x');
  });

  test.each([
    ['rpm', 'rhel', 'redhat'],
    ['rpm', 'opensuse-leap', 'opensuse'],
    ['rpm', 'opensuse-tumbleweed', 'opensuse'],
    ['rpm', 'sles', 'suse'],
    ['rpm', 'sle_hpc', 'suse'],
    ['rpm', 'sleet', 'sleet'],
    ['rpm', 'almalinux', 'almalinux'],
    ['deb', 'rhel', 'rhel'],
  ] as const)('of %s %s is the vendor %s', (type, id, namespace) => {
    expect(complete({ type, name: 'a', version: '1' }, { id, versionId: '9' })).toBe(
      `pkg:${type}/${namespace}/a@1?distro=${id}-9`,
    );
  });

  test('is encoded, because an image tells it', () => {
    expect(complete(deb, { id: '../a?b', versionId: 'c&d' })).toBe(
      'pkg:deb/..%2Fa%3Fb/curl@8?arch=amd64&distro=..%2Fa%3Fb-c%26d&upstream=x',
    );
  });

  test('that is unknown leaves everything as it is', () => {
    const pkg = cataloged(deb);
    expect(withDistribution(pkg, undefined)).toBe(pkg);
  });

  test('does not concern packages of languages', () => {
    const pkg: CatalogedPackage = { name: 'a', version: '1', type: 'npm', purl: 'pkg:npm/a@1', licences: [] };
    expect(withDistribution(pkg, debian)).toBe(pkg);
  });

  test('can be set again', () => {
    const once = withDistribution(cataloged(deb), debian);
    expect(withDistribution(once, debian)).toEqual(once);
    expect(withDistribution(once, { id: 'ubuntu', versionId: '24.04' }).purl).toBe(
      'pkg:deb/ubuntu/curl@8?arch=amd64&distro=ubuntu-24.04&upstream=x',
    );
  });
});

test('packageurl-js reads back what was put in', () => {
  const text = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => value.trim() === value);
  // packageurl-js 2.0.1 decodes qualifiers twice, so what looks encoded there does not come back.
  const qualifier = text.filter((value) => !/[%+]/.test(value));
  const parts = fc.record({
    type: fc.constantFrom('deb', 'apk', 'rpm'),
    name: text.filter((name) => !/^[./]+$|^\/|\/$|\/\//.test(name)),
    version: text,
    arch: fc.option(qualifier, { nil: undefined }),
    upstream: fc.option(qualifier, { nil: undefined }),
    epoch: fc.option(fc.nat(9), { nil: undefined }),
  });
  fc.assert(
    fc.property(parts, (one) => {
      const read = PackageURL.fromString(complete(one, debian));
      expect({ type: read.type, namespace: read.namespace, version: read.version }).toEqual({
        type: one.type,
        namespace: 'debian',
        version: one.version,
      });
      expect(read.name).toBe(one.type === 'rpm' ? one.name : one.name.toLowerCase());
      expect({ ...read.qualifiers }).toEqual({
        ...(one.arch === undefined ? {} : { arch: one.arch }),
        distro: 'debian-12',
        ...(one.epoch === undefined ? {} : { epoch: String(one.epoch) }),
        ...(one.upstream === undefined ? {} : { upstream: one.upstream }),
      });
    }),
  );
});

test('an rpm purl cannot be broken out of, and says the same to another reader', () => {
  const parts = { type: 'rpm', name: 'libstdc++', version: '12.0~rc1^git1-1', arch: 'i686', epoch: 3 } as const;
  const purl = osPurl({ ...parts, upstream: 'gcc-12.0~rc1^git1-1.src.rpm' });
  expect(purl).toBe('pkg:rpm/libstdc%2B%2B@12.0~rc1%5Egit1-1?arch=i686&epoch=3&upstream=gcc-12.0~rc1%5Egit1-1.src.rpm');
  const read = PackageURL.fromString(purl);
  expect([read.name, read.version, read.qualifiers?.['upstream']]).toEqual([
    parts.name,
    parts.version,
    'gcc-12.0~rc1^git1-1.src.rpm',
  ]);
  expect(osPurl({ type: 'rpm', name: 'a/../b?x=1#y@2', version: '1@2?arch=z', arch: "x&epoch=9'(*)" })).toBe(
    'pkg:rpm/a%2F..%2Fb%3Fx%3D1%23y%402@1%402%3Farch%3Dz?arch=x%26epoch%3D9%27%28%2A%29',
  );
});
