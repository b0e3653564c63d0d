import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asRecord, parseJson } from './json-value.ts';
import { withGraph } from './locked-packages.ts';
import { LockLimits } from './npm-lock-limits.ts';
import { readNestedLock } from './npm-lock-nested.ts';
import { readFlatLock } from './npm-lock-flat.ts';
import { folderOf, moduleRole } from './npm-module-path.ts';

const newestVersion = 3;

/**
 * npm's lock files, versions 1 to 3: `package-lock.json`, `npm-shrinkwrap.json`, and the hidden one in `node_modules` that
 * tells what npm installed. One inside of a package is of no meaning there: npm does not publish the first, and
 * has the packages of the second in the lock file of the project.
 * Source: npm documentation, "package-lock.json".
 */
export const npmLock: Analyser<CatalogFacts> = {
  id: 'npm-lock',
  version: 2,
  interest: {
    names: ['package-lock.json', 'npm-shrinkwrap.json', '.package-lock.json'],
    accept: (path) =>
      path.endsWith('/.package-lock.json')
        ? /(?:^|\/)node_modules\/[^/]+$/.test(path)
        : moduleRole(folderOf(path)) === 'outside',
  },
  analyse: analyseNpmLock,
};

function analyseNpmLock({ path, bytes }: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(path);
  const lock = asRecord(parseJson(bytes, problems));
  const version = lock?.['lockfileVersion'];
  const flat = asRecord(lock?.['packages']);
  const nested = asRecord(lock?.['dependencies']);
  if (flat === undefined && nested === undefined && typeof version !== 'number') {
    const found = problems.facts();
    return found.problems === undefined ? undefined : { packages: [], ...found };
  }
  if (typeof version === 'number' && version > newestVersion)
    problems.add(`lock file version ${version} is not known, and is read as version ${newestVersion}`);
  const limits = new LockLimits(problems);
  // Version 2 has both, for npm 6: the flat one tells more.
  const { locked, roots } =
    flat === undefined ? readNestedLock(nested ?? {}, limits) : readFlatLock(flat, limits, problems);
  return { packages: withGraph(locked, roots), ...problems.facts() };
}
