import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { gradleLockfile } from './gradle-lockfile.ts';
import { javaArchive } from './java-archive.ts';
import { pomXml } from './pom-xml.ts';

/** Everything that reads what a language's package manager leaves behind, one file each. A test compares it with the folder. */
export const languageAnalysers: readonly Analyser<CatalogFacts>[] = [gradleLockfile, javaArchive, pomXml];
