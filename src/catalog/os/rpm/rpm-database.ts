import type { Analyser } from '#image';
import type { OwnedFile } from '#model';
import type { CatalogFacts } from '../../facts.ts';
import { attempt } from './attempt.ts';
import { isBerkeley, readBerkeleyHeaders } from './berkeley.ts';
import { type HeaderRecord, maxRecords, type ReportProblem } from './header-record.ts';
import { RpmHeader } from './header.ts';
import { isNdb, readNdbHeaders } from './ndb.ts';
import { type OwnershipBudget, readOwnedFiles } from './owned-files.ts';
import { ProblemList } from './problem-list.ts';
import { readPackage } from './read-package.ts';
import { RpmFormatError } from './rpm-format-error.ts';
import { catalogRpms, type InstalledRpm } from './rpm-package.ts';
import { isSqlite } from './sqlite-table.ts';
import { readSqliteHeaders } from './sqlite.ts';

/** A file of so many problems is rubbish, or made to cost time. */
const maxProblems = 10_000;

/** More than the densest database seen would hold within the size cap, and too little to fill the memory with. */
const ownershipBudget: OwnershipBudget = { files: 300_000, pathCharacters: 32 * 1024 * 1024 };

/** What one record of the database tells. */
interface InstalledRecord {
  /** rpm's number of the package. */
  number: number;
  rpm: InstalledRpm;
  files: OwnedFile[];
}

/** The formats by what the file begins with: names say nothing, as distributions changed formats in place. */
const formats: readonly { is: (bytes: Buffer) => boolean; read: typeof readSqliteHeaders }[] = [
  { is: isSqlite, read: readSqliteHeaders },
  { is: isNdb, read: readNdbHeaders },
  { is: isBerkeley, read: readBerkeleyHeaders },
];

/**
 * rpm's package database in its three formats. The default cap of 64 MiB suffices: the largest of an image seen, with
 * 400 packages and development tools, has 32 MiB, and what is larger is reported by the walk.
 */
export const rpmDatabase: Analyser<CatalogFacts> = {
  id: 'rpm-database',
  decisive: true,
  version: 1,
  interest: {
    // The folder of rpm itself, of its move off /var, and of rpm-ostree.
    paths: ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'].flatMap((folder) =>
      ['Packages', 'Packages.db', 'rpmdb.sqlite'].map((name) => `${folder}/${name}`),
    ),
  },
  analyse: ({ path, bytes }) => analyseDatabase(`/${path}`, bytes),
};

function analyseDatabase(path: string, bytes: Buffer): CatalogFacts {
  const problems = new ProblemList(path);
  const records: InstalledRecord[] = [];
  let unreadable: string | undefined;
  try {
    readRecords(bytes, records, (place, what) => {
      problems.report(place, what);
      if (problems.count > maxProblems) throw new RpmFormatError(`more than ${maxProblems} problems`);
    });
  } catch (error) {
    if (!(error instanceof RpmFormatError)) throw error;
    unreadable = `the rpm database cannot be read: ${error.message}`;
  }
  if (records.length === 0 && unreadable === undefined && problems.count > 0) {
    unreadable = 'the rpm database cannot be read: not one package could be';
  }
  records.sort((a, b) => a.number - b.number);
  const owned = records
    .filter(({ files }) => files.length > 0)
    .map(({ rpm, files }) => ({ package: rpm.name, ...(rpm.arch === undefined ? {} : { arch: rpm.arch }), files }));
  const listed = problems.list(unreadable);
  return {
    packages: catalogRpms(records.map(({ rpm }) => rpm)),
    ...(owned.length === 0 ? {} : { owned }),
    ...(listed.length === 0 ? {} : { problems: listed }),
  };
}

/** Adds what can be read to `records`, so that it stays when the rest of the file cannot be. */
function readRecords(bytes: Buffer, records: InstalledRecord[], report: ReportProblem): void {
  const format = formats.find(({ is }) => is(bytes));
  if (format === undefined) throw new RpmFormatError('neither SQLite nor ndb nor a Berkeley DB hash');
  const budget = { ...ownershipBudget };
  let count = 0;
  for (const record of format.read(bytes, report)) {
    if (++count > maxRecords) throw new RpmFormatError(`more than ${maxRecords} packages`);
    const installed = attempt(record.place, report, () => readRecord(record, budget, report));
    if (installed !== undefined) records.push(installed);
  }
}

function readRecord(
  { number, place, blob }: HeaderRecord,
  budget: OwnershipBudget,
  report: ReportProblem,
): InstalledRecord | undefined {
  const header = new RpmHeader(blob);
  const rpm = readPackage(header, place, report);
  if (rpm === undefined) return undefined;
  return { number, rpm, files: readOwnedFiles(header, budget, `${place} (${rpm.name})`, report) };
}
