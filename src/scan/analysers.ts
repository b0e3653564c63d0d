import { languageAnalysers, osAnalysers, type CatalogFacts } from '#catalog';
import type { AnyAnalyser } from '#image';

/** Every analyser that a scan may run on the files of a layer. */
export const analysers: readonly AnyAnalyser<CatalogFacts>[] = [...osAnalysers, ...languageAnalysers]
  .filter(({ id }) => id !== 'dpkg-files')
  .map(withoutOwnership);

/** The cache key of an analyser's facts: they hold for these bytes and this version only. */
export function analyserKey({ id, version }: AnyAnalyser): string {
  return `${id}@${version}`;
}

/**
 * Which files a package owns is asked by the inspections of files that come later (secrets, languages). Until one of them
 * runs, 100,000 paths of a large image would be carried between threads and cached for nothing.
 */
function withoutOwnership(analyser: AnyAnalyser<CatalogFacts>): AnyAnalyser<CatalogFacts> {
  if (analyser.randomAccess === true) return analyser;
  return {
    ...analyser,
    analyse(file) {
      const facts = analyser.analyse(file);
      if (facts !== undefined) delete facts.owned;
      return facts;
    },
  };
}
