import type { Analyser, AnalysedFile } from '#image';
import type { CatalogedPackage, CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';
import { asRecord, asText, entriesOf, parseJson } from './json-value.ts';
import { namedPackage } from './named-package.ts';
import { base64Hash } from './recorded-hash.ts';
import { withUndividedGraph } from './undivided-graph.ts';

const maxEntries = 200_000;
const maxFrameworks = 64;

/** A package as all frameworks of the project tell it. */
interface Locked {
  key: string;
  package: CatalogedPackage;
  needs: Set<string>;
  direct: boolean;
}

/**
 * Reads NuGet's packages.lock.json (`packages.NAME.lock.json`): a package that several target frameworks lock at the
 * same version is one package. Entries of type Project are the project's own and not listed. Source: NuGet's
 * documentation, "Package references in project files", and its `PackagesLockFileFormat`.
 */
export const nugetPackagesLock: Analyser<CatalogFacts> = {
  id: 'nuget-packages-lock',
  version: 1,
  interest: {
    endings: ['.lock.json'],
    accept: (path) => /(?:^|\/)packages\.(?:[^/]+\.)?lock\.json$/.test(path),
  },
  maxBytes: 32 * 1024 * 1024,
  analyse: readLock,
};

function readLock(file: AnalysedFile): CatalogFacts | undefined {
  const problems = new ProblemList(file.path);
  const frameworks = asRecord(asRecord(parseJson(file.bytes, problems))?.['dependencies']);
  if (frameworks === undefined && problems.facts().problems === undefined) return undefined;
  const all = entriesOf(frameworks);
  const found = new Map<string, Locked>();
  if (all.length > maxFrameworks) problems.add(`more than ${maxFrameworks} frameworks: the rest was not read`);
  const versionsByFramework = new Map<string, ReadonlyMap<string, string>>();
  for (const [framework, entries] of all.slice(0, maxFrameworks)) {
    const versions = versionsOf(entries);
    versionsByFramework.set(framework, versions);
    // `net8.0/linux-x64` holds only what differs from `net8.0`, which stands before it.
    const base = versionsByFramework.get(framework.split('/', 1)[0] ?? '') ?? versions;
    const keyOf = (name: string): string => `${name}/${versions.get(name) ?? base.get(name) ?? ''}`;
    readFramework(entries, keyOf, found, problems);
  }
  const locked = Array.from(found.values(), ({ needs, ...item }) => ({ ...item, needs: [...needs] }));
  const roots = locked.filter(({ direct }) => direct).map(({ key }) => key);
  return { packages: withUndividedGraph(locked, roots), ...problems.facts() };
}

/** Versions by lower-case id: ids are not case-sensitive. */
function versionsOf(entries: unknown): Map<string, string> {
  return new Map(
    entriesOf(entries).map(([name, entry]) => [name.toLowerCase(), asText(asRecord(entry)?.['resolved']) ?? '']),
  );
}

function readFramework(
  entries: unknown,
  keyOf: (name: string) => string,
  found: Map<string, Locked>,
  problems: ProblemList,
): void {
  for (const [name, value] of entriesOf(entries)) {
    const entry = asRecord(value);
    const type = asText(entry?.['type'])?.toLowerCase();
    if (type === 'project') continue;
    const item = namedPackage('nuget', name, entry?.['resolved'], problems);
    if (item === undefined) continue;
    const key = keyOf(name.toLowerCase());
    const hash = base64Hash('sha512', asText(entry?.['contentHash']));
    if (found.size >= maxEntries && !found.has(key))
      return problems.add(`more than ${maxEntries} packages: the rest was not read`);
    const known = found.get(key) ?? {
      key,
      package: { ...item, ...(hash !== undefined && { hashes: [hash] }) },
      needs: new Set<string>(),
      direct: false,
    };
    if (type === 'direct') known.direct = true;
    for (const [need] of entriesOf(entry?.['dependencies'])) known.needs.add(keyOf(need.toLowerCase()));
    found.set(key, known);
  }
}
