import { describe, expect, test } from 'vitest';
import { contentManifests } from './content-manifests.ts';

const path = 'root/buildinfo/content_manifests/ubi9-container-9.4-6.json';

function read(document: unknown) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return contentManifests.analyse({ path, bytes: Buffer.from(text) });
}

describe('a content manifest', () => {
  test('of OSBS and of Konflux names the content sets', () => {
    const sets = ['rhel-9-for-x86_64-baseos-rpms', 'rhel-9-for-x86_64-appstream-rpms'];
    const metadata = { icm_version: 1, image_layer_index: 3 };
    expect(read({ metadata, content_sets: sets, image_contents: [] })).toEqual({ contentSets: sets });
    expect(read({ content_sets: [...sets, sets[0]], from_dnf_hint: true })).toEqual({ contentSets: sets });
    expect(read({ content_sets: [] })).toEqual({ contentSets: [] });
  });

  test.each([[{ cpe: 'cpe:/a:redhat:enterprise_linux:9::appstream', name: 'ubi9' }], [[]], [7], [null]])(
    'other JSON tells nothing: %j',
    (document) => expect(read(document)).toEqual({}),
  );

  test.each(['', '{"content_sets":["a"', '\u0000'])('what is no JSON is a problem: %j', (text) => {
    expect(read(text)?.problems).toEqual([
      { where: `/${path}`, what: expect.stringContaining('not well-formed JSON') as string },
    ]);
  });

  test('what is no name is counted, and the rest is read', () => {
    const found = read({ content_sets: ['good-rpms', 7, '../x', 'a\nb', 'x'.repeat(300)] });
    expect(found?.contentSets).toEqual(['good-rpms']);
    expect(found?.problems?.[0]?.what).toBe('4 content sets without a usable name');
    expect(read({ content_sets: 'good-rpms' })).toEqual({ contentSets: [] });
  });

  test('a list without end is cut, and that is said', () => {
    const found = read({ content_sets: Array.from({ length: 1001 }, (_, index) => `set-${index}`) });
    expect(found?.contentSets).toHaveLength(1000);
    expect(found?.problems).toHaveLength(1);
  });
});

test.each([
  [path, true],
  ['root/buildinfo/content_manifests/content-sets.json', true],
  ['usr/share/buildinfo/content-sets.json', true],
  ['usr/share/buildinfo/content_manifests/x.json', true],
  ['root/buildinfo/Dockerfile-ubi9-9.4', false],
])('%s', (name, wanted) => {
  expect(contentManifests.interest.accept?.(name)).toBe(wanted);
});
