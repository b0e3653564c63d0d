import type { AnyAnalyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { binarySoftware } from './binary-software.ts';
import { cargoAuditable } from './cargo-auditable.ts';
import { goBuildInfo } from './go-build-info.ts';
import { javaRelease } from './java-release.ts';

/** Everything that finds software in programs and their libraries, one file each. A test compares it with the folder. */
export const binaryAnalysers: readonly AnyAnalyser<CatalogFacts>[] = [
  binarySoftware,
  cargoAuditable,
  goBuildInfo,
  javaRelease,
];
