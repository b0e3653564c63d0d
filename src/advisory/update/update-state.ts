import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a server needs to tell whether a file has changed. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

/** A file that was fetched and imported. */
export interface FetchedFile extends Validators {
  /** Time of its import as the database has it: when it is not there any more, the file is fetched again. */
  imported: string;
}

/** What one update leaves for the next. A cache only: without it everything is fetched again. */
export interface UpdateState {
  /** Bytes a second of the last update, import included. */
  rate?: number;
  /** By address, without user name and password. */
  files: Map<string, FetchedFile>;
}

const fileName = 'updates.json';

/** The state in a database folder; empty when there is none, or none that can be read. */
export function readUpdateState(folder: string): UpdateState {
  try {
    const raw = JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as { rate?: unknown; files?: unknown };
    const files = (Array.isArray(raw.files) ? raw.files : []).filter(isEntry);
    const rate = typeof raw.rate === 'number' && raw.rate > 0 ? { rate: raw.rate } : {};
    return { ...rate, files: new Map(files) };
  } catch {
    return { files: new Map() };
  }
}

function isEntry(entry: unknown): entry is [string, FetchedFile] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false;
  const { imported, etag, lastModified } = (entry[1] ?? {}) as Record<string, unknown>;
  return typeof imported === 'string' && [etag, lastModified].every((text) => text === undefined || isHeader(text));
}

/** Replaces the state in one step. */
export function writeUpdateState(folder: string, { rate, files }: UpdateState): void {
  const temporary = join(folder, `${fileName}.new`);
  writeFileSync(temporary, JSON.stringify({ rate, files: [...files] }), { mode: 0o600 });
  renameSync(temporary, join(folder, fileName));
}

/** The validators in the headers of a response, where they can be sent back as they are. */
export function validatorsOf(headers: ReadonlyMap<string, string>): Validators {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  return { ...(isHeader(etag) && { etag }), ...(isHeader(lastModified) && { lastModified }) };
}

/** The headers that ask for a file only if it has changed (RFC 9110, section 13.1). */
export function conditionOf({ etag, lastModified }: Validators): Record<string, string> {
  if (etag !== undefined) return { 'If-None-Match': etag };
  return lastModified === undefined ? {} : { 'If-Modified-Since': lastModified };
}

/** What `If-Range` takes: a strong entity tag, else the date (RFC 9110, section 13.1.5). */
export function rangeCondition({ etag, lastModified }: Validators): string | undefined {
  return etag?.startsWith('"') === true ? etag : lastModified;
}

function isHeader(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]{1,300}$/.test(value);
}
