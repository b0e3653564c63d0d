import { createHash } from 'node:crypto';
import { binaryAnalysers, languageAnalysers, osAnalysers, sbomAnalysers, type CatalogFacts } from '#catalog';
import type { Analyser, AnyAnalyser } from '#image';
import { ownershipAsked, wantsOwner } from './wants-owner.ts';

/** Every analyser that a scan may run on the files of a layer. */
export const analysers: readonly AnyAnalyser<CatalogFacts>[] = [
  ...osAnalysers.map(withAskedOwnership),
  ...languageAnalysers,
  ...binaryAnalysers,
  ...sbomAnalysers,
];

const osIds = new Set(osAnalysers.map(({ id }) => id));
const asked = createHash('sha256').update(JSON.stringify(ownershipAsked)).digest('hex').slice(0, 8);

/**
 * The cache key of an analyser's facts: they hold for these bytes and this version only. What package databases tell also
 * depends on whose files are asked for.
 */
export function analyserKey({ id, version }: Pick<AnyAnalyser, 'id' | 'version'>): string {
  return osIds.has(id) ? `${id}@${version}.${asked}` : `${id}@${version}`;
}

/** Only files are kept that somebody asks the owner of: all 100,000 of a large image would burden threads and cache. */
function withAskedOwnership(analyser: Analyser<CatalogFacts>): Analyser<CatalogFacts> {
  return {
    ...analyser,
    analyse(file) {
      const { owned = [], ...facts } = analyser.analyse(file) ?? {};
      const kept = owned.flatMap((item) => {
        const files = item.files.filter(({ path }) => wantsOwner(path));
        return files.length === 0 ? [] : [{ ...item, files }];
      });
      if (kept.length > 0) return { ...facts, owned: kept };
      return Object.keys(facts).length === 0 ? undefined : facts;
    },
  };
}
