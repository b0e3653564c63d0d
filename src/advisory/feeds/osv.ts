import { SeawallError } from '#model';
import type { AdvisoryRecord, AdvisoryRow, VersionRange } from '../advisory-row.ts';
import { advisoryName, ecosystemOfOsv } from '../ecosystems.ts';
import { inRange } from '../in-range.ts';
import { orderingOf } from '../version/orderings.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { moduleStreams } from './module-streams.ts';
import { affectedRanges } from './osv-ranges.ts';
import { recordOf } from './osv-record.ts';
import { readJson } from './read-json.ts';
import { objectOf, textOf, textsOf } from './shape.ts';
import { affectedItems } from './ubuntu-channels.ts';

const maxBytes = 32 * 1024 * 1024;
const maxNotices = 20;

/**
 * One record of the Open Source Vulnerability format, of any ecosystem.
 * Source: https://ossf.github.io/osv-schema/ (1.7).
 */
export const osv: Feed = {
  id: 'osv',
  title: 'OSV',
  recognise(head) {
    const text = head.toString('latin1');
    if (!/^\s*\{/.test(text) || !/"id"\s*:\s*"[A-Za-z0-9_-]+-/.test(text)) return false;
    const first = /^\s*\{\s*"([a-z_]+)"/.exec(text)?.[1];
    return first !== undefined && osvKeys.has(first) && /"(?:affected|modified|schema_version)"\s*:/.test(text);
  },
  read,
};

const osvKeys = new Set(
  (
    'id schema_version modified published withdrawn aliases related upstream summary details ' +
    'severity affected references credits database_specific'
  ).split(' '),
);

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const record = await readJson(file.chunks, maxBytes);
  if (idOf(record) === undefined) {
    throw new SeawallError('malformed-feed', 'usage', 'an OSV record without a usable id');
  }
  sink.source(`osv ${file.container}`, 'all');
  readOsvRecord(record, sink);
}

/** Where a record goes. */
type RecordSink = Omit<FeedSink, 'source' | 'lifecycle'>;

/** Reads one parsed record into the sink, whatever it came from. One without a usable id is a problem. */
export function readOsvRecord(value: unknown, sink: RecordSink): void {
  const record = objectOf(value);
  const id = idOf(value);
  if (record === undefined || id === undefined) {
    sink.problem('a record', 'without a usable id');
    return;
  }
  sink.counted(dateOf(record));
  readAffected(id, record, sink);
}

function idOf(value: unknown): string | undefined {
  const id = textOf(objectOf(value)?.['id'], 128);
  return id !== undefined && /^[\w.:-]+$/.test(id) ? id : undefined;
}

/** The newest date of a record; upstreams that fill the field with a placeholder give none. */
function dateOf(record: Record<string, unknown>): string | undefined {
  const modified = textOf(record['modified'], 40);
  if (modified !== undefined && /^(?:19|20)\d\d-/.test(modified)) return modified;
  return textOf(record['published'], 40);
}

function readAffected(id: string, record: Record<string, unknown>, sink: RecordSink): void {
  const published = new Set<string>();
  for (const { affected, subscribersOnly } of affectedItems(record)) {
    const target = objectOf(affected['package']);
    const name = textOf(target?.['name']);
    const ecosystemName = textOf(target?.['ecosystem'], 128);
    if (name === undefined || ecosystemName === undefined) {
      // Records about source trees (type GIT) name no package: nothing here could match them.
      if (target !== undefined) sink.problem(id, 'an affected package without a name or ecosystem');
      continue;
    }
    const { ecosystem, shard } = ecosystemOfOsv(ecosystemName);
    const notice = recordOf(id, record, ecosystem, affected);
    if (notice === undefined) continue;
    if (record['withdrawn'] !== undefined) {
      sink.row(shard, advisoryName(ecosystem, name), withdrawnRow(notice));
      continue;
    }
    if (!published.has(shard)) {
      published.add(shard);
      sink.advisory(shard, notice);
      publishDetails(notice, sink);
    }
    const row = rowOf(notice, noticesOf(id, record), affected, ecosystem.ordering, (what) =>
      sink.problem(`${id} ${name}`, what),
    );
    if (row === undefined) continue;
    if (subscribersOnly) Object.assign(row, { subscribersOnly, vendorState: 'fix needs Ubuntu Pro' });
    sink.row(shard, advisoryName(ecosystem, name), row);
  }
}

/** A record about one vulnerability tells about its CVE wherever that appears; a notice about several does not. */
function publishDetails(notice: AdvisoryRecord, sink: Pick<FeedSink, 'detail'>): void {
  if (notice.vulnerabilities !== undefined) return;
  for (const id of [notice.id, ...(notice.aliases ?? [])]) {
    if (id.startsWith('CVE-')) sink.detail(id, notice);
  }
}

/** Says that no version is affected, and so takes the place of an older copy of the record from another import. */
function withdrawnRow({ id, source, modified }: AdvisoryRecord): AdvisoryRow {
  return { id, source, ranges: [], ...(modified !== undefined && { modified }) };
}

/** Ubuntu's record of a CVE names the notices about its fixes, which may be about other CVEs too. */
function noticesOf(id: string, record: Record<string, unknown>): string[] {
  if (!id.startsWith('UBUNTU-CVE-')) return [];
  return textsOf(record['related'])
    .filter((other) => /^USN-\d{1,6}-\d{1,3}$/.test(other))
    .slice(0, maxNotices);
}

function rowOf(
  notice: AdvisoryRecord,
  notices: string[],
  affected: Record<string, unknown>,
  ordering: string | undefined,
  problem: (what: string) => void,
): AdvisoryRow | undefined {
  const ranges = affectedRanges(affected, ordering, problem);
  const named = textsOf(affected['versions']);
  if (ranges.length === 0 && named.length === 0) {
    problem('no range or version that can be compared');
    return undefined;
  }
  const versions = outside(ranges, named, ordering);
  const row: AdvisoryRow = { id: notice.id, source: notice.source, ranges };
  if (versions.length > 0) row.versions = versions;
  if (notice.modified !== undefined) row.modified = notice.modified;
  if (notices.length > 0) row.alsoNamed = notices;
  const modules = moduleStreams(notice.title ?? '', ranges);
  if (modules === 'unnamed') problem('built from a module whose stream is not named: matched by no package');
  if (modules !== undefined) row.modules = modules === 'unnamed' ? [] : modules;
  return row;
}

/** The versions that the ranges do not hold anyway: of some sources' hundreds, mostly none. */
function outside(ranges: readonly VersionRange[], versions: string[], ordering: string | undefined): string[] {
  const order = ordering === undefined ? undefined : orderingOf(ordering);
  if (order === undefined) return versions;
  return versions.filter((version) => !order.valid(version) || !ranges.some((range) => inRange(version, range, order)));
}
