import { PackageURL } from 'packageurl-js';
import { describe, expect, test } from 'vitest';
import type { Subject } from '#model';
import { subjectPurl } from './subject-purl.ts';

const digest = `sha256:${'0f'.repeat(32)}`;
const subject = (reference: string, more: Partial<Subject> = {}): Subject => ({
  kind: 'registry',
  reference,
  digest,
  layers: [],
  notes: [],
  ...more,
});

describe('the purl of an image', () => {
  test.each([
    ['debian', 'debian', 'docker.io/library/debian', undefined],
    ['debian:12-slim', 'debian', 'docker.io/library/debian', '12-slim'],
    ['acme/Shop:V1', 'shop', 'docker.io/acme/Shop', 'V1'],
    ['localhost/shop', 'shop', 'localhost/shop', undefined],
    ['localhost:5000/a/b/c:1', 'c', 'localhost:5000/a/b/c', '1'],
    ['ghcr.io/acme/shop@sha256:aa', 'shop', 'ghcr.io/acme/shop', undefined],
    ['ghcr.io/acme/shop:1@sha256:aa', 'shop', 'ghcr.io/acme/shop', '1'],
  ])('%s', (reference, name, repository, tag) => {
    const parsed = PackageURL.fromString(subjectPurl(subject(reference))!);
    expect(parsed).toMatchObject({ type: 'oci', name, version: digest });
    expect(parsed.qualifiers).toEqual({ repository_url: repository, ...(tag === undefined ? {} : { tag }) });
  });

  test('encodes slashes of a value, never colons', () => {
    const purl = subjectPurl(subject('localhost:5000/a/b:1', { platform: 'linux/arm64/v8' }))!;
    expect(PackageURL.fromString(purl).qualifiers).toMatchObject({ arch: 'arm64' });
    expect(purl).toBe(`pkg:oci/b@sha256:${'0f'.repeat(32)}?arch=arm64&repository_url=localhost:5000%2Fa%2Fb&tag=1`);
  });

  test.each([
    ['without a digest', { ...subject('debian'), digest: undefined }],
    ['of a file', subject('/tmp/image.tar', { kind: 'archive' })],
    ['of a folder', subject('/', { kind: 'dir' })],
    ['of a container', subject('web-1', { kind: 'container' })],
    ['with an empty name', subject('docker.io/', {})],
  ])('none %s', (_, value) => {
    expect(subjectPurl(value as Subject)).toBeUndefined();
  });
});
