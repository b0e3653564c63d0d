import { describe, expect, test } from 'vitest';
import { digestOf } from './digest.ts';
import { maxManifestBytes, parseManifest } from './manifest.ts';

const digest = digestOf(Buffer.from('x'));
const ociConfig = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 7 };
const ociLayer = { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest, size: 9 };

function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

function code(run: () => unknown): { code: string; kind: string; message: string } {
  try {
    run();
  } catch (error) {
    return error as { code: string; kind: string; message: string };
  }
  throw new Error('nothing was thrown');
}

describe('a manifest', () => {
  test('of OCI gives configuration and layers, base first', () => {
    const parsed = parseManifest(
      bytesOf({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: ociConfig,
        layers: [ociLayer, { ...ociLayer, size: 10 }],
      }),
    );
    expect(parsed).toMatchObject({
      kind: 'manifest',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { digest, size: 7 },
      layers: [{ size: 9 }, { size: 10 }],
    });
  });

  test('without a media type of its own has the one the source said, without its parameters', () => {
    const parsed = parseManifest(
      bytesOf({ schemaVersion: 2, config: ociConfig, layers: [] }),
      'Application/vnd.oci.image.manifest.v1+json; charset=utf-8',
    );
    expect(parsed.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
  });

  test('with null layers, as Go writes an empty slice, has none', () => {
    expect(parseManifest(bytesOf({ config: ociConfig, layers: null }))).toMatchObject({ kind: 'manifest', layers: [] });
  });

  test('that was said to be an index is still read as what its bytes are', () => {
    const parsed = parseManifest(bytesOf({ config: ociConfig, layers: [] }), 'application/vnd.oci.image.index.v1+json');
    expect(parsed.kind).toBe('manifest');
  });

  test('keeps string annotations, and none of the others', () => {
    const text = `{"config":{"mediaType":"","digest":"${digest}","size":1,
      "annotations":{"a":"b","c":1,"__proto__":"x"}},"layers":[]}`;
    const parsed = parseManifest(bytesOf(text));
    expect(parsed.kind === 'manifest' && [...parsed.config.annotations]).toEqual([
      ['a', 'b'],
      ['__proto__', 'x'],
    ]);
  });
});

test('names from a manifest are fit for a terminal, and an empty artefact type is none', () => {
  const parsed = parseManifest(
    bytesOf({
      mediaType: 'a/\u001b[31mb\n',
      artifactType: '',
      manifests: [
        {
          digest,
          size: 1,
          mediaType: `x/${'y'.repeat(1000)}`,
          artifactType: '',
          platform: { os: 'li\u202enux', architecture: 'a\nb' },
        },
      ],
    }),
  );
  expect(parsed.mediaType).toBe('a/\\x1b[31mb');
  const [item] = parsed.kind === 'index' ? parsed.manifests : [];
  expect(item?.platform).toEqual({ os: 'li\\u202enux', architecture: 'a\\x0ab' });
  expect(item?.mediaType.length).toBeLessThan(300);
  expect([parsed, item]).not.toContainEqual(expect.objectContaining({ artifactType: expect.anything() }));
});

describe('an index', () => {
  test('lists its manifests with platforms in their normal form', () => {
    const parsed = parseManifest(
      bytesOf({
        schemaVersion: 2,
        manifests: [
          {
            mediaType: 'application/vnd.oci.image.manifest.v1+json',
            digest,
            size: 1,
            platform: { os: 'Linux', architecture: 'aarch64', variant: '8' },
          },
          {
            mediaType: 'application/vnd.oci.image.manifest.v1+json',
            digest,
            size: 1,
            platform: { os: '', architecture: '' },
          },
          { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 1 },
        ],
      }),
    );
    expect(parsed.kind === 'index' && parsed.manifests.map((item) => item.platform)).toEqual([
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
      undefined,
      undefined,
    ]);
  });

  test('that is a manifest at the same time is refused (CVE-2021-41190)', () => {
    const error = code(() => parseManifest(bytesOf({ manifests: [], config: ociConfig, layers: [] })));
    expect(error).toMatchObject({ code: 'malformed-image', kind: 'usage' });
    expect(error.message).toContain('both an index and a manifest');
  });
});

describe('what is no image manifest', () => {
  test.each([
    ['schema 1 by version', { schemaVersion: 1, name: 'x', fsLayers: [] }, undefined],
    ['schema 1 by its layers', { fsLayers: [], history: [] }, undefined],
    ['schema 1 by media type', { a: 1 }, 'application/vnd.docker.distribution.manifest.v1+prettyjws'],
  ])('%s is unsupported, and says what to do', (_, document, mediaType) => {
    const error = code(() => parseManifest(bytesOf(document), mediaType));
    expect(error).toMatchObject({ code: 'unsupported-image', kind: 'no-verdict' });
    expect(error.message).toMatch(/^unsupported: a Docker manifest of schema 1.*push the image again/);
  });

  test('an OCI artefact manifest is unsupported and named', () => {
    const error = code(() =>
      parseManifest(
        bytesOf({ mediaType: 'application/vnd.oci.artifact.manifest.v1+json', artifactType: 'text/x', blobs: [] }),
      ),
    );
    expect(error.message).toBe('unsupported: an artefact of type text/x');
  });

  test.each([
    ['no JSON', '<html>', 'not JSON'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not JSON'],
    ['nothing', '', 'not JSON'],
    ['truncated JSON', '{"config":{', 'not JSON'],
    ['a list', '[]', 'not a JSON object'],
    ['null', 'null', 'not a JSON object'],
    ['an empty object', '{}', 'neither a list of manifests nor a configuration'],
    ['layers that are no list', JSON.stringify({ config: ociConfig, layers: {} }), 'layers is not a list'],
    ['a layer that is no object', JSON.stringify({ config: ociConfig, layers: [1] }), 'layers[0] is not an object'],
    ['a layer without digest', JSON.stringify({ config: ociConfig, layers: [{ size: 1 }] }), 'layers[0] has no sha256'],
    [
      'a digest that is a path',
      JSON.stringify({ config: { digest: 'sha256:../../x', size: 1 } }),
      'config has no sha256',
    ],
    ['a negative size', JSON.stringify({ config: { digest, size: -1 } }), 'config has no valid size'],
    ['a fractional size', JSON.stringify({ config: { digest, size: 1.5 } }), 'config has no valid size'],
    ['a size beyond 2^53', `{"config":{"digest":"${digest}","size":9007199254740993}}`, 'config has no valid size'],
    ['a media type that is a number', JSON.stringify({ mediaType: 3, config: ociConfig }), 'mediaType is not a string'],
  ])('%s is malformed and told where', (_, text, message) => {
    const error = code(() => parseManifest(Buffer.from(text)));
    expect(error).toMatchObject({ code: 'malformed-image', kind: 'usage' });
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('\n');
  });

  test('one above the size cap is not even parsed', () => {
    const error = code(() => parseManifest(Buffer.alloc(maxManifestBytes + 1, ' ')));
    expect(error.message).toContain('more than the 4194304 that are read');
  });

  test('one with more descriptors than any image is refused', () => {
    const error = code(() =>
      parseManifest(bytesOf({ config: ociConfig, layers: Array.from({ length: 10_001 }, () => 0) })),
    );
    expect(error.message).toContain('10001 items');
  });
});
