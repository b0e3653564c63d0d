import { fail } from '../failure.ts';

const second = 1_000_000_000n;
const earliest = -62_135_596_800n * second;
const latest = 253_402_300_800n * second - 1n;

/** A point in time in nanoseconds since 1970, from year 1 to year 9999. */
export class Timestamp {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    if (nanos < earliest || nanos > latest) fail('timestamp out of range');
    this.nanos = nanos;
  }
}

const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,40}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Reads RFC 3339. @throws Failure */
export function parseTimestamp(text: string): Timestamp {
  const parts = text.length < 100 ? pattern.exec(text) : null;
  if (parts === null) return fail(`invalid timestamp: ${text.slice(0, 40)}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, seconds = 0] = parts.slice(1, 7).map(Number);
  const [zoneHour, zoneMinute] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month >= 1;
  if (!real || hour > 23 || minute > 59 || seconds > 59 || zoneHour > 23 || zoneMinute > 59)
    return fail(`invalid timestamp: ${text}`);
  const offset = (parts[8] === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  const milliseconds = date.getTime() + ((hour * 60 + minute - offset) * 60 + seconds) * 1000;
  return new Timestamp(BigInt(milliseconds) * 1_000_000n + BigInt((parts[7] ?? '').padEnd(9, '0').slice(0, 9)));
}

/** RFC 3339 in UTC, with as many digits of the fraction as it has. */
export function formatTimestamp({ nanos }: Timestamp): string {
  const within = ((nanos % second) + second) % second;
  const text = new Date(Number((nanos - within) / 1_000_000n)).toISOString().slice(0, 19);
  const fraction = within.toString().padStart(9, '0').replace(/0+$/, '');
  return `${text}${fraction === '' ? '' : `.${fraction}`}Z`;
}
