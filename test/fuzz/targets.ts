/*
 * The parsers that are fuzzed. To add one:
 *
 * 1. Write `targets/<id>.ts`, which exports one FuzzTarget (see `target.ts`). `run` must be deterministic and touch
 *    neither files nor network. Give it `repair` when the format has checksums, and a `dictionary` of its magic words.
 * 2. Add it to the list below.
 * 3. Fuzz it: `npm run fuzz -- <id> --seconds 600 --save`. `--save` writes the inputs that together reach all blocks
 *    found so far to `test/corpus/<id>/` (at most 200 KiB): commit them, `corpus.test.ts` replays them in every test run.
 * 4. What crashed, hung or ate memory lies in `test/fuzz/found/`, minimised. Fix the parser, then move the file to
 *    `test/corpus/<id>/` under a name that says what it was: it stays there, whatever `--save` thinks of it.
 */
import type { FuzzTarget } from './target.ts';
import { advisoryFeedsTarget } from './targets/advisory-feeds.ts';
import { apkTarget } from './targets/apk.ts';
import { binarySoftwareTarget } from './targets/binary-software.ts';
import { bunLockTarget } from './targets/bun-lock.ts';
import { bzip2Target } from './targets/bzip2.ts';
import { cargoLockTarget } from './targets/cargo-lock.ts';
import { celTarget } from './targets/cel.ts';
import { composerTarget } from './targets/composer.ts';
import { cyclonedxTarget } from './targets/cyclonedx.ts';
import { depsJsonTarget } from './targets/deps-json.ts';
import { dpkgTarget } from './targets/dpkg.ts';
import { elfTarget } from './targets/elf.ts';
import { gemfileLockTarget } from './targets/gemfile-lock.ts';
import { gemspecTarget } from './targets/gemspec.ts';
import { goModTarget } from './targets/go-mod.ts';
import { gradleLockfileTarget } from './targets/gradle-lockfile.ts';
import { gzipTarget } from './targets/gzip.ts';
import { javaArchiveTarget } from './targets/java-archive.ts';
import { npmLockTarget } from './targets/npm-lock.ts';
import { nugetLockTarget } from './targets/nuget-lock.ts';
import { packageJsonTarget } from './targets/package-json.ts';
import { packagesConfigTarget } from './targets/packages-config.ts';
import { pipfileLockTarget } from './targets/pipfile-lock.ts';
import { pnpmLockTarget } from './targets/pnpm-lock.ts';
import { poetryLockTarget } from './targets/poetry-lock.ts';
import { pomXmlTarget } from './targets/pom-xml.ts';
import { pythonMetadataTarget } from './targets/python-metadata.ts';
import { regexTarget } from './targets/regex.ts';
import { requirementsTarget } from './targets/requirements.ts';
import { rpmBdbTarget } from './targets/rpm-bdb.ts';
import { rpmHeaderTarget } from './targets/rpm-header.ts';
import { rpmNdbTarget } from './targets/rpm-ndb.ts';
import { rpmSqliteTarget } from './targets/rpm-sqlite.ts';
import { spdxTarget } from './targets/spdx.ts';
import { tarTarget } from './targets/tar.ts';
import { uvLockTarget } from './targets/uv-lock.ts';
import { yarnLockTarget } from './targets/yarn-lock.ts';
import { zipTarget } from './targets/zip.ts';

export const fuzzTargets: readonly FuzzTarget[] = [
  advisoryFeedsTarget,
  apkTarget,
  binarySoftwareTarget,
  bunLockTarget,
  bzip2Target,
  cargoLockTarget,
  celTarget,
  composerTarget,
  cyclonedxTarget,
  depsJsonTarget,
  dpkgTarget,
  elfTarget,
  gemfileLockTarget,
  gemspecTarget,
  goModTarget,
  gradleLockfileTarget,
  gzipTarget,
  javaArchiveTarget,
  npmLockTarget,
  nugetLockTarget,
  packageJsonTarget,
  packagesConfigTarget,
  pipfileLockTarget,
  pnpmLockTarget,
  poetryLockTarget,
  pomXmlTarget,
  pythonMetadataTarget,
  regexTarget,
  requirementsTarget,
  rpmBdbTarget,
  rpmHeaderTarget,
  rpmNdbTarget,
  rpmSqliteTarget,
  spdxTarget,
  tarTarget,
  uvLockTarget,
  yarnLockTarget,
  zipTarget,
];
