import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { bitnamiSpdx } from './bitnami-spdx.ts';

/** Everything that reads bills of materials which lie in an image: claims of whoever built it. A test compares it with the folder. */
export const sbomAnalysers: readonly Analyser<CatalogFacts>[] = [bitnamiSpdx];
