import { messages } from '../messages.en.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How old something of `time` is at `now`, in plain words. Both UTC, RFC 3339. */
export function ageInWords(time: string, now: string): string {
  const age = Date.parse(now) - Date.parse(time);
  const { ages } = messages;
  if (Number.isNaN(age)) return ages.unknown;
  if (age < hour) return ages.now;
  if (age < 2 * day) return ages.hours(Math.floor(age / hour));
  if (age < 21 * day) return ages.days(Math.floor(age / day));
  if (age < 60 * day) return ages.weeks(Math.floor(age / (7 * day)));
  if (age < 730 * day) return ages.months(Math.floor(age / (30.44 * day)));
  return ages.years(Math.floor(age / (365 * day)));
}
