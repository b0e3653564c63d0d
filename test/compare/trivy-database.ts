import { readBoltFile, type BoltBucket } from './bolt-file.ts';

/** What Trivy's own database holds, read from its file: whether an advisory was there to be found. */
export interface TrivyDatabase {
  /** Names of the sources, such as `debian 12` and `npm::GitHub Security Advisory Npm`. */
  sources: readonly string[];
  /** Advisories of a package by vulnerability id, each as the database writes it; empty where it has none. */
  advisories(source: string, name: string): ReadonlyMap<string, string>;
}

/** The ecosystem part of the names of Trivy's buckets, by the type of purl. */
const trivyEcosystems = new Map([
  ['npm', 'npm'],
  ['pypi', 'pip'],
  ['maven', 'maven'],
  ['gem', 'rubygems'],
  ['golang', 'go'],
  ['cargo', 'cargo'],
  ['composer', 'composer'],
  ['nuget', 'nuget'],
]);

/** The sources that hold a type of language packages. */
export function sourcesOfType(database: TrivyDatabase, type: string): string[] {
  const prefix = `${trivyEcosystems.get(type) ?? type}::`;
  return database.sources.filter((source) => source.startsWith(prefix));
}

/** @throws Error when it is no bbolt file */
export function openTrivyDatabase(path: string): TrivyDatabase {
  const root = readBoltFile(path);
  const opened = new Map<string, BoltBucket | undefined>();
  const open = (source: string): BoltBucket | undefined => {
    if (!opened.has(source)) opened.set(source, root.buckets.get(source)?.());
    return opened.get(source);
  };
  return {
    sources: [...root.buckets.keys()],
    advisories: (source, name) => open(source)?.buckets.get(name)?.().values ?? new Map<string, string>(),
  };
}
