import type { CatalogFacts } from '#catalog';
import type { MergedTree } from '#image';
import { expect, test } from 'vitest';
import type { LayerFacts } from './layer-facts.ts';
import { resolveDistribution } from './resolve-distribution.ts';

/** A tree in which a file of a later layer hides the one of the same path. */
function resolve(...layers: Record<string, CatalogFacts>[]) {
  const all = layers.map((files) => ({ facts: Object.entries(files).map(([path, facts]) => ({ path, facts })) }));
  const tree = {
    isVisible: (layer: number, path: string) => !layers.slice(layer + 1).some((files) => path in files),
    placeOf: (_: number, path: string) => path,
    follow: (path: string) => ({ path }),
  };
  return resolveDistribution(all as unknown as LayerFacts[], tree as unknown as MergedTree);
}

const release = (id: string, versionId: string) => ({ 'etc/os-release': { distribution: { id, versionId } } });
const manifest = (...contentSets: string[]) => ({ 'root/buildinfo/content_manifests/x.json': { contentSets } });
const apk = (...repositories: string[]) => ({ 'etc/apk/repositories': { repositories } });

test('content sets of every layer count, hidden ones too: each speaks of the packages of its own layer', () => {
  const found = resolve({ ...release('rhel', '9.4'), ...manifest('baseos', 'appstream') }, manifest('baseos', 'extra'));
  expect(found).toEqual({
    distribution: { id: 'rhel', versionId: '9.4' },
    repositories: ['baseos', 'appstream', 'extra'],
  });
});

test('of apk the visible file counts, and content sets say nothing about Alpine', () => {
  const found = resolve({ ...release('alpine', '3.17.1'), ...apk('3.17') }, { ...apk('edge'), ...manifest('baseos') });
  expect(found.repositories).toEqual(['edge']);
});

test('without an os-release there is no distribution', () => {
  expect(resolve(manifest('baseos'))).toEqual({ repositories: [] });
});
