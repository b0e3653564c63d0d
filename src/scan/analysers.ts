import { osAnalysers, type CatalogFacts } from '#catalog';
import type { Analyser } from '#image';

/** Every analyser that a scan may run on the files of a layer. */
export const analysers: readonly Analyser<CatalogFacts>[] = osAnalysers;

/** The cache key of an analyser's facts: they hold for these bytes and this version only. */
export function analyserKey({ id, version }: Analyser): string {
  return `${id}@${version}`;
}
