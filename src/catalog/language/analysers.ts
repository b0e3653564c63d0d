import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';

/** Everything that reads what a language's package manager leaves behind, one file each. A test compares it with the folder. */
export const languageAnalysers: readonly Analyser<CatalogFacts>[] = [];
