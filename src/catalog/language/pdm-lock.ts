import type { AnalysedFile, Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asList, asRecord, asText } from './json-value.ts';
import { PythonLock } from './python-lock.ts';
import { requirementName } from './python-requirement.ts';
import { maxTomlBytes, parseTomlLock } from './python-toml.ts';

/**
 * Reads the lock file of PDM (formats 3 to 4.5). It says which groups need a package, not which packages the project names
 * itself, nor which groups are for development.
 */
export const pdmLock: Analyser<CatalogFacts> = {
  id: 'pdm-lock',
  version: 1,
  maxBytes: maxTomlBytes,
  interest: { names: ['pdm.lock'] },
  analyse: readPdmLock,
};

/** Groups that by their name are for development; any other may be an extra of the project. */
const developmentGroup = /^(?:dev|develop|development|docs?|lint|linting|tests?|testing|typing)$/;

function readPdmLock(file: AnalysedFile): CatalogFacts {
  const problems = new ProblemList(file.path);
  const document = parseTomlLock(file.bytes, '[[package]]', problems);
  const lock = new PythonLock(problems);
  for (const value of asList(document?.['package'])) {
    const entry = asRecord(value);
    if (entry !== undefined && isLocal(entry)) continue;
    lock.add({
      name: asText(entry?.['name']),
      version: asText(entry?.['version']),
      needs: asList(entry?.['dependencies']).flatMap((text) => {
        const name = requirementName(asText(text) ?? '');
        return name === undefined ? [] : [{ name }];
      }),
      hashes: asList(entry?.['files']).flatMap((found) => asText(asRecord(found)?.['hash']) ?? []),
      dev: isDev(asList(entry?.['groups'])),
    });
  }
  return lock.facts();
}

/** A folder beside the file is source of the project; a path to a wheel or archive is a package. */
function isLocal(entry: Readonly<Record<string, unknown>>): boolean {
  const path = asText(entry['path']);
  return entry['editable'] === true || (path !== undefined && !/\.(?:whl|zip|tar\.[a-z0-9]+)$/i.test(path));
}

function isDev(groups: readonly unknown[]): boolean | undefined {
  if (groups.includes('default')) return false;
  return groups.length > 0 && groups.every((group) => developmentGroup.test(asText(group) ?? '')) ? true : undefined;
}
