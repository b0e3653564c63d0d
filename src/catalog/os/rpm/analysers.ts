import type { Analyser } from '#image';
import type { CatalogFacts } from '../../facts.ts';
import { rpmDatabase } from './rpm-database.ts';
import { rpmManifest } from './rpm-manifest.ts';
import { rpmWriteAheadLog } from './rpm-write-ahead-log.ts';

/** Everything that tells of installed rpm packages. */
export const rpmAnalysers: readonly Analyser<CatalogFacts>[] = [rpmDatabase, rpmManifest, rpmWriteAheadLog];
