import { SeawallError } from '#model';
import type { AdvisoryRecord, VersionRange } from '../advisory-row.ts';
import { semver } from '../version/semver.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { levelOfWord } from './level-words.ts';
import { nextVersion, npmRange } from './npm-ranges.ts';
import { readJson } from './read-json.ts';
import { objectOf, textOf, textsOf, titleOf } from './shape.ts';
import { gapsBetween, type Interval, intersectionOf } from './version-intervals.ts';

const maxBytes = 16 * 1024 * 1024;
const shard = 'node-core';

/**
 * Vulnerabilities of the Node.js runtime itself: `{"1": {"cve": […], "vulnerable": "8.x", "patched": "^8.1.4"}}`.
 * Source: nodejs/security-wg, `vuln/core/index.json` and the README beside it.
 */
export const nodeCore: Feed = {
  id: 'node-core',
  title: 'Node.js security working group',
  recognise(head) {
    const text = head.toString('latin1');
    return /^\s*\{\s*"\d{1,6}"\s*:\s*\{/.test(text) && /"vulnerable"\s*:/.test(text) && /"patched"\s*:/.test(text);
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(await readJson(file.chunks, maxBytes));
  if (document === undefined) throw new SeawallError('malformed-feed', 'usage', 'a Node.js list that is no object');
  sink.source('node-core', 'all');
  for (const [number, value] of Object.entries(document)) readEntry(number, objectOf(value) ?? {}, sink);
}

function readEntry(number: string, entry: Record<string, unknown>, sink: FeedSink): void {
  const published = textOf(entry['publish_date'], 40);
  const ranges = affectedRanges(textOf(entry['vulnerable']) ?? '', textOf(entry['patched']) ?? '');
  if (ranges === undefined || !/^\d{1,6}$/.test(number)) {
    sink.problem(`entry ${number.slice(0, 20)}`, 'version ranges that are not understood');
    return;
  }
  sink.counted(published);
  if (!isForLinux(textsOf(entry['affectedEnvironments']))) return;
  const cves = textsOf(entry['cve']).filter((id) => /^CVE-\d{4}-\d{4,19}$/.test(id));
  for (const id of cves.length > 0 ? cves : [`NSWG-COR-${number}`]) {
    const record = recordOf(id, entry, published);
    sink.advisory(shard, record);
    sink.row(shard, 'node', { id, source: record.source, ranges });
    if (cves.length > 0) sink.detail(id, record);
  }
}

/** Nothing that is scanned runs on Windows or macOS. */
function isForLinux(environments: readonly string[]): boolean {
  return environments.length === 0 || environments.includes('all') || environments.includes('linux');
}

/** What is vulnerable and not patched; undefined when one of the ranges is not understood. */
function affectedRanges(vulnerable: string, patched: string): VersionRange[] | undefined {
  const from = npmRange(vulnerable);
  const safe = patched === '' ? [] : npmRange(patched);
  if (from === undefined || safe === undefined) return undefined;
  const gaps = gapsBetween(safe, semver);
  return from.flatMap((interval) =>
    gaps.flatMap((gap) => {
      const affected = intersectionOf([interval, gap], semver);
      return affected === undefined ? [] : rangeOf(affected);
    }),
  );
}

function rangeOf({ from, to }: Interval): VersionRange {
  const introduced = from === undefined ? undefined : from.after ? nextVersion(from.version) : from.version;
  // The end of a release line that was never patched is no fix: `6.0.0-0`, of which there is no release.
  const isFix = to !== undefined && !to.after && !to.version.endsWith('-0');
  return {
    ...(introduced !== undefined && { introduced }),
    ...(to !== undefined && (isFix ? { fixed: to.version } : { lastAffected: to.version })),
  };
}

function recordOf(id: string, entry: Record<string, unknown>, published: string | undefined): AdvisoryRecord {
  const title = titleOf(entry['description']) ?? titleOf(entry['overview']);
  const level = levelOfWord(entry['severity']);
  const url = textOf(entry['ref'], 2048);
  return {
    id,
    source: 'nodejs',
    ...(title !== undefined && { title }),
    ...(level !== undefined && { level }),
    ...(published !== undefined && { published }),
    ...(url !== undefined && /^https?:\/\//.test(url) && { references: [url] }),
  };
}
