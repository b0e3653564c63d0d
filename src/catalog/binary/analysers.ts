import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { binarySoftware } from './binary-software.ts';
import { javaRelease } from './java-release.ts';

/** What finds software that no package manager installed, except what its own build left in it as a list. */
export const binaryAnalysers: readonly Analyser<CatalogFacts>[] = [binarySoftware, javaRelease];
