import { SeawallError } from '#model';
import type { AdvisoryRecord, AdvisoryRow, VersionRange } from '../advisory-row.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { levelOfWord } from './level-words.ts';
import { nextVersion } from './npm-ranges.ts';
import { readJson } from './read-json.ts';
import { arrayOf, objectOf, textOf, titleOf } from './shape.ts';
import { versionConditions } from './version-conditions.ts';

const maxBytes = 16 * 1024 * 1024;

/**
 * GitHub's reviewed npm advisories in one JSON file for each package, as pnpm-audit-hook publishes them. Each advisory
 * has one range for a package, even where GitHub knows several: rows carry no date, so that an OSV record with the same
 * id takes their place whichever is newer.
 */
export const npmShards: Feed = {
  id: 'npm-shards',
  title: 'npm advisory shards',
  recognise: (head) =>
    /^\s*\{\s*"packageName"\s*:\s*"[^"]*",\s*"lastUpdated"\s*:\s*"[^"]*",\s*"vulnerabilities"\s*:/.test(
      head.toString('latin1'),
    ),
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(await readJson(file.chunks, maxBytes));
  const name = textOf(document?.['packageName']);
  if (document === undefined || name === undefined) {
    throw new SeawallError('malformed-feed', 'usage', 'an npm shard without a package name');
  }
  sink.source('npm-shards', 'all');
  for (const item of arrayOf(document['vulnerabilities'])) readAdvisory(name, objectOf(item) ?? {}, sink);
}

function readAdvisory(name: string, advisory: Record<string, unknown>, sink: FeedSink): void {
  const id = textOf(advisory['id'], 128);
  if (id === undefined || !/^GHSA(?:-[0-9a-z]{4}){3}$/.test(id)) {
    sink.problem(name, 'an advisory without a GHSA id');
    return;
  }
  sink.counted(textOf(advisory['modifiedAt'], 40));
  // The form has no field for it.
  if (String(advisory['title']).startsWith('Withdrawn')) return;
  const ranges = arrayOf(advisory['affectedVersions']).flatMap((item) => {
    const range = rangeOf(objectOf(item) ?? {});
    if (range === undefined) sink.problem(`${name} ${id}`, 'a range that is not understood');
    return range ?? [];
  });
  if (ranges.length === 0) return;
  const record = recordOf(id, advisory);
  const row: AdvisoryRow = { id, source: 'github', ranges };
  sink.advisory('npm', record);
  sink.row('npm', name, row);
  for (const alias of record.aliases ?? []) if (alias.startsWith('CVE-')) sink.detail(alias, record);
}

function recordOf(id: string, advisory: Record<string, unknown>): AdvisoryRecord {
  const aliases = arrayOf(advisory['identifiers']).flatMap((item) => textOf(objectOf(item)?.['value'], 128) ?? []);
  const others = aliases.filter((alias) => alias !== id && /^[\w.:-]+$/.test(alias));
  const title = titleOf(advisory['title']);
  const level = levelOfWord(advisory['severity']);
  const published = textOf(advisory['publishedAt'], 40);
  const url = textOf(advisory['url'], 2048);
  return {
    id,
    source: 'github',
    ...(others.length > 0 && { aliases: others }),
    ...(title !== undefined && { title }),
    ...(level !== undefined && { level }),
    ...(published !== undefined && { published }),
    ...(url !== undefined && /^https?:\/\//.test(url) && { references: [url] }),
  };
}

/** `{"range": ">= 1.0.0, <= 1.2.3", "fixed": "1.2.4"}`. As in OSV, everything before the fix is affected. */
function rangeOf(item: Record<string, unknown>): VersionRange | undefined {
  const conditions = versionConditions(textOf(item['range']) ?? '');
  if (conditions === undefined) return undefined;
  const stated = textOf(item['fixed']);
  const fixed = stated === undefined ? undefined : fullVersion(stated);
  const range: VersionRange = {};
  for (const { operator, version: written } of conditions) {
    const version = fullVersion(written);
    if (operator === '~>') return undefined;
    if (operator === '=') return { introduced: version, lastAffected: version };
    if (operator === '>') range.introduced = nextVersion(version);
    if (operator === '>=' && written !== '0') range.introduced = version;
    if (operator === '<') range.fixed = version;
    if (operator === '<=') Object.assign(range, { lastAffected: version, ...(fixed !== undefined && { fixed }) });
  }
  return range;
}

/** Some authors leave out zeros: `< 4.16` is `< 4.16.0`. */
function fullVersion(version: string): string {
  if (/^\d+$/.test(version)) return `${version}.0.0`;
  return /^\d+\.\d+$/.test(version) ? `${version}.0` : version;
}
