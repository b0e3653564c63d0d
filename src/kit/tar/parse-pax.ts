import { decodeName } from './decode-name.ts';

/** The records of a PAX extended header that change how an entry is read; absent or empty ones are undefined. */
export interface PaxRecords {
  path?: string | undefined;
  linkPath?: string | undefined;
  size?: number | undefined;
  uid?: number | undefined;
  gid?: number | undefined;
  mtime?: number | undefined;
  sparse?: SparseRecords;
}

/** The `GNU.sparse.*` records that tell a sparse file of the PAX formats 0.0, 0.1 and 1.0. */
export interface SparseRecords {
  major?: string | undefined;
  minor?: string | undefined;
  name?: string | undefined;
  /** A map or one of its pieces is in the records (formats 0.0 and 0.1). */
  map?: boolean;
}

const space = 0x20;
const newline = 0x0a;
const equals = 0x3d;

/**
 * The records of a PAX extended header: `length SPACE keyword=value NEWLINE`, length in bytes and of the whole record
 * (POSIX.1-2024, pax, "pax Extended Header"). A later record wins over an earlier one. Returns what is wrong as text.
 */
export function parsePax(body: Buffer): PaxRecords | string {
  const records: PaxRecords = {};
  for (let at = 0; at < body.length;) {
    const length = recordLength(body, at);
    const keywordStart = body.indexOf(space, at) + 1;
    const end = at + length - 1;
    if (Number.isNaN(length) || end >= body.length || keywordStart >= end || body[end] !== newline) {
      return 'malformed record';
    }
    const split = body.indexOf(equals, keywordStart);
    if (split === keywordStart || split === -1 || split >= end) return 'record without a keyword';
    const problem = applyRecord(records, body.toString('latin1', keywordStart, split), body.subarray(split + 1, end));
    if (problem !== undefined) return problem;
    at = end + 1;
  }
  return records;
}

/** The decimal length that starts a record; NaN when there is none, or more digits than any length can have. */
function recordLength(body: Buffer, start: number): number {
  let value = 0;
  for (let at = start; at < body.length && at < start + 10; at += 1) {
    const digit = (body[at] as number) - 0x30;
    if (body[at] === space && at > start) return value;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return Number.NaN;
}

function applyRecord(records: PaxRecords, keyword: string, value: Buffer): string | undefined {
  switch (keyword) {
    case 'path':
      return applyName(value, (name) => (records.path = name));
    case 'linkpath':
      return applyName(value, (name) => (records.linkPath = name));
    case 'size':
      return applyNumber(value, /^\d{1,16}$/, (size) => (records.size = size));
    case 'uid':
      return applyNumber(value, /^-?\d{1,19}$/, (uid) => (records.uid = uid));
    case 'gid':
      return applyNumber(value, /^-?\d{1,19}$/, (gid) => (records.gid = gid));
    case 'mtime':
      return applyNumber(value, /^-?\d{1,19}(\.\d*)?$/, (mtime) => (records.mtime = mtime));
    default:
      return keyword.startsWith('GNU.sparse.') ? applySparse(records, keyword.slice(11), value) : undefined;
  }
}

function applyName(value: Buffer, set: (name: string | undefined) => void): string | undefined {
  if (value.includes(0)) return 'name with a NUL';
  // An empty value takes an earlier record back (POSIX), so that the header's own field counts.
  set(value.length === 0 ? undefined : decodeName(value));
  return undefined;
}

function applyNumber(value: Buffer, form: RegExp, set: (n: number | undefined) => void): string | undefined {
  const text = value.toString('latin1');
  if (text !== '' && !form.test(text)) return 'number that is none';
  set(text === '' ? undefined : Number(text));
  return undefined;
}

function applySparse(records: PaxRecords, keyword: string, value: Buffer): string | undefined {
  const sparse = (records.sparse ??= {});
  switch (keyword) {
    case 'major':
      sparse.major = value.toString('latin1');
      return undefined;
    case 'minor':
      sparse.minor = value.toString('latin1');
      return undefined;
    case 'name':
      return applyName(value, (name) => (sparse.name = name));
    case 'map':
    case 'offset':
    case 'numbytes':
      sparse.map = value.length > 0;
      return undefined;
    default:
      return undefined;
  }
}
