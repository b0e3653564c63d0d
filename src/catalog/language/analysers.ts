import type { AnyAnalyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { bunLock } from './bun-lock.ts';
import { cargoLock } from './cargo-lock.ts';
import { composerInstalled } from './composer-installed.ts';
import { composerLock } from './composer-lock.ts';
import { dotnetDepsJson } from './dotnet-deps-json.ts';
import { gemfileLock } from './gemfile-lock.ts';
import { goMod } from './go-mod.ts';
import { gradleLockfile } from './gradle-lockfile.ts';
import { javaArchive } from './java-archive.ts';
import { npmLock } from './npm-lock.ts';
import { npmPackageJson } from './npm-package-json.ts';
import { nugetPackagesConfig } from './nuget-packages-config.ts';
import { nugetPackagesLock } from './nuget-packages-lock.ts';
import { pdmLock } from './pdm-lock.ts';
import { pipfileLock } from './pipfile-lock.ts';
import { pnpmLock } from './pnpm-lock.ts';
import { poetryLock } from './poetry-lock.ts';
import { pomXml } from './pom-xml.ts';
import { pylockToml } from './pylock-toml.ts';
import { pythonDistInfo } from './python-dist-info.ts';
import { pythonRequirements } from './python-requirements.ts';
import { rubyGemspec } from './ruby-gemspec.ts';
import { uvLock } from './uv-lock.ts';
import { yarnLockBerry } from './yarn-lock-berry.ts';
import { yarnLockClassic } from './yarn-lock-classic.ts';

/** Everything that reads what a language's package manager leaves behind, one file each. A test compares it with the folder. */
export const languageAnalysers: readonly AnyAnalyser<CatalogFacts>[] = [
  bunLock,
  cargoLock,
  composerInstalled,
  composerLock,
  dotnetDepsJson,
  gemfileLock,
  goMod,
  gradleLockfile,
  javaArchive,
  npmLock,
  npmPackageJson,
  nugetPackagesConfig,
  nugetPackagesLock,
  pdmLock,
  pipfileLock,
  pnpmLock,
  poetryLock,
  pomXml,
  pylockToml,
  pythonDistInfo,
  pythonRequirements,
  rubyGemspec,
  uvLock,
  yarnLockBerry,
  yarnLockClassic,
];
