import { distributionPaths, type CatalogFacts } from '#catalog';
import type { MergedTree } from '#image';
import type { Distribution } from '#model';
import type { LayerFacts } from './layer-facts.ts';

/**
 * The distribution of the merged tree, links followed, and what it installs from: the branches that apk's repositories
 * name, or the content sets of Red Hat's builds. A manifest of those speaks of its own layer, so all of them count.
 */
export function resolveDistribution(
  layers: readonly LayerFacts[],
  tree: MergedTree,
): { distribution?: Distribution; repositories: string[] } {
  const visible = new Map<string, CatalogFacts>();
  for (const [layer, { facts }] of layers.entries()) {
    for (const { path, facts: told } of facts) {
      const tells = told?.distribution !== undefined || told?.repositories !== undefined;
      if (tells && tree.isVisible(layer, path)) visible.set(tree.placeOf(layer, path), told);
    }
  }
  const at = (path: string) => visible.get(tree.follow(path)?.path ?? '');
  const distribution = distributionPaths.map((path) => at(path)?.distribution).find((found) => found !== undefined);
  const told =
    distribution?.id === 'rhel'
      ? layers.flatMap(({ facts }) => facts.flatMap((file) => file.facts?.contentSets ?? []))
      : [...visible.values()].flatMap((file) => file.repositories ?? []);
  const repositories = [...new Set(told)];
  return { ...(distribution !== undefined && { distribution }), repositories };
}
