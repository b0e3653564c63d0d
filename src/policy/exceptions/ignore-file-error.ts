import { SeawallError } from '#model';

/** Entries of one file: more than people write, few enough to hold. */
export const maxExceptions = 20_000;

/** Ids, aliases, rules and fingerprints. */
export const idPattern = /^[A-Za-z0-9](?:[\w.:/+@-]{0,254}[A-Za-z0-9])?$/;

/** An ignore file that is not understood must not be half obeyed: it ends the command, naming the line. */
export function fileError(file: string, line: number, what: string): SeawallError {
  return new SeawallError('policy/ignore-file', 'usage', `${file}:${line}: ${what}`);
}

/** The UTC date of `YYYY-MM-DD` or of an RFC 3339 time; undefined for what is no day of the calendar. */
export function asDate(text: string): string | undefined {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  if (!isDate && !/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text))
    return undefined;
  const time = Date.parse(isDate ? text : text.replace(' ', 'T'));
  // 30 February is a later day for Date, not none.
  if (Number.isNaN(time) || new Date(Date.parse(text.slice(0, 10))).toISOString().slice(0, 10) !== text.slice(0, 10))
    return undefined;
  return new Date(time).toISOString().slice(0, 10);
}
