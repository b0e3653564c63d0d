import { distributionPaths, type CatalogFacts } from '#catalog';
import type { MergedTree } from '#image';
import type { Distribution } from '#model';
import type { LayerFacts } from './read-layers.ts';

/** The distribution of the merged tree, links followed, and the branches that apk's repositories name. */
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
  const repositories = [...new Set([...visible.values()].flatMap((told) => told.repositories ?? []))];
  return { ...(distribution !== undefined && { distribution }), repositories };
}
