import { fail } from '../failure.ts';
import type { Timestamp } from './timestamp.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A date whose UTC fields are those of the timestamp in a zone: a name of the IANA database, or an offset `±HH:MM`.
 * @throws Failure for an unknown zone
 */
export function localDate({ nanos }: Timestamp, zone: string | undefined): Date {
  // Rounded down, so that a fraction before 1970 stays in its own second.
  const milliseconds = Number((nanos - (((nanos % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n);
  if (zone === undefined || zone === '' || zone === 'UTC') return new Date(milliseconds);
  const fixed = /^([+-]?)(\d{1,2}):(\d{2})$/.exec(zone);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return new Date(milliseconds + (fixed[1] === '-' ? -minutes : minutes) * 60_000);
  }
  return inNamedZone(milliseconds, zone);
}

function inNamedZone(milliseconds: number, zone: string): Date {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(milliseconds))
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const date = new Date(0);
  date.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  date.setUTCHours(part('hour'), part('minute'), part('second'), ((milliseconds % 1000) + 1000) % 1000);
  return date;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone)) return fail(`unknown time zone: ${zone.slice(0, 64)}`);
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    // The database has some 600 names, each of which an expression may spell in many cases.
    if (formats.size < 1000) formats.set(zone, made);
    return made;
  } catch {
    return fail(`unknown time zone: ${zone}`);
  }
}
