import { SeawallError } from '#model';
import type { AdvisoryRecord, AdvisoryRow, VersionRange } from '../advisory-row.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { levelOfWord } from './level-words.ts';
import { noticeDate } from './notice-date.ts';
import { textOf, titleOf } from './shape.ts';
import { childOf, childrenOf, type XmlElement, xmlRecords } from './xml-records.ts';

/**
 * Amazon Linux's notices, as a repository of packages carries them: `repodata/updateinfo.xml` of the core of each release
 * and of each topic of Amazon Linux 2's extras.
 * Source: createrepo_c's updateinfo; https://alas.aws.amazon.com/
 */
export const amazonUpdateinfo: Feed = {
  id: 'amazon-updateinfo',
  title: 'Amazon Linux updateinfo',
  recognise: (head) => head.includes('<updates') && /<id>\s*ALAS/.test(head.toString('latin1')),
  read,
};

/** What the id of a notice tells: `ALAS2KERNEL-5.15-2022-001` is of topic `KERNEL-5.15` of release 2. */
interface Series {
  /** The id without year and number. */
  name: string;
  release: string;
  /** Upstream's version that the topic is about, where its name ends with one. */
  version?: string;
}

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  let first: string | undefined;
  for await (const update of xmlRecords(file.chunks, 'updates', new Set(['update']))) {
    const id = textOf(childOf(update, 'id')?.text, 128) ?? '';
    const series = seriesOf(id);
    if (series === undefined) {
      sink.problem(id === '' ? 'a notice' : id, 'its id is none of Amazon Linux');
      continue;
    }
    // A repository has notices of one series. Files of all repositories are called the same, so that it names the source.
    if (first === undefined) sink.source(`amazon-updateinfo ${(first = series.name)}`, 'touched');
    readUpdate(id, series, update, sink);
  }
  if (first === undefined) throw new SeawallError('malformed-feed', 'usage', 'holds no notice');
}

function seriesOf(id: string): Series | undefined {
  const [, name, release, topic = ''] = /^(ALAS(20\d\d|2|)([A-Z][\w.-]*?)?)-20\d\d-\d+$/.exec(id) ?? [];
  if (name === undefined || release === undefined) return undefined;
  const version = /\d+(?:\.\d+)*$/.exec(topic)?.[0];
  return { name, release: release === '' ? '1' : release, ...(version !== undefined && { version }) };
}

function readUpdate(id: string, series: Series, update: XmlElement, sink: FeedSink): void {
  const record = recordOf(id, series.release, update);
  // Bug fixes and enhancements are no advisories.
  if (update.attributes['type'] !== 'security' && record.vulnerabilities === undefined) return;
  const shard = `amzn:${series.release}`;
  sink.counted(record.modified);
  const fixes = fixesOf(update, (what) => sink.problem(id, what));
  if (fixes.size === 0) {
    sink.problem(id, 'names no package');
    return;
  }
  sink.advisory(shard, record);
  for (const [name, versions] of fixes) {
    for (const [fixed, arches] of versions) {
      const row: AdvisoryRow = { id, source: 'amzn', ranges: [rangeOf(fixed, series)] };
      if (record.modified !== undefined) row.modified = record.modified;
      // One fix for all is the rule, and says nothing about architectures.
      if (versions.size > 1 && !arches.has('noarch')) row.arches = [...arches];
      sink.row(shard, name, row);
    }
  }
}

function recordOf(id: string, release: string, update: XmlElement): AdvisoryRecord {
  const references = childrenOf(childOf(update, 'references'), 'reference');
  const cves = references.flatMap(({ attributes }) => textOf(attributes['id'], 64) ?? []);
  const vulnerabilities = [...new Set(cves.filter((cve) => /^CVE-\d{4}-\d+$/.test(cve)))];
  // `Amazon Linux 2023 - ALAS2023-2023-001: Important priority package update for rsyslog`
  const title = titleOf(
    childOf(update, 'title')
      ?.text.slice(0, 1000)
      .replace(/^.*?\bALAS\S+: /s, ''),
  );
  const level = levelOfWord(childOf(update, 'severity')?.text);
  const published = noticeDate(childOf(update, 'issued')?.attributes['date']);
  const modified = noticeDate(childOf(update, 'updated')?.attributes['date']) ?? published;
  return {
    id,
    source: 'amzn',
    ...(vulnerabilities.length > 0 && { vulnerabilities }),
    ...(title !== undefined && { title }),
    ...(level !== undefined && { level }),
    ...(published !== undefined && { published }),
    ...(modified !== undefined && { modified }),
    references: [pageOf(id, release)],
  };
}

/** The vendor's page; those of the first two releases leave the release out of the id. */
function pageOf(id: string, release: string): string {
  const folder = release === '1' ? '' : `AL${release}/`;
  return `https://alas.aws.amazon.com/${folder}${release === '2' ? id.replace('ALAS2', 'ALAS') : id}.html`;
}

/** The fixed versions of each package, and the architectures that each is for. */
function fixesOf(update: XmlElement, problem: (what: string) => void): Map<string, Map<string, Set<string>>> {
  const fixes = new Map<string, Map<string, Set<string>>>();
  for (const collection of childrenOf(childOf(update, 'pkglist'), 'collection')) {
    for (const { attributes } of childrenOf(collection, 'package')) {
      const name = textOf(attributes['name']);
      const version = versionOf(attributes);
      if (name === undefined || version === undefined) {
        problem('a package without a name, a version or a release');
        continue;
      }
      const versions = fixes.get(name) ?? new Map<string, Set<string>>();
      fixes.set(name, versions);
      versions.set(version, (versions.get(version) ?? new Set()).add(textOf(attributes['arch'], 32) ?? 'noarch'));
    }
  }
  return fixes;
}

function versionOf({ epoch, version, release }: Readonly<Record<string, string>>): string | undefined {
  const [e, v, r] = [epoch ?? '0', textOf(version, 128), textOf(release, 128)];
  if (!/^\d{1,9}$/.test(e) || v === undefined || r === undefined) return undefined;
  return `${Number(e) === 0 ? '' : `${Number(e)}:`}${v}-${r}`;
}

/**
 * Topics of the extras bring other versions of packages that the core or another topic has: PHP 8.1 is not old because 8.2
 * was fixed. A topic that names a version speaks of that version's packages only.
 */
function rangeOf(fixed: string, { version }: Series): VersionRange {
  const [, epoch = '', rest = ''] = /^(\d+:)?(.*)$/.exec(fixed) ?? [];
  const isOfTopic = version !== undefined && rest.startsWith(version) && /^[.-]/.test(rest.slice(version.length));
  return isOfTopic ? { introduced: `${epoch}${version}`, fixed } : { fixed };
}
