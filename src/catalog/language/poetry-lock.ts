import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf } from './json-value.ts';
import { PythonLock } from './python-lock.ts';
import { normalisedPythonName } from './python-name.ts';
import { maxTomlBytes, parseTomlLock } from './python-toml.ts';

/**
 * Reads the lock file of Poetry (formats 1.0 to 2.1). What the project names itself stands in `pyproject.toml` only, so
 * nothing is said about direct dependencies; which are for development, only some versions tell.
 */
export const poetryLock: Analyser<CatalogFacts> = {
  id: 'poetry-lock',
  version: 1,
  maxBytes: maxTomlBytes,
  interest: { names: ['poetry.lock'] },
  analyse: readPoetryLock,
};

function readPoetryLock(file: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(file.path);
  const document = parseTomlLock(file.bytes, '[[package]]', problems);
  const oldHashes = hashesByName(document);
  const lock = new PythonLock(problems);
  for (const value of asList(document?.['package'])) {
    const entry = asRecord(value);
    // A folder beside the file is source of the project.
    if (asRecord(entry?.['source'])?.['type'] === 'directory') continue;
    const name = asText(entry?.['name']);
    lock.add({
      name,
      version: asText(entry?.['version']),
      needs: entriesOf(entry?.['dependencies']).map(([need]) => ({ name: need })),
      hashes: [...hashesOf(entry?.['files']), ...(oldHashes.get(normalisedPythonName(name ?? '')) ?? [])],
      dev: isDev(entry),
    });
  }
  return lock.facts();
}

/** Before format 2.0 the files stood at the end, by name: `[metadata.files]`. */
function hashesByName(document: Readonly<Record<string, unknown>> | undefined): Map<string, string[]> {
  const files = asRecord(document?.['metadata'])?.['files'];
  return new Map(entriesOf(files).map(([name, list]) => [normalisedPythonName(name), hashesOf(list)]));
}

function hashesOf(value: unknown): string[] {
  return asList(value).flatMap((file) => asText(asRecord(file)?.['hash']) ?? []);
}

/** `groups` (format 2.1) or `category` (before 2.0): what the main group does not need is for development. */
function isDev(entry: Readonly<Record<string, unknown>> | undefined): boolean | undefined {
  const groups = asList(entry?.['groups']);
  if (groups.length > 0) return !groups.includes('main');
  const category = asText(entry?.['category']);
  return category === undefined ? undefined : category !== 'main';
}
