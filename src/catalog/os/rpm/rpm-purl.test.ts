import { PackageURL } from 'packageurl-js';
import { describe, expect, test } from 'vitest';
import { rpmPurl } from './rpm-purl.ts';

const bash = { name: 'bash', version: '5.1.8-9.el9', epoch: 0 };

describe('the purl of an rpm', () => {
  test('has name, version and release', () => {
    expect(rpmPurl(bash)).toBe('pkg:rpm/bash@5.1.8-9.el9');
  });

  test('has the epoch as a qualifier, never in the version, and none for 0', () => {
    expect(rpmPurl({ ...bash, epoch: 2, arch: 'x86_64' })).toBe('pkg:rpm/bash@5.1.8-9.el9?arch=x86_64&epoch=2');
  });

  test('names the source package', () => {
    expect(rpmPurl({ ...bash, sourceRpm: 'bash-5.1.8-9.el9.src.rpm' })).toBe(
      'pkg:rpm/bash@5.1.8-9.el9?upstream=bash-5.1.8-9.el9.src.rpm',
    );
  });

  test('encodes what names and versions may hold', () => {
    expect(rpmPurl({ name: 'libstdc++', version: '12.0~rc1^git1-1', epoch: 0 })).toBe(
      'pkg:rpm/libstdc%2B%2B@12.0~rc1%5Egit1-1',
    );
  });

  test('cannot be broken out of', () => {
    const purl = rpmPurl({ name: 'a/../b?x=1#y@2', version: '1@2?arch=z', epoch: 0, arch: "x&epoch=9'(*)" });
    expect(purl).toBe('pkg:rpm/a%2F..%2Fb%3Fx%3D1%23y%402@1%402%3Farch%3Dz?arch=x%26epoch%3D9%27%28%2A%29');
  });

  test.each([
    { ...bash, epoch: 1, arch: 'noarch', sourceRpm: 'bash-5.1.8-9.el9.src.rpm' },
    { name: 'libstdc++', version: '12.0~rc1^git1-1', epoch: 3, arch: 'i686', sourceRpm: 'gcc-12.0~rc1^git1-1.src.rpm' },
  ])('says the same to another reader: $name', (parts) => {
    const read = PackageURL.fromString(rpmPurl(parts));
    expect(read.name).toBe(parts.name);
    expect(read.version).toBe(parts.version);
    expect({ ...read.qualifiers }).toEqual({
      arch: parts.arch,
      epoch: String(parts.epoch),
      upstream: parts.sourceRpm,
    });
  });
});
