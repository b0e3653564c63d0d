import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse as parseYaml } from 'yaml';
import { compareVersions } from '#advisory';
import { bufferAccess, openZip } from '#kit/zip';
import { meetsRequirement } from './gem-requirement.ts';

/** What one record of the raw data says about one package. */
export interface RawStatement {
  /** File of the data folder, and member of it. */
  file: string;
  id: string;
  aliases: readonly string[];
  withdrawn: boolean;
  ranges: readonly RawRange[];
  versions: readonly string[];
  /** Requirements of RubyGems of which a version that meets one is safe, and every other affected. */
  safe?: readonly string[];
}

export interface RawRange {
  introduced?: string;
  fixed?: string;
  lastAffected?: string;
}

interface OsvRecord {
  id: string;
  aliases?: string[];
  upstream?: string[];
  related?: string[];
  withdrawn?: string;
  affected?: {
    package?: { ecosystem: string; name: string };
    ranges?: { type: string; events: Record<string, string>[] }[];
    versions?: string[];
  }[];
}

interface NpmShard {
  packageName: string;
  vulnerabilities: {
    id: string;
    title: string;
    identifiers?: { value: string }[];
    affectedVersions: { range: string; fixed?: string }[];
  }[];
}

/** A file of ruby-advisory-db. */
interface GemRecord {
  gem?: string;
  cve?: string;
  ghsa?: string;
  patched_versions?: string[];
  unaffected_versions?: string[];
}

/** Advisories as they were published, read without any of the product's feeds. */
export class RawAdvisories {
  readonly #statements = new Map<string, RawStatement[]>();
  readonly #aliases = new Map<string, Set<string>>();

  /** @param folder as `db import` takes it: `osv/*.zip`, `npm/ghsa-npm-shards.zip`, `debian/tracker-derived.json.gz`, `alpine/*.zip` */
  constructor(folder: string) {
    for (const name of readdirSync(join(folder, 'osv')).filter((file) => file.endsWith('.zip')))
      for (const [member, text] of membersOf(join(folder, 'osv', name)))
        this.#addOsv(`osv/${name}, ${member}`, JSON.parse(text) as OsvRecord);
    const shards = 'npm/ghsa-npm-shards.zip';
    for (const [member, text] of membersOf(join(folder, shards)))
      this.#addShard(`${shards}, ${member}`, JSON.parse(text) as NpmShard);
    this.#addTracker(join(folder, 'debian/tracker-derived.json.gz'));
    const secdb = 'alpine/secdb-derived-aports-2023-02-27.zip';
    for (const [member, text] of membersOf(join(folder, secdb))) this.#addSecdb(`${secdb}, ${member}`, member, text);
    const gems = 'rubygems/ruby-advisory-db.zip';
    for (const [member, text] of membersOf(join(folder, gems), '.yml'))
      this.#addGem(`${gems}, ${member}`, parseYaml(text) as GemRecord);
  }

  /**
   * Every statement on a package.
   * @param ecosystem as OSV writes it, or `Debian:bookworm`, `Alpine:v3.17`
   */
  about(ecosystem: string, name: string): readonly RawStatement[] {
    return this.#statements.get(`${ecosystem} ${name}`) ?? [];
  }

  /** The statements on a package about a vulnerability, whatever it is called there. */
  aboutVulnerability(ecosystem: string, name: string, ids: readonly string[]): RawStatement[] {
    const wanted = this.namesOf(ids);
    return this.about(ecosystem, name).filter(({ id, aliases }) => [id, ...aliases].some((other) => wanted.has(other)));
  }

  /** All names of a vulnerability: the ids, and whatever a record calls their alias. */
  namesOf(ids: readonly string[]): Set<string> {
    const found = new Set(ids);
    for (const id of found) for (const alias of this.#aliases.get(id) ?? []) found.add(alias);
    return found;
  }

  #addGem(file: string, record: GemRecord): void {
    if (record.gem === undefined) return;
    const cve = record.cve === undefined ? [] : [`CVE-${record.cve}`];
    const ghsa = record.ghsa === undefined ? [] : [`GHSA-${record.ghsa}`];
    const [id, ...aliases] = [...cve, ...ghsa];
    if (id === undefined) return;
    this.#addAliases([id, ...aliases]);
    const safe = [...(record.patched_versions ?? []), ...(record.unaffected_versions ?? [])];
    this.#add('RubyGems', record.gem, { file, id, aliases, withdrawn: false, ranges: [], versions: [], safe });
  }

  #add(ecosystem: string, name: string, statement: RawStatement): void {
    const key = `${ecosystem} ${name}`;
    const list = this.#statements.get(key);
    if (list === undefined) this.#statements.set(key, [statement]);
    else list.push(statement);
  }

  #addAliases(ids: readonly string[]): void {
    for (const id of ids) {
      const known = this.#aliases.get(id) ?? new Set();
      for (const other of ids) known.add(other);
      this.#aliases.set(id, known);
    }
  }

  #addOsv(file: string, record: OsvRecord): void {
    const { id, aliases = [], affected = [] } = record;
    this.#addAliases([id, ...aliases]);
    for (const item of affected) {
      if (item.package === undefined) continue;
      const ranges = (item.ranges ?? [])
        .filter(({ type }) => type !== 'GIT')
        .flatMap(({ events }) => readEvents(events));
      this.#add(item.package.ecosystem, oneSpelling(item.package.ecosystem, item.package.name), {
        file,
        id,
        aliases: [...aliases, ...(record.upstream ?? []), ...(record.related ?? [])],
        withdrawn: record.withdrawn !== undefined,
        ranges,
        versions: item.versions ?? [],
      });
    }
  }

  #addShard(file: string, shard: NpmShard): void {
    for (const { id, title, identifiers = [], affectedVersions } of shard.vulnerabilities ?? []) {
      const aliases = identifiers.map(({ value }) => value).filter((value) => value !== id);
      this.#addAliases([id, ...aliases]);
      const ranges = affectedVersions.map(({ range, fixed }) => readConditions(range, fixed));
      const withdrawn = title.startsWith('Withdrawn');
      this.#add('npm', shard.packageName, { file, id, aliases, withdrawn, ranges, versions: [] });
    }
  }

  #addTracker(path: string): void {
    type Tracker = Record<
      string,
      Record<string, { releases: Record<string, { status: string; fixed_version?: string }> }>
    >;
    const tracker = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Tracker;
    for (const [name, cves] of Object.entries(tracker)) {
      for (const [id, { releases }] of Object.entries(cves)) {
        for (const [release, { status, fixed_version: fixed }] of Object.entries(releases)) {
          const ranges = status === 'open' ? [{}] : fixed === undefined || fixed === '0' ? [] : [{ fixed }];
          const file = `debian/tracker-derived.json.gz, ${name}`;
          this.#add(`Debian:${release}`, name, { file, id, aliases: [], withdrawn: false, ranges, versions: [] });
        }
      }
    }
  }

  #addSecdb(file: string, member: string, text: string): void {
    type Secdb = { packages?: { pkg: { name: string; secfixes: Record<string, string[]> } }[] };
    const release = member.split('/')[0];
    for (const { pkg } of (JSON.parse(text) as Secdb).packages ?? []) {
      for (const [fixed, entries] of Object.entries(pkg.secfixes)) {
        const ranges = fixed === '0' ? [] : [{ fixed }];
        for (const id of entries.flatMap((entry) => entry.split(/\s+/)))
          this.#add(`Alpine:${release}`, pkg.name, { file, id, aliases: [], withdrawn: false, ranges, versions: [] });
      }
    }
  }
}

/** True when a statement holds for a version, in the ecosystem's own order. */
export function statementHolds(
  { withdrawn, ranges, versions, safe }: RawStatement,
  version: string,
  ordering: string,
): boolean {
  if (withdrawn) return false;
  if (safe !== undefined) return !safe.some((requirement) => meetsRequirement(version, requirement));
  const before = (a: string, b: string) => compareVersions(ordering, a, b) === '<';
  const holds = ({ introduced, fixed, lastAffected }: RawRange) =>
    (introduced === undefined || introduced === '0' || !before(version, introduced)) &&
    (fixed === undefined ? lastAffected === undefined || !before(lastAffected, version) : before(version, fixed));
  return ranges.some(holds) || versions.some((named) => compareVersions(ordering, named, version) === '=');
}

/** A range in words. */
export function describeRange({ introduced, fixed, lastAffected }: RawRange): string {
  const parts = [
    introduced === undefined || introduced === '0' ? '' : `>= ${introduced}`,
    fixed === undefined ? '' : `< ${fixed}`,
    lastAffected === undefined || fixed !== undefined ? '' : `<= ${lastAffected}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'every version' : parts.join(', ');
}

function* membersOf(path: string, ending = '.json'): Generator<[name: string, text: string]> {
  const zip = openZip(bufferAccess(readFileSync(path)));
  for (const entry of zip.entries)
    if (entry.name.endsWith(ending)) yield [entry.name, zip.read(entry).toString('utf8')];
}

/** The names of PyPI, NuGet and Packagist are the same in several spellings. */
function oneSpelling(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-');
  return ecosystem === 'NuGet' || ecosystem === 'Packagist' ? name.toLowerCase() : name;
}

function readEvents(events: readonly Record<string, string>[]): RawRange[] {
  const ranges: RawRange[] = [];
  for (const event of events) {
    const last = ranges.at(-1);
    if (event['introduced'] !== undefined) ranges.push({ introduced: event['introduced'] });
    else if (event['fixed'] !== undefined && last !== undefined) last.fixed = event['fixed'];
    else if (event['last_affected'] !== undefined && last !== undefined) last.lastAffected = event['last_affected'];
  }
  return ranges;
}

function readConditions(text: string, fixed: string | undefined): RawRange {
  const range: RawRange = {};
  for (const condition of text.split(',')) {
    const [, operator, version] = /^\s*(>=|<=|<|>|=)\s*(\S+)\s*$/.exec(condition) ?? [];
    if (version === undefined) throw new Error(`a range that is not understood: ${text}`);
    if (operator === '=') return { introduced: version, lastAffected: version };
    if (operator === '>=' || operator === '>') range.introduced = operator === '>' ? `${version}.0` : version;
    else if (operator === '<') range.fixed = version;
    else {
      range.lastAffected = version;
      if (fixed !== undefined) range.fixed = fixed;
    }
  }
  return range;
}
