import { describe, expect, test } from 'vitest';
import { describeLayers, layerInstructions } from './describe-layers.ts';
import { digestOf } from './digest.ts';
import type { Descriptor } from './manifest.ts';
import type { ImageConfig } from './source.ts';

const gzip = 'application/vnd.oci.image.layer.v1.tar+gzip';

function layer(name: string, mediaType = gzip): Descriptor {
  return { mediaType, digest: digestOf(Buffer.from(name)), size: name.length, annotations: new Map() };
}

function config(diffIds: string[], ...history: (string | [string])[]): ImageConfig {
  return {
    diffIds: diffIds.map((name) => digestOf(Buffer.from(name))),
    history: history.map((entry) =>
      typeof entry === 'string' ? { createdBy: entry, emptyLayer: false } : { createdBy: entry[0], emptyLayer: true },
    ),
    config: {},
  };
}

function instructions(count: number, ...history: (string | [string])[]) {
  return layerInstructions(config([], ...history).history, count);
}

describe('layers', () => {
  test('know index, digest, diffID, size and the instruction that made them', () => {
    const described = describeLayers(
      { layers: [layer('a'), layer('bb')] },
      config(['A', 'B'], 'ADD a', ['ENV x'], 'RUN b'),
    );
    expect(described).toEqual([
      {
        index: 0,
        digest: layer('a').digest,
        diffId: digestOf(Buffer.from('A')),
        createdBy: 'ADD a',
        mediaType: gzip,
        size: 1,
      },
      {
        index: 1,
        digest: layer('bb').digest,
        diffId: digestOf(Buffer.from('B')),
        createdBy: 'RUN b',
        mediaType: gzip,
        size: 2,
      },
    ]);
  });

  test('listed twice stay two', () => {
    const described = describeLayers({ layers: [layer('a'), layer('a')] }, config(['A', 'A'], '1', '2'));
    expect(described.map(({ index, createdBy }) => [index, createdBy])).toEqual([
      [0, '1'],
      [1, '2'],
    ]);
  });

  test('have no diffID when the configuration lists another number of them', () => {
    const described = describeLayers({ layers: [layer('a'), layer('b')] }, config(['A']));
    expect(described.every((item) => item.diffId === undefined && item.digest !== undefined)).toBe(true);
  });

  test.each([
    ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'a foreign layer'],
    ['application/vnd.oci.image.layer.nondistributable.v1.tar+zstd', 'a foreign layer'],
    ['application/vnd.oci.image.layer.v1.tar+gzip+encrypted', 'an encrypted layer'],
    [
      'application/vnd.oci.image.layer.v1.squashfs',
      'an unsupported media type, application/vnd.oci.image.layer.v1.squashfs',
    ],
  ])('of type %s are unreadable, with the reason', (mediaType, reason) => {
    expect(describeLayers({ layers: [layer('a', mediaType)] }, config(['A']))[0]?.unreadable).toContain(reason);
  });

  test.each([
    '',
    'application/vnd.docker.image.rootfs.diff.tar',
    'application/vnd.docker.image.rootfs.diff.tar.gzip',
    'application/vnd.docker.image.rootfs.diff.tar.zstd',
    'application/vnd.oci.image.layer.v1.tar',
    'application/vnd.oci.image.layer.v1.tar+zstd',
  ])('of type %j are readable', (mediaType) => {
    expect(describeLayers({ layers: [layer('a', mediaType)] }, config(['A']))[0]).not.toHaveProperty('unreadable');
  });
});

describe('the history', () => {
  test('that is missing gives no instruction', () => {
    expect(instructions(2)).toEqual([undefined, undefined]);
  });
  test('that is shorter than the layers begins at the base', () => {
    expect(instructions(3, 'ADD base', ['CMD x'], 'RUN y')).toEqual(['ADD base', 'RUN y', undefined]);
  });
  test('that is longer by instructions without a layer that are not marked so is still used', () => {
    const unmarked = [
      '/bin/sh -c #(nop) ADD file:1 in /',
      '/bin/sh -c #(nop)  CMD ["sh"]',
      'ENV A=b',
      'LABEL x=y',
      'RUN /bin/sh -c CMD # buildkit',
      'USER 1',
    ];
    expect(instructions(2, ...unmarked)).toEqual([unmarked[0], unmarked[4]]);
  });
  test('that is longer and cannot be told apart gives no instruction rather than a wrong one', () => {
    expect(instructions(1, 'RUN a', 'RUN b', 'RUN c')).toEqual([undefined]);
  });
});
