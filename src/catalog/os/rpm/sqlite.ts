import { attempt } from './attempt.ts';
import type { HeaderRecord, ReportProblem } from './header-record.ts';
import { RpmFormatError } from './rpm-format-error.ts';
import { readVarint, SqliteFile } from './sqlite-table.ts';

/** Tables and indexes that a schema may have; rpm's has some forty. */
const maxSchemaRows = 10_000;

/** A column of a record: its serial type and where its bytes lie. */
interface Column {
  type: number;
  start: number;
  end: number;
}

/**
 * Headers in rpm's SQLite database: the rows of `Packages (hnum INTEGER PRIMARY KEY, blob BLOB)`.
 * Throws `RpmFormatError` when the file header, the schema or that table cannot be found.
 */
export function* readSqliteHeaders(bytes: Buffer, report: ReportProblem): Generator<HeaderRecord> {
  const file = new SqliteFile(bytes, report);
  const root = findPackagesTable(file, report);
  for (const { rowid, place, record } of file.rows(root, report)) {
    // hnum is an alias of the row number, so its own column is NULL.
    const blob = attempt(place, report, () => readBlob(record, 1));
    if (blob !== undefined) yield { number: rowid, place, blob };
  }
}

/** Root page of the table `Packages`, from the schema table (columns type, name, tbl_name, rootpage, sql) on page 1. */
function findPackagesTable(file: SqliteFile, report: ReportProblem): number {
  let rows = 0;
  for (const { place, record } of file.rows(1, report)) {
    if (++rows > maxSchemaRows) break;
    const root = attempt(place, report, () => {
      const isPackages = readText(record, 0) === 'table' && readText(record, 1)?.toLowerCase() === 'packages';
      return isPackages ? readInteger(record, 3) : undefined;
    });
    if (root !== undefined) return root;
  }
  throw new RpmFormatError('no table Packages');
}

function readText(record: Buffer, index: number): string | undefined {
  const { type, start, end } = readColumn(record, index);
  return type >= 13 && type % 2 === 1 ? record.toString('utf8', start, end) : undefined;
}

function readInteger(record: Buffer, index: number): number {
  const { type, start, end } = readColumn(record, index);
  if (type < 1 || type > 6) throw new RpmFormatError(`column ${index} is not a number`);
  // Six bytes are as much as a JavaScript number holds; no page number is longer.
  if (end - start > 6) throw new RpmFormatError(`column ${index} is too large a number`);
  return record.readUIntBE(start, end - start);
}

function readBlob(record: Buffer, index: number): Buffer {
  const { type, start, end } = readColumn(record, index);
  if (type < 12 || type % 2 === 1) throw new RpmFormatError(`column ${index} is not a blob`);
  return record.subarray(start, end);
}

/** Finds a column by the serial types at the head of its record (sqlite.org/fileformat2.html, section 2.1). */
function readColumn(record: Buffer, index: number): Column {
  const [headBytes, firstType] = readVarint(record, 0, record.length);
  if (headBytes > record.length) throw new RpmFormatError('record head reaches beyond the record');
  let start = headBytes;
  let at = firstType;
  for (let column = 0; at < headBytes; column++) {
    const [type, next] = readVarint(record, at, headBytes);
    const end = start + contentBytes(type);
    if (end > record.length) throw new RpmFormatError(`column ${column} reaches beyond the record`);
    if (column === index) return { type, start, end };
    start = end;
    at = next;
  }
  throw new RpmFormatError(`no column ${index}`);
}

/** Bytes of a value by its serial type. */
function contentBytes(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  if (type >= 10) throw new RpmFormatError(`serial type ${type} is reserved`);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}
