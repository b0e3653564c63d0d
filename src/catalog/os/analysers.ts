import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { apkInstalled } from './apk-installed.ts';
import { apkRepositories } from './apk-repositories.ts';
import { contentManifests } from './content-manifests.ts';
import { dpkgCopyright } from './dpkg-copyright.ts';
import { dpkgFiles } from './dpkg-files.ts';
import { dpkgStatus } from './dpkg-status.ts';
import { osRelease } from './os-release.ts';
import { rpmAnalysers } from './rpm/analysers.ts';

/** Everything that reads what an operating system's package manager leaves behind. A test compares it with the folder. */
export const osAnalysers: readonly Analyser<CatalogFacts>[] = [
  apkInstalled,
  apkRepositories,
  contentManifests,
  dpkgCopyright,
  dpkgFiles,
  dpkgStatus,
  osRelease,
  ...rpmAnalysers,
];
