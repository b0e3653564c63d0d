import { languagePurl } from '#model';
import type { CatalogedPackage } from '../facts.ts';
import type { ProblemList } from '../problem-list.ts';

/** What a file says of one distribution: the parts of the package that differ from file to file. */
export type DistributionFacts = Partial<Pick<CatalogedPackage, 'licences' | 'hashes' | 'dev'>>;

/** The name by which distributions are the same: PEP 503, "Normalized Names". */
export function normalisedPythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * One Python distribution; undefined, with a problem, when its name or version cannot be one.
 * @param line where it stands in its file, counted from 1
 */
export function pythonPackage(
  name: string | undefined,
  version: string | undefined,
  facts: DistributionFacts,
  problems: ProblemList,
  line?: number,
): CatalogedPackage | undefined {
  if (name === undefined || !isPythonName(name)) {
    problems.add(name === undefined ? 'package without a name' : 'not a package name', line, name);
    return undefined;
  }
  if (version === undefined || !isPythonVersion(version)) {
    problems.add(`${name} has ${version === undefined ? 'no version' : 'a malformed version'}`, line, version);
    return undefined;
  }
  return { name, version, purl: languagePurl('pypi', name, version), type: 'pypi', licences: [], ...facts };
}

/** PEP 508 names; distributions of old tools also begin or end with other characters of the set. */
export function isPythonName(text: string): boolean {
  return /^[A-Za-z0-9._-]{1,255}$/.test(text) && /[A-Za-z0-9]/.test(text);
}

/** Characters of PEP 440, and of the versions that old tools and distributions write (`1.0~rc1`, `0.1_dev`). */
export function isPythonVersion(text: string): boolean {
  return /^[A-Za-z0-9.+!_~-]{1,255}$/.test(text) && /[A-Za-z0-9]/.test(text);
}
