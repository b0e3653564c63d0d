import type { VersionRange } from './advisory-row.ts';
import type { Ordering } from './version/ordering.ts';

/** True when the version lies in the range: from `introduced`, before `fixed`, up to `lastAffected`. */
export function inRange(version: string, range: VersionRange, ordering: Ordering): boolean {
  if (range.introduced !== undefined && ordering.compare(version, range.introduced) < 0) return false;
  if (range.fixed !== undefined) return ordering.compare(version, range.fixed) < 0;
  return range.lastAffected === undefined || ordering.compare(version, range.lastAffected) <= 0;
}
