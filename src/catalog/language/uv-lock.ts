import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf } from './json-value.ts';
import { PythonLock, type PythonNeed } from './python-lock.ts';
import { maxTomlBytes, parseTomlLock } from './python-toml.ts';

/** Reads the lock file of uv (format version 1): every distribution that the project may need on any platform. */
export const uvLock: Analyser<CatalogFacts> = {
  id: 'uv-lock',
  version: 1,
  maxBytes: maxTomlBytes,
  interest: { names: ['uv.lock'] },
  analyse: readUvLock,
};

function readUvLock(file: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(file.path);
  const document = parseTomlLock(file.bytes, '[[package]]', problems);
  const lock = new PythonLock(problems);
  for (const value of asList(document?.['package'])) {
    const entry = asRecord(value);
    if (entry === undefined) problems.add('package that is not a table');
    else if (isLocal(entry['source'])) addProject(lock, entry);
    else addPackage(lock, entry);
  }
  return lock.facts();
}

/** Source of this project, of the other members of its workspace, and of folders beside it: nothing that was fetched. */
function isLocal(value: unknown): boolean {
  const source = asRecord(value);
  return ['virtual', 'editable', 'directory'].some((kind) => asText(source?.[kind]) !== undefined);
}

/** What our own code names is direct. Its extras are for its users, only its dependency groups for its developers. */
function addProject(lock: PythonLock, entry: Readonly<Record<string, unknown>>): void {
  for (const need of needsOf(entry['dependencies'])) lock.addRoot(need, false);
  for (const need of needsOfGroups(entry['optional-dependencies'])) lock.addRoot(need, false);
  for (const need of needsOfGroups(entry['dev-dependencies'])) lock.addRoot(need, true);
}

/** A lock file lists only those extras of a package that something asked for, so that their needs are its own. */
function addPackage(lock: PythonLock, entry: Readonly<Record<string, unknown>>): void {
  const files = [asRecord(entry['sdist']), ...asList(entry['wheels']).map(asRecord)];
  lock.add({
    name: asText(entry['name']),
    version: asText(entry['version']),
    needs: [...needsOf(entry['dependencies']), ...needsOfGroups(entry['optional-dependencies'])],
    hashes: files.flatMap((found) => asText(found?.['hash']) ?? []),
  });
}

function needsOfGroups(value: unknown): PythonNeed[] {
  return entriesOf(value).flatMap(([, group]) => needsOf(group));
}

/** `{ name, version, … }`: the version only where the file has several of that name. */
function needsOf(value: unknown): PythonNeed[] {
  return asList(value).flatMap((item) => {
    const need = asRecord(item);
    const name = asText(need?.['name']);
    return name === undefined ? [] : [{ name, version: asText(need?.['version']) }];
  });
}
