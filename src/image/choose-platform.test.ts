import { describe, expect, test } from 'vitest';
import { checkPlatform, choosePlatform } from './choose-platform.ts';
import { digestOf } from './digest.ts';
import type { Descriptor, ImageIndex } from './manifest.ts';
import { parsePlatform } from './platform.ts';

const amd64 = parsePlatform('linux/amd64');
const manifestType = 'application/vnd.oci.image.manifest.v1+json';

function descriptor(name: string, platform?: string, more: Partial<Descriptor> = {}): Descriptor {
  return {
    mediaType: manifestType,
    digest: digestOf(Buffer.from(name)),
    size: 1,
    annotations: new Map([['name', name]]),
    ...(platform !== undefined && { platform: parsePlatform(platform) }),
    ...more,
  };
}

function index(...manifests: Descriptor[]): ImageIndex {
  return { kind: 'index', mediaType: 'application/vnd.oci.image.index.v1+json', manifests };
}

function ofPlatforms(...platforms: string[]): ImageIndex {
  return index(...platforms.map((platform) => descriptor(platform, platform)));
}

function chosen(from: ImageIndex, wanted: string | undefined, host = amd64): string | undefined {
  const choice = choosePlatform(from, wanted === undefined ? undefined : parsePlatform(wanted), host);
  return choice.descriptor.annotations.get('name');
}

describe('the wanted platform', () => {
  test.each([
    ['linux/arm64', ['linux/amd64', 'linux/arm64/v8'], 'linux/arm64/v8'],
    ['linux/arm64/v8', ['linux/amd64', 'linux/arm64'], 'linux/arm64'],
    ['linux/arm', ['linux/arm/v6', 'linux/arm/v7', 'linux/arm/v5'], 'linux/arm/v7'],
    ['linux/arm/v7', ['linux/arm/v5', 'linux/arm/v6', 'linux/arm64'], 'linux/arm/v6'],
    ['linux/arm/v8', ['linux/arm/v6', 'linux/arm/v7'], 'linux/arm/v7'],
    ['linux/amd64/v3', ['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v4'], 'linux/amd64/v2'],
    ['linux/arm64/v9', ['linux/arm64/v8', 'linux/arm64/v8.2'], 'linux/arm64/v8.2'],
    ['linux/amd64', ['linux/amd64/v3'], 'linux/amd64/v3'],
    ['linux/arm', ['linux/arm/v5', 'linux/arm/v8'], 'linux/arm/v5'],
    ['aarch64', ['linux/amd64', 'linux/arm64'], 'linux/arm64'],
    ['windows/amd64', ['linux/amd64', 'windows/amd64'], 'windows/amd64'],
    ['linux/s390x', ['linux/s390x', 'linux/s390x'], 'linux/s390x'],
  ])('%s among %j is %s', (wanted, platforms, expected) => {
    expect(chosen(ofPlatforms(...platforms), wanted)).toBe(expected);
  });

  test.each([
    ['linux/arm/v6', ['linux/arm/v7', 'linux/amd64'], 'linux/arm/v7, linux/amd64'],
    ['linux/amd64/v2', ['linux/amd64/v3'], 'linux/amd64/v3'],
    ['linux/arm64', ['linux/arm/v7'], 'linux/arm/v7'],
    ['linux/mips/odd', ['linux/mips/strange'], 'linux/mips/strange'],
  ])('%s that is missing among %j is an error that lists what exists', (wanted, platforms, listed) => {
    expect(() => chosen(ofPlatforms(...platforms), wanted)).toThrow(
      expect.objectContaining({
        code: 'platform-not-found',
        kind: 'usage',
        message: `the image has no platform ${wanted}; it has ${listed}`,
      }),
    );
  });

  test('is an error even when the host could use another one', () => {
    expect(() => chosen(ofPlatforms('linux/amd64'), 'linux/arm64')).toThrow('no platform linux/arm64');
  });
});

describe('without a wish', () => {
  test('the platform of the host is taken silently', () => {
    expect(choosePlatform(ofPlatforms('linux/arm64', 'linux/amd64'), undefined, amd64)).not.toHaveProperty('note');
  });

  test.each([
    ['linux/arm64, then linux/amd64', ['windows/amd64', 'linux/arm64', 'linux/amd64'], 'linux/s390x', 'linux/amd64'],
    ['any Linux before Windows', ['windows/amd64', 'linux/ppc64le'], 'linux/amd64', 'linux/ppc64le'],
    ['whatever there is', ['windows/amd64'], 'linux/amd64', 'windows/amd64'],
  ])('and without the host’s platform: %s, with a note', (_, platforms, host, expected) => {
    const choice = choosePlatform(ofPlatforms(...platforms), undefined, parsePlatform(host));
    expect(choice.descriptor.annotations.get('name')).toBe(expected);
    expect(choice.note).toContain(`no platform ${host}`);
    expect(choice.note).toContain(`${expected} was read`);
  });

  test('a variant that is not the host’s is said', () => {
    const choice = choosePlatform(ofPlatforms('linux/arm/v6'), undefined, parsePlatform('linux/arm/v7'));
    expect(choice.note).toBe('The image has no platform linux/arm/v7; the nearest, linux/arm/v6, was read.');
  });
});

describe('an index with more than images', () => {
  const attestation = descriptor('attestation', undefined, { platform: { os: 'unknown', architecture: 'unknown' } });

  test('never gives an attestation manifest, even first and alone with an image that names no platform', () => {
    expect(chosen(index(attestation, descriptor('image')), 'linux/arm64')).toBe('image');
    const annotated = descriptor('annotated', undefined, {
      annotations: new Map([['vnd.docker.reference.type', 'attestation-manifest']]),
    });
    expect(chosen(index(annotated, descriptor('image')), undefined)).toBe('image');
  });

  test('never gives an artefact', () => {
    const artefact = descriptor('artefact', undefined, { artifactType: 'application/vnd.cyclonedx+json' });
    const other = descriptor('other', undefined, { mediaType: 'application/vnd.example' });
    expect(chosen(index(artefact, other, descriptor('image')), undefined)).toBe('image');
  });

  test('without any image is unsupported, and its types are named', () => {
    const artefact = descriptor('artefact', undefined, { artifactType: 'application/vnd.cyclonedx+json' });
    expect(() => chosen(index(artefact, attestation), undefined)).toThrow(
      expect.objectContaining({
        code: 'unsupported-image',
        message: expect.stringMatching(/^unsupported: an index without container images.*vnd\.cyclonedx/),
      }),
    );
    expect(() => chosen(index(), undefined)).toThrow('unsupported: an index without container images');
  });

  test('gives a nested index when no platform is named', () => {
    const nested = descriptor('nested', undefined, { mediaType: 'application/vnd.oci.image.index.v1+json' });
    expect(chosen(index(attestation, nested), 'linux/arm64')).toBe('nested');
  });

  test('lists at most twenty platforms', () => {
    const many = ofPlatforms(...Array.from({ length: 30 }, (_, at) => `linux/arch${at}`));
    expect(() => chosen(many, 'linux/amd64')).toThrow('linux/arch19 and 10 more');
  });
});

describe('the platform of a single image', () => {
  test('that is the wanted one, or unknown, needs no words', () => {
    expect(checkPlatform(amd64, amd64, amd64)).toBeUndefined();
    expect(checkPlatform(undefined, amd64, amd64)).toBeUndefined();
    expect(checkPlatform(amd64, undefined, amd64)).toBeUndefined();
  });
  test('that is not this host’s is said', () => {
    expect(checkPlatform(parsePlatform('linux/s390x'), undefined, amd64)).toBe(
      "The image is for linux/s390x, not for this host's linux/amd64.",
    );
  });
  test('that is not the wanted one is an error', () => {
    expect(() => checkPlatform(amd64, parsePlatform('linux/arm64'), amd64)).toThrow('it has linux/amd64');
  });
});
