import type { VersionRange } from '../advisory-row.ts';
import type { Ordering } from '../version/ordering.ts';
import { orderingOf } from '../version/orderings.ts';
import { semver } from '../version/semver.ts';
import { arrayOf, objectOf, textOf } from './shape.ts';

interface Event {
  kind: 'introduced' | 'fixed' | 'lastAffected' | 'limit';
  version: string;
}

const kinds = [
  ['introduced', 'introduced'],
  ['fixed', 'fixed'],
  ['last_affected', 'lastAffected'],
  ['limit', 'limit'],
] as const;

/**
 * The version ranges of one `affected` item as intervals. Ranges over commits (GIT) are left out: packages have none.
 * Events of a range of type SEMVER follow each other as in semver, also where the ecosystem has an order of its own: to
 * Bitnami `1.2.0` is older than `1.2.0-0`.
 * Source: OSV schema, `affected[].ranges[].events` and its evaluation algorithm.
 */
export function affectedRanges(
  affected: Record<string, unknown>,
  ordering: string | undefined,
  problem: (what: string) => void,
): VersionRange[] {
  const order = ordering === undefined ? undefined : orderingOf(ordering);
  const intervals: VersionRange[] = [];
  for (const item of arrayOf(affected['ranges'])) {
    const range = objectOf(item);
    if (range === undefined || range['type'] === 'GIT') continue;
    const events = eventsOf(range);
    if (events.some(({ kind }) => kind === 'limit')) problem('a range with a limit event, which is not understood');
    else if (order === undefined) intervals.push(...intervalsOf(events));
    else intervals.push(...intervalsOf(sorted(events, range['type'] === 'SEMVER' ? semver : order)));
  }
  return intervals;
}

function eventsOf(range: Record<string, unknown>): Event[] {
  return arrayOf(range['events']).flatMap((item) => {
    const event = objectOf(item) ?? {};
    return kinds.flatMap(([field, kind]) => {
      const version = textOf(event[field]);
      // `limit: *` is the default: no limit.
      return version === undefined || (kind === 'limit' && version === '*') ? [] : [{ kind, version }];
    });
  });
}

/** Events may come in any order, and at one version in that of the file. `0` is before everything. */
function sorted(events: readonly Event[], order: Ordering): Event[] {
  const compare = (a: Event, b: Event): number => {
    if (a.version === b.version) return 0;
    if (a.version === '0' && a.kind === 'introduced') return -1;
    if (b.version === '0' && b.kind === 'introduced') return 1;
    return order.compare(a.version, b.version);
  };
  return events.toSorted(compare);
}

function intervalsOf(events: readonly Event[]): VersionRange[] {
  const intervals: VersionRange[] = [];
  let open: VersionRange | undefined;
  for (const { kind, version } of events) {
    if (kind === 'introduced') {
      if (open !== undefined) continue;
      open = version === '0' ? {} : { introduced: version };
      intervals.push(open);
    } else if (open !== undefined) {
      if (kind === 'fixed') open.fixed = version;
      else open.lastAffected = version;
      open = undefined;
    } else if (kind === 'fixed' && intervals.at(-1)?.lastAffected !== undefined) {
      // A last affected version and then the fix: the fix says more.
      Object.assign(intervals.at(-1) ?? {}, { fixed: version });
    }
  }
  return intervals;
}
