import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf, parseJson } from './json-value.ts';
import { PythonLock } from './python-lock.ts';
import { pinnedVersion } from './python-requirement.ts';

/** Reads the lock file of Pipenv: `default`, `develop` and categories of the user's own. It has no edges and no roots. */
export const pipfileLock: Analyser<CatalogFacts> = {
  id: 'pipfile-lock',
  version: 1,
  interest: { names: ['Pipfile.lock'] },
  analyse: readPipfileLock,
};

function readPipfileLock(file: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(file.path);
  const document = asRecord(parseJson(file.bytes, problems));
  if (document === undefined) problems.add('not a lock file of Pipenv: no object');
  const lock = new PythonLock(problems);
  for (const [category, packages] of entriesOf(document)) {
    if (category === '_meta') continue;
    for (const [name, value] of entriesOf(packages)) {
      const entry = asRecord(value);
      // From a repository, an archive or a folder: the file tells no version.
      if (entry !== undefined && entry['version'] === undefined) continue;
      const version = asText(entry?.['version']);
      lock.add({
        name,
        version: version === undefined ? undefined : (pinnedVersion(version) ?? version),
        hashes: asList(entry?.['hashes']).flatMap((hash) => asText(hash) ?? []),
        dev: category === 'develop' ? true : category === 'default' ? false : undefined,
      });
    }
  }
  return lock.facts();
}
