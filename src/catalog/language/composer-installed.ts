import type { Analyser, AnalysedFile } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { readComposerPackages } from './composer-packages.ts';
import { asList, asRecord, asText, parseJson } from './json-value.ts';
import { withGraph } from './locked-packages.ts';

/**
 * Reads what Composer has installed: `vendor/composer/installed.json`, which is a list of packages in Composer 1 and
 * an object with the names of the packages for development in Composer 2. Source: Composer's `FilesystemRepository`.
 */
export const composerInstalled: Analyser<CatalogFacts> = {
  id: 'composer-installed',
  version: 1,
  // The folder of packages need not be called vendor, but the one of Composer inside of it is fixed.
  interest: { names: ['installed.json'], accept: (path) => /(?:^|\/)composer\/installed\.json$/.test(path) },
  maxBytes: 32 * 1024 * 1024,
  analyse: readInstalled,
};

function readInstalled(file: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(file.path);
  const value = parseJson(file.bytes, problems);
  const second = asRecord(value)?.['packages'];
  const isInstalled = Array.isArray(value) || Array.isArray(second);
  if (!isInstalled && problems.facts().problems === undefined) return undefined;
  const names = asRecord(value)?.['dev-package-names'];
  const development = Array.isArray(names)
    ? new Set(asList(names).flatMap((name) => asText(name)?.toLowerCase() ?? []))
    : undefined;
  const entries = asList(Array.isArray(value) ? value : second).map((entry) => {
    const name = asText(asRecord(entry)?.['name'])?.toLowerCase();
    return { value: entry, dev: name === undefined ? undefined : development?.has(name) };
  });
  const read = readComposerPackages(entries, problems);
  const packages = withGraph(read, []);
  return { packages: packages.map((item) => ({ ...item, scope: 'installed' as const })), ...problems.facts() };
}
