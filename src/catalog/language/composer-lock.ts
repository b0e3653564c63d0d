import type { Analyser, AnalysedFile } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { readComposerPackages } from './composer-packages.ts';
import { asList, asRecord, parseJson } from './json-value.ts';
import { withGraph } from './locked-packages.ts';

/**
 * Reads composer.lock. What the project itself asks for stands in composer.json only, so that `direct` and `path` stay
 * unknown; what only development needs has a list of its own. Source: Composer's `Locker`.
 */
export const composerLock: Analyser<CatalogFacts> = {
  id: 'composer-lock',
  version: 1,
  // Packages below vendor/ may come with the lock files of their authors, which count for nothing where they are used.
  interest: { names: ['composer.lock'], accept: (path) => !/(?:^|\/)vendor\/[^/]+\/[^/]+\//.test(path) },
  maxBytes: 32 * 1024 * 1024,
  analyse: readLock,
};

function readLock(file: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(file.path);
  const lock = asRecord(parseJson(file.bytes, problems));
  const production = asList(lock?.['packages']);
  const development = asList(lock?.['packages-dev']);
  const isLock = Array.isArray(lock?.['packages']) || Array.isArray(lock?.['packages-dev']);
  if (!isLock && problems.facts().problems === undefined) return undefined;
  const packages = readComposerPackages(
    [...production.map((value) => ({ value, dev: false })), ...development.map((value) => ({ value, dev: true }))],
    problems,
  );
  return { packages: withGraph(packages, []), ...problems.facts() };
}
