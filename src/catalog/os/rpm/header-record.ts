/** Records that one database may have, ten times what the largest installations do: each costs memory and time. */
export const maxRecords = 100_000;

/** One record of a package database, as every format hands it out. */
export interface HeaderRecord {
  /** rpm's own number of the package, the order in which packages were installed. */
  number: number;
  /** Where in the file, such as `page 12, record 7`. */
  place: string;
  /** The header blob, see `RpmHeader`. Valid until the next record is asked for. */
  blob: Buffer;
}

/** Takes what could not be read: the place in the file, and what was wrong there. */
export type ReportProblem = (place: string, what: string) => void;
