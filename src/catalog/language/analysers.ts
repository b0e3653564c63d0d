import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { bunLock } from './bun-lock.ts';
import { npmLock } from './npm-lock.ts';
import { npmPackageJson } from './npm-package-json.ts';
import { pnpmLock } from './pnpm-lock.ts';
import { yarnLockBerry } from './yarn-lock-berry.ts';
import { yarnLockClassic } from './yarn-lock-classic.ts';

/** Everything that reads what a language's package manager leaves behind, one file each. A test compares it with the folder. */
export const languageAnalysers: readonly Analyser<CatalogFacts>[] = [
  bunLock,
  npmLock,
  npmPackageJson,
  pnpmLock,
  yarnLockBerry,
  yarnLockClassic,
];
