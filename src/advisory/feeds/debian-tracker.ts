import type { FindingStatus, SeverityLevel } from '#model';
import type { AdvisoryRow } from '../advisory-row.ts';
import { debianVersionOf } from '../debian-releases.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { jsonMembers } from './json-members.ts';
import { objectOf, textOf, titleOf } from './shape.ts';

/**
 * The Debian security tracker's export: `{source package: {CVE: {releases: {codename: …}}}}`.
 * Source: https://security-tracker.debian.org/tracker/data/json; security-tracker lib/python/security_db.py.
 */
export const debianTracker: Feed = {
  id: 'debian-tracker',
  title: 'Debian security tracker',
  recognise: (head) => /^\s*\{\s*"[a-z0-9][a-z0-9+.-]*"\s*:\s*\{\s*"(?:CVE|TEMP)-[0-9]/i.test(head.toString('latin1')),
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  sink.source('debian-tracker', 'touched');
  for await (const { key, value } of jsonMembers(file.chunks)) {
    const name = textOf(key);
    const vulnerabilities = objectOf(value);
    if (name === undefined || vulnerabilities === undefined) {
      sink.problem(key.slice(0, 80), 'not a source package with vulnerabilities');
      continue;
    }
    for (const [id, entry] of Object.entries(vulnerabilities)) readVulnerability(name, id, entry, sink);
  }
}

function readVulnerability(name: string, id: string, value: unknown, sink: FeedSink): void {
  const entry = objectOf(value);
  const releases = objectOf(entry?.['releases']);
  if (entry === undefined || releases === undefined || textOf(id, 64) === undefined) {
    sink.problem(`${name} ${id.slice(0, 64)}`, 'has no releases');
    return;
  }
  sink.counted();
  const title = titleOf(entry['description']);
  if (title !== undefined) sink.detail(id, { id, source: 'debian', title });
  for (const [codename, release] of Object.entries(releases)) {
    const row = rowOf(id, objectOf(release) ?? {});
    if (row === 'unknown') sink.problem(`${name} ${id} ${codename.slice(0, 40)}`, 'has no status that is known');
    else if (row !== undefined) sink.row(`debian:${debianVersionOf(codename)}`, name, row);
  }
}

function rowOf(id: string, release: Record<string, unknown>): AdvisoryRow | 'unknown' | undefined {
  const fixed = textOf(release['fixed_version']);
  const status = release['status'];
  if (status === 'undetermined') return undefined;
  if (status !== 'open' && (status !== 'resolved' || fixed === undefined)) return 'unknown';
  const urgency = typeof release['urgency'] === 'string' ? release['urgency'].replace(/\*+$/, '') : '';
  const state = stateOf(status === 'open', urgency, release);
  const level = levels.get(urgency);
  return {
    id,
    source: 'debian',
    ranges: rangesOf(status === 'open' ? undefined : fixed),
    ...(level !== undefined && { level }),
    ...state,
  };
}

/** Fixed version `0` means that the release was never affected. */
function rangesOf(fixed: string | undefined): AdvisoryRow['ranges'] {
  if (fixed === undefined) return [{}];
  return fixed === '0' ? [] : [{ fixed }];
}

const levels = new Map<string, SeverityLevel>([
  ['unimportant', 'negligible'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
]);

const undone = new Map<string, FindingStatus>([
  ['ignored', 'will not fix'],
  ['postponed', 'deferred'],
]);

function stateOf(
  open: boolean,
  urgency: string,
  release: Record<string, unknown>,
): Pick<AdvisoryRow, 'status' | 'vendorState'> {
  if (urgency === 'end-of-life') return { status: 'end of life', vendorState: 'end-of-life' };
  const marked = release['nodsa'] !== undefined || release['nodsa_reason'] !== undefined;
  if (!marked) return urgency === 'unimportant' ? { vendorState: 'unimportant' } : {};
  const vendorState = textOf(release['nodsa_reason']) ?? 'no-dsa';
  // A fix that exists makes the note stale: it is shown, and does not decide.
  const status = open ? undone.get(vendorState) : undefined;
  return { vendorState, ...(status !== undefined && { status }) };
}
