import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import type { Ecosystem } from '../ecosystems.ts';
import type { AdvisoryDatabase } from '../store/database.ts';
import type { Ordering } from '../version/ordering.ts';
import { groupByAlias } from './group-by-alias.ts';

/** One row with the record it points to. */
export interface Statement {
  row: AdvisoryRow;
  record?: AdvisoryRecord;
}

/** One vulnerability of one package name: everything that any source says about it. */
export interface Vulnerability {
  /** CVE, else the distribution's id, else GHSA; any other where there is none of them. */
  id: string;
  /** Its other names. */
  aliases: string[];
  /** Statements of the source that decides: a vendor's own feed beats conversions of it. */
  statements: Statement[];
}

/** All that is known about one package name, arranged so that most of it need not be looked at. */
export interface PackageKnowledge {
  /** Affected in every version. */
  always: Vulnerability[];
  /** Affected below `fixed`, the newest fix first: everything before the first fix that is not newer is a match. */
  below: { fixed: string; vulnerabilities: Vulnerability[] }[];
  /** All others: to be looked at one by one. */
  other: Vulnerability[];
}

const memory = new WeakMap<AdvisoryDatabase, Map<string, PackageKnowledge>>();

/**
 * What the database knows about a package name in one shard; worked out once per open database.
 * @param source name of its source, where advisories may be about either
 */
export function packageKnowledge(
  database: AdvisoryDatabase,
  shard: string,
  name: string,
  ecosystem: Ecosystem,
  ordering: Ordering,
  source?: string,
): PackageKnowledge {
  let known = memory.get(database);
  if (known === undefined) memory.set(database, (known = new Map()));
  const key = `${shard}\0${name}\0${source ?? ''}`;
  let knowledge = known.get(key);
  if (knowledge === undefined) {
    knowledge = arrange(vulnerabilitiesOf(database, shard, name, source, ecosystem), ordering);
    known.set(key, knowledge);
  }
  return knowledge;
}

function vulnerabilitiesOf(
  database: AdvisoryDatabase,
  shard: string,
  name: string,
  source: string | undefined,
  ecosystem: Ecosystem,
): Vulnerability[] {
  const own = database.rows(shard, name);
  const ofSource = source === undefined ? [] : database.rows(shard, source).filter((row) => row.of === 'source');
  if (own.length + ofSource.length === 0) return [];
  const rows = [...own.filter((row) => row.of !== 'source'), ...ofSource];
  const bare = bareIds(rows, ecosystem);
  const named = rows.flatMap((row) => {
    const record = database.advisories(shard, row.id).find(({ source: from }) => from === row.source);
    const statement: Statement = record === undefined ? { row } : { row, record };
    const others = bare.size > 0 && record === undefined ? knownAliases(database, row.id, bare) : [];
    return namesOf(row, record).map((names) => ({ names: [...names, ...others], statement }));
  });
  return groupByAlias(named).map(({ names, items }) => {
    const [id = '', ...others] = names.toSorted(byImportance(ecosystem));
    const aliases = new Set([...others, ...items.flatMap(({ row }) => row.alsoNamed ?? [])]);
    return { id, aliases: [...aliases], statements: deciding(items, ecosystem) };
  });
}

/** A distribution may list a vulnerability once by its CVE and once by GitHub's id, and not say that they are one. */
function bareIds(rows: readonly AdvisoryRow[], ecosystem: Ecosystem): Set<string> {
  const ids = ecosystem.kind === 'distribution' ? rows.map(({ id }) => id) : [];
  return new Set(ids.filter((id) => id.startsWith('GHSA-')));
}

/** Those of the ids that the database has as other names of a CVE. */
function knownAliases(database: AdvisoryDatabase, id: string, among: ReadonlySet<string>): string[] {
  const names = database.details(id).flatMap((record) => [record.id, ...(record.aliases ?? [])]);
  return names.filter((name) => among.has(name));
}

/** The names of each vulnerability that a row is about: one for each CVE of a vendor's notice, else all as one. */
function namesOf(row: AdvisoryRow, record: AdvisoryRecord | undefined): string[][] {
  if (record?.vulnerabilities !== undefined) return record.vulnerabilities.map((id) => [id]);
  return [[row.id, ...(record?.aliases ?? [])]];
}

/** The vendor's own feed decides about its packages; where only conversions speak, they do. */
function deciding(statements: Statement[], ecosystem: Ecosystem): Statement[] {
  if (ecosystem.kind !== 'distribution') return statements;
  const own = statements.filter(({ row }) => row.source === ecosystem.shard);
  return own.length > 0 ? own : statements;
}

/** CVE first; then a distribution's own id, but among language packages the id that most tools know. */
function byImportance({ kind }: Ecosystem): (a: string, b: string) => number {
  const importance = (id: string): number => {
    if (id.startsWith('CVE-')) return 0;
    return id.startsWith('GHSA-') === (kind === 'language') ? 1 : 2;
  };
  return (a, b) => importance(a) - importance(b) || (a < b ? -1 : 1);
}

function arrange(vulnerabilities: readonly Vulnerability[], ordering: Ordering): PackageKnowledge {
  const always: Vulnerability[] = [];
  const other: Vulnerability[] = [];
  const below = new Map<string, Vulnerability[]>();
  for (const vulnerability of vulnerabilities) {
    if (vulnerability.statements.every(({ row }) => row.ranges.length === 0 && row.versions === undefined)) continue;
    const fixed = soleFix(vulnerability);
    if (fixed === 'none') always.push(vulnerability);
    else if (fixed === undefined) other.push(vulnerability);
    else below.set(fixed.version, [...(below.get(fixed.version) ?? []), vulnerability]);
  }
  const sorted = [...below].map(([fixed, items]) => ({ fixed, vulnerabilities: items }));
  sorted.sort((a, b) => ordering.compare(b.fixed, a.fixed));
  return { always, below: sorted, other };
}

/** The fixed version when the one range runs from the beginning to it, `none` when it has no end. */
function soleFix({ statements }: Vulnerability): { version: string } | 'none' | undefined {
  const [statement] = statements;
  if (statements.length !== 1 || statement === undefined) return undefined;
  const { ranges, versions, modules, arches, products } = statement.row;
  const [range] = ranges;
  const everywhere = modules === undefined && arches === undefined && products === undefined;
  const plain = ranges.length === 1 && versions === undefined && everywhere;
  if (!plain || range === undefined || range.introduced !== undefined || range.lastAffected !== undefined)
    return undefined;
  return range.fixed === undefined ? 'none' : { version: range.fixed };
}
