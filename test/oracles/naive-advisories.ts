import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bufferAccess, openZip } from '#kit/zip';

/** A run of affected versions as it stands in the data. */
export interface NaiveEvent {
  introduced?: string;
  fixed?: string;
  last_affected?: string;
}

/** What one advisory says about one package, as it stands in the data. */
export interface NaiveAdvisory {
  id: string;
  names: string[];
  modified: string;
  withdrawn: boolean;
  /** For each range its events in the order of the file. */
  ranges: NaiveEvent[][];
  /** True where the events of a range are conditions that must all hold. */
  conditions: boolean;
  versions: string[];
}

interface OsvRecord {
  id: string;
  modified: string;
  withdrawn?: string;
  aliases?: string[];
  affected?: {
    package?: { ecosystem: string; name: string };
    ranges?: { type: string; events: NaiveEvent[] }[];
    versions?: string[];
  }[];
}

interface NpmShard {
  packageName: string;
  vulnerabilities?: {
    id: string;
    title: string;
    identifiers: { value: string }[];
    affectedVersions: { range: string; fixed?: string }[];
  }[];
}

/** Advisories by ecosystem, then by name, then by id: the newest of several. */
export type NaiveAdvisories = Map<string, Map<string, Map<string, NaiveAdvisory>>>;

/** Reads every OSV archive and the npm shards of a folder, without any of the code that imports them. */
export function readNaively(folder: string): NaiveAdvisories {
  const found: NaiveAdvisories = new Map();
  for (const shard of jsonOf<NpmShard>(join(folder, 'npm', 'ghsa-npm-shards.zip'))) readShard(found, shard);
  const archives = readdirSync(join(folder, 'osv')).filter((name) => /^(?!AlmaLinux).*\.zip$/.test(name));
  for (const archive of archives.toSorted()) {
    for (const record of jsonOf<OsvRecord>(join(folder, 'osv', archive))) readOsv(found, record);
  }
  return found;
}

function* jsonOf<T>(path: string): Generator<T> {
  const file = bufferAccess(readFileSync(path));
  const zip = openZip(file);
  for (const entry of zip.entries) {
    if (entry.name.endsWith('.json')) yield JSON.parse(zip.read(entry).toString('utf8')) as T;
  }
}

function readOsv(found: NaiveAdvisories, record: OsvRecord): void {
  const mine = new Map<string, NaiveAdvisory>();
  for (const { package: target, ranges = [], versions = [] } of record.affected ?? []) {
    if (target === undefined) continue;
    const key = `${target.ecosystem}\0${sameName(target.ecosystem, target.name)}`;
    const advisory = mine.get(key) ?? {
      id: record.id,
      names: [record.id, ...(record.aliases ?? [])],
      modified: record.modified,
      withdrawn: record.withdrawn !== undefined,
      ranges: [],
      conditions: false,
      versions: [],
    };
    advisory.ranges.push(...ranges.filter(({ type }) => type !== 'GIT').map(({ events }) => events));
    advisory.versions.push(...versions);
    mine.set(key, advisory);
  }
  for (const [key, advisory] of mine) {
    const [ecosystem = '', name = ''] = key.split('\0');
    keep(found, ecosystem, name, advisory);
  }
}

/** Shards have one range for each entry; conditions become events that say the same. */
function readShard(found: NaiveAdvisories, { packageName, vulnerabilities = [] }: NpmShard): void {
  for (const { id, title, identifiers, affectedVersions } of vulnerabilities) {
    const names = [id, ...identifiers.map(({ value }) => value)];
    const ranges = affectedVersions.map(({ range, fixed }) => eventsOf(range, fixed));
    // Older than every OSV record, which has all its ranges.
    const withdrawn = title.startsWith('Withdrawn');
    keep(found, 'npm', packageName, { id, names, modified: '', withdrawn, ranges, conditions: true, versions: [] });
  }
}

function eventsOf(range: string, fixed: string | undefined): NaiveEvent[] {
  const events: NaiveEvent[] = range.includes('>') || range.startsWith('=') ? [] : [{ introduced: '0' }];
  for (const part of range.split(', ')) {
    const [operator = '', version = ''] = part.split(' ');
    const full = fullVersion(version);
    if (operator === '>=' || operator === '=') events.push({ introduced: full });
    // Nothing between a release and the lowest pre-release of the next one.
    if (operator === '>')
      events.push({
        introduced: version === '0' ? '0.0.1-0' : `${full.replace(/\d+$/, (last) => String(Number(last) + 1))}-0`,
      });
    if (operator === '=') events.push({ last_affected: full });
    if (operator === '<') events.push({ fixed: full });
    if (operator === '<=') events.push(fixed === undefined ? { last_affected: full } : { fixed: fullVersion(fixed) });
  }
  return events;
}

/** Three numbers without zeros in front, however few the author wrote. */
function fullVersion(version: string): string {
  const short = version.replace(/(^|\.)0+(?=\d)/g, '$1');
  if (/^\d+$/.test(short)) return short === '0' ? short : `${short}.0.0`;
  return /^\d+\.\d+$/.test(short) ? `${short}.0` : short;
}

/** Names that an ecosystem takes for the same. */
function sameName(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI')
    return name
      .toLowerCase()
      .split(/[-_.]+/)
      .join('-');
  return ecosystem === 'NuGet' || ecosystem === 'Packagist' ? name.toLowerCase() : name;
}

function keep(found: NaiveAdvisories, ecosystem: string, name: string, advisory: NaiveAdvisory): void {
  const packages = found.get(ecosystem) ?? new Map<string, Map<string, NaiveAdvisory>>();
  const advisories = packages.get(name) ?? new Map<string, NaiveAdvisory>();
  const known = advisories.get(advisory.id);
  if (known === undefined || known.modified <= advisory.modified) advisories.set(advisory.id, advisory);
  found.set(ecosystem, packages.set(name, advisories));
}
