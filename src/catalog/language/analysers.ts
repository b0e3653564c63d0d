import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { pdmLock } from './pdm-lock.ts';
import { pipfileLock } from './pipfile-lock.ts';
import { poetryLock } from './poetry-lock.ts';
import { pylockToml } from './pylock-toml.ts';
import { pythonDistInfo } from './python-dist-info.ts';
import { pythonRequirements } from './python-requirements.ts';
import { uvLock } from './uv-lock.ts';

/** Everything that reads what a language's package manager leaves behind, one file each. A test compares it with the folder. */
export const languageAnalysers: readonly Analyser<CatalogFacts>[] = [
  pdmLock,
  pipfileLock,
  poetryLock,
  pylockToml,
  pythonDistInfo,
  pythonRequirements,
  uvLock,
];
