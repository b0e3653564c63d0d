import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { npmLock } from './npm-lock.ts';
import { npmPackageJson } from './npm-package-json.ts';

/** Everything that reads what a language's package manager leaves behind, one file each. A test compares it with the folder. */
export const languageAnalysers: readonly Analyser<CatalogFacts>[] = [npmLock, npmPackageJson];
