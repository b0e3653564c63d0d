import type { Rule } from './rule.ts';
import { advisoryNotInTrivyDatabase } from './rules/advisory-not-in-trivy-database.ts';
import { composerDevelopmentPackage } from './rules/composer-development-package.ts';
import { databaseOfAnotherRoot } from './rules/database-of-another-root.ts';
import { depsJsonProject } from './rules/deps-json-project.ts';
import { dotnetRuntimePack } from './rules/dotnet-runtime-pack.ts';
import { findingOfPackageListedByOne } from './rules/finding-of-package-listed-by-one.ts';
import { goMainModuleAndStandardLibrary } from './rules/go-main-module-and-standard-library.ts';
import { goProgramWithoutModule } from './rules/go-program-without-module.ts';
import { goPseudoVersion } from './rules/go-pseudo-version.ts';
import { goToolchainFile } from './rules/go-toolchain-file.ts';
import { jarGroupOfSyft } from './rules/jar-group-of-syft.ts';
import { jarWithoutPom } from './rules/jar-without-pom.ts';
import { jarWithoutVersion } from './rules/jar-without-version.ts';
import { jarOfAnotherEnding } from './rules/jar-of-another-ending.ts';
import { javaRuntimeVersion } from './rules/java-runtime-version.ts';
import { lockedNotInstalled } from './rules/locked-not-installed.ts';
import { macosProgram } from './rules/macos-program.ts';
import { moduleOfGoSum } from './rules/module-of-go-sum.ts';
import { ownedBySystemPackage } from './rules/owned-by-system-package.ts';
import { packageJsonInsidePackage } from './rules/package-json-inside-package.ts';
import { packageJsonWithOddPeople } from './rules/package-json-with-odd-people.ts';
import { packageJsonWithoutVersion } from './rules/package-json-without-version.ts';
import { privateApplication } from './rules/private-application.ts';
import { pythonMetadataWithoutVersion } from './rules/python-metadata-without-version.ts';
import { pythonOwnMetadata } from './rules/python-own-metadata.ts';
import { rpmPublicKey } from './rules/rpm-public-key.ts';
import { softwareByItsBytes } from './rules/software-by-its-bytes.ts';
import { testDataOfGoModule } from './rules/test-data-of-go-module.ts';
import { windowsProgram } from './rules/windows-program.ts';

/** Every reason that two tools may differ for; the first that holds counts. A miss or a false finding of ours is none. */
export const rules: readonly Rule[] = [
  ownedBySystemPackage,
  lockedNotInstalled,
  composerDevelopmentPackage,
  jarWithoutPom,
  jarGroupOfSyft,
  jarWithoutVersion,
  jarOfAnotherEnding,
  goMainModuleAndStandardLibrary,
  goProgramWithoutModule,
  moduleOfGoSum,
  goToolchainFile,
  privateApplication,
  packageJsonWithoutVersion,
  packageJsonInsidePackage,
  packageJsonWithOddPeople,
  javaRuntimeVersion,
  softwareByItsBytes,
  windowsProgram,
  rpmPublicKey,
  depsJsonProject,
  dotnetRuntimePack,
  pythonMetadataWithoutVersion,
  pythonOwnMetadata,
  macosProgram,
  databaseOfAnotherRoot,
  testDataOfGoModule,
  findingOfPackageListedByOne,
  advisoryNotInTrivyDatabase,
  goPseudoVersion,
];
