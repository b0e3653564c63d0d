import type { RandomAccessAnalyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { cargoAuditable } from './cargo-auditable.ts';
import { goBuildInfo } from './go-build-info.ts';

/** Everything that reads what a linker wrote into programs, one file each. A test compares it with the folder. */
export const binaryAnalysers: readonly RandomAccessAnalyser<CatalogFacts>[] = [cargoAuditable, goBuildInfo];
