import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText, entriesOf } from './json-value.ts';
import { PythonLock, type PythonNeed } from './python-lock.ts';
import { maxTomlBytes, parseTomlLock } from './python-toml.ts';

/**
 * Reads `pylock.toml` and `pylock.NAME.toml`, the lock files that all installers understand. They tell nothing of what
 * the project names itself. Source: PyPA "pylock.toml specification" 1.0 (PEP 751).
 */
export const pylockToml: Analyser<CatalogFacts> = {
  id: 'pylock-toml',
  version: 1,
  maxBytes: maxTomlBytes,
  interest: { endings: ['.toml'], accept: (path) => /(?:^|\/)pylock(?:\.[^/.]+)?\.toml$/.test(path) },
  analyse: readPylock,
};

function readPylock(file: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(file.path);
  const document = parseTomlLock(file.bytes, '[[packages]]', problems);
  const lock = new PythonLock(problems);
  for (const value of asList(document?.['packages'])) {
    const entry = asRecord(value);
    // A folder beside the file is source of the project; a package without a version is known by nothing but its source.
    if (entry !== undefined && (asRecord(entry['directory']) ?? versionless(entry)) !== undefined) continue;
    lock.add({
      name: asText(entry?.['name']),
      version: asText(entry?.['version']),
      needs: asList(entry?.['dependencies']).flatMap(needOf),
      hashes: hashesOf(entry),
    });
  }
  return lock.facts();
}

/** The version may only be absent where the package comes from a repository or an archive. */
function versionless(entry: Readonly<Record<string, unknown>>): unknown {
  return entry['version'] === undefined ? (asRecord(entry['vcs']) ?? asRecord(entry['archive'])) : undefined;
}

function needOf(value: unknown): PythonNeed[] {
  const need = asRecord(value);
  const name = asText(need?.['name']);
  return name === undefined ? [] : [{ name, version: asText(need?.['version']) }];
}

function hashesOf(entry: Readonly<Record<string, unknown>> | undefined): string[] {
  const files = [asRecord(entry?.['sdist']), asRecord(entry?.['archive']), ...asList(entry?.['wheels']).map(asRecord)];
  return files.flatMap((file) =>
    entriesOf(file?.['hashes']).flatMap(([name, hash]) => `${name.toLowerCase()}:${asText(hash) ?? ''}`),
  );
}
