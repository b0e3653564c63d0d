import { matchesGlob } from 'node:path';
import type { LayerFacts } from './layer-facts.ts';

/**
 * Layers without the facts of files whose path fits one of the user's globs (`/opt/test/**`), and how many were left out.
 * The facts themselves stay in the cache: they do not depend on what one scan leaves out.
 */
export function skipPaths(
  layers: readonly LayerFacts[],
  globs: readonly string[],
): { layers: readonly LayerFacts[]; skipped: number } {
  if (globs.length === 0) return { layers, skipped: 0 };
  // Paths inside a layer have no leading slash; users write them with one or without.
  const patterns = globs.map((glob) => glob.replace(/^\/+/, ''));
  let skipped = 0;
  const kept = layers.map((layer) => ({
    ...layer,
    facts: layer.facts.filter(({ path }) => {
      const out = patterns.some((pattern) => matchesGlob(path, pattern));
      if (out) skipped += 1;
      return !out;
    }),
  }));
  return { layers: kept, skipped };
}
