import type { Duration } from '../values/duration.ts';
import { intOf } from '../values/int.ts';
import { localDate } from '../values/time-zone.ts';
import type { Timestamp } from '../values/timestamp.ts';
import { define, type FunctionDefinition } from './definition.ts';

/** A part of a timestamp, in UTC or in the zone of the second argument. */
function datePart(name: string, part: (date: Date) => number): FunctionDefinition {
  return define(name, ['timestamp.() -> int', 'timestamp.(string) -> int'], (time: Timestamp, zone?: string) =>
    part(localDate(time, zone)),
  );
}

/** A duration in a unit, rounded towards zero. */
function durationPart(name: string, nanosPerUnit: bigint): FunctionDefinition {
  return define(name, ['duration.() -> int'], ({ nanos }: Duration) => intOf(nanos / nanosPerUnit));
}

/** Accessors of timestamps and durations. */
export const time: readonly FunctionDefinition[] = [
  datePart('getFullYear', (date) => date.getUTCFullYear()),
  datePart('getMonth', (date) => date.getUTCMonth()),
  datePart('getDate', (date) => date.getUTCDate()),
  datePart('getDayOfMonth', (date) => date.getUTCDate() - 1),
  datePart('getDayOfWeek', (date) => date.getUTCDay()),
  datePart('getDayOfYear', (date) => {
    const start = new Date(0);
    start.setUTCFullYear(date.getUTCFullYear(), 0, 1);
    return Math.floor((date.getTime() - start.getTime()) / 86_400_000);
  }),
  datePart('getHours', (date) => date.getUTCHours()),
  datePart('getMinutes', (date) => date.getUTCMinutes()),
  datePart('getSeconds', (date) => date.getUTCSeconds()),
  datePart('getMilliseconds', (date) => date.getUTCMilliseconds()),
  durationPart('getHours', 3_600_000_000_000n),
  durationPart('getMinutes', 60_000_000_000n),
  durationPart('getSeconds', 1_000_000_000n),
  durationPart('getMilliseconds', 1_000_000n),
];
