/** One feed file that was taken into the database; a zip or a folder of single records counts as one. */
export interface ImportedFile {
  path: string;
  /** Id of the feed, such as `debian-tracker`. */
  feed: string;
  files: number;
  records: number;
  /** Rows about packages that came of them. */
  rows: number;
  /** What was left out: the first few, one line each, and how many. */
  problems: string[];
  problemCount: number;
}

/** What an import did. Nothing changed unless `imported` has an entry. */
export interface ImportReport {
  imported: ImportedFile[];
  skipped: { path: string; reason: string }[];
  /** Shards that were written anew, and those that have no data any more. */
  shards: string[];
  removed: string[];
}

/** How far an import is, for a progress line. */
export type ImportProgress =
  | { step: 'waiting' }
  | { step: 'reading'; path: string; rows: number }
  | { step: 'writing'; done: number; total: number };

export interface ImportOptions {
  /** The time of the import; passed in so that tests decide it. */
  now: Date;
  progress?: (progress: ImportProgress) => void;
  /** How long to wait for another import to end (default one minute), in milliseconds. */
  lockWaitMs?: number;
}

/** Paths that are imported together, such as the files of one release. */
export interface ImportUnit {
  paths: readonly string[];
  /** Take all of the paths or none: half of a release would pass for all of it. */
  whole?: boolean;
  /** Shards that rows are taken for; absent: any. */
  keeps?: (shard: string) => boolean;
}

/** Imports files, see `import-paths.ts`, which is loaded when it is needed: a scan does without feeds and their libraries. */
export async function importPaths(
  dataDirectory: string,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  const room = await import('./import-paths.ts');
  return room.importPaths(dataDirectory, paths, options);
}
