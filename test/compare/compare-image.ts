import { join } from 'node:path';
import { compareFindings, comparePackages, findingsTwice, type Comparison } from './difference.ts';
import { explain, type Explanation } from './explain.ts';
import type { DistributionName, Evidence } from './evidence.ts';
import { ImageFiles } from './image-files.ts';
import { openJarIndex } from './jar-index.ts';
import type { ListedFinding, Listing } from './listing.ts';
import { RawAdvisories } from './raw-advisories.ts';
import { readRpmDatabase } from './rpm-database.ts';
import { rules } from './rules.ts';
import { SystemPackages } from './system-packages.ts';
import { scanWithSeawall, scanWithSyft, scanWithTrivy, type Tools } from './tool-runs.ts';
import { openTrivyDatabase, type TrivyDatabase } from './trivy-database.ts';

/** One image, three tools, and every difference between us and the two others. */
export interface ImageComparison extends Explanation {
  image: string;
  ours: Listing;
  trivy: Listing;
  syft: Listing;
  packagesWithTrivy: Comparison;
  packagesWithSyft: Comparison;
  findingsWithTrivy: Comparison;
  /** Findings of ours that say again what another one says. */
  twice: ListedFinding[];
}

/** What is looked up for every image alike. */
export interface Knowledge {
  advisories: RawAdvisories;
  trivyDatabase: TrivyDatabase;
  jarIndexHas: (sha1: string) => boolean;
}

export function openKnowledge(tools: Tools): Knowledge {
  return {
    advisories: new RawAdvisories(tools.advisories),
    trivyDatabase: openTrivyDatabase(join(tools.trivyCache, 'db', 'trivy.db')),
    jarIndexHas: openJarIndex(join(tools.trivyCache, 'java-db', 'trivy-java.db')).has,
  };
}

/** @param image path of a docker archive */
export async function compareImage(
  tools: Tools,
  knowledge: Knowledge,
  name: string,
  image: string,
): Promise<ImageComparison> {
  const ours = scanWithSeawall(tools, name, image);
  const trivy = scanWithTrivy(tools, name, image);
  const syft = scanWithSyft(tools, name, image);
  const packagesWithTrivy = comparePackages(ours, trivy);
  const packagesWithSyft = comparePackages(ours, syft);
  const namesOf = (ids: readonly string[]) => knowledge.advisories.namesOf(ids);
  const findingsWithTrivy = compareFindings(ours, trivy, namesOf);
  const twice = findingsTwice(ours, namesOf);
  const comparisons = [packagesWithTrivy, packagesWithSyft, findingsWithTrivy];
  const differences = comparisons.flatMap((comparison) => comparison.differences);
  const files = await ImageFiles.open(image);
  try {
    const explanation = explain(differences, rules, evidenceOf(files, knowledge, ours));
    const compared = { packagesWithTrivy, packagesWithSyft, findingsWithTrivy, twice };
    return { image: name, ours, trivy, syft, ...compared, ...explanation };
  } finally {
    files.close();
  }
}

function evidenceOf(files: ImageFiles, knowledge: Knowledge, ours: Listing): Omit<Evidence, 'packageRule'> {
  const dpkg = new SystemPackages(files);
  const rpm = readRpmDatabase(files);
  return {
    ...knowledge,
    files,
    ownerOf: (path) => dpkg.ownerOf(path) ?? rpm.owners.get(path),
    rpmKeys: rpm.keys,
    distribution: readDistribution(files.text('/etc/os-release') ?? ''),
    ours,
  };
}

function readDistribution(text: string): DistributionName {
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { id: value('ID'), versionId: value('VERSION_ID'), codename: value('VERSION_CODENAME') };
}
