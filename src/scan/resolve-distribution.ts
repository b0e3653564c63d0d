import type { CatalogFacts } from '#catalog';
import type { MergedTree } from '#image';
import type { Distribution } from '#model';
import type { LayerFacts } from './read-layers.ts';

/** Files that tell the distribution, best first: os-release(5), then what older and smaller systems have. */
const releaseFiles = [
  'etc/os-release',
  'usr/lib/os-release',
  'etc/alpine-release',
  'etc/almalinux-release',
  'etc/rocky-release',
  'etc/centos-release',
  'etc/oracle-release',
  'etc/fedora-release',
  'etc/system-release',
  'etc/redhat-release',
  'etc/debian_version',
];

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
  const distribution = releaseFiles.map((path) => at(path)?.distribution).find((found) => found !== undefined);
  return { ...(distribution !== undefined && { distribution }), repositories: at('etc/apk/repositories')?.repositories ?? [] };
}
