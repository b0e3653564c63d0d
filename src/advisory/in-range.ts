import type { VersionRange } from './advisory-row.ts';
import type { Ordering } from './version/ordering.ts';

/** True when the version lies in the range: from `introduced`, before `fixed`, up to `lastAffected`. */
export function inRange(version: string, range: VersionRange, ordering: Ordering): boolean {
  if (range.introduced !== undefined && ordering.compare(version, range.introduced) < 0) return false;
  if (range.fixed !== undefined) return ordering.compare(version, range.fixed) < 0;
  const { lastAffected } = range;
  if (lastAffected === undefined) return true;
  return ordering.compare(version, lastAffected) <= 0 || ordering.standsFor?.(lastAffected, version) === true;
}
