import { SeawallError } from '#model';
import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import { oracleBuild } from '../ecosystems.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { moduleStreams } from './module-streams.ts';
import { type Condition, type Meaning, type Statement, statementsOf } from './oval-criteria.ts';
import { type Criterion, type OvalDefinition, ovalDefinition } from './oval-definition.ts';
import { titleOf } from './shape.ts';
import { xmlRecords } from './xml-records.ts';

/**
 * Oracle Linux's notices in OVAL: `com.oracle.elsa-all.xml`, one file for each year, or one for each notice.
 * Their tests only repeat what the comments of the criteria say in a fixed form, so that one definition at a time is enough.
 * Source: https://linux.oracle.com/security/oval/
 */
export const oracleOval: Feed = {
  id: 'oracle-oval',
  title: 'Oracle Linux OVAL',
  recognise: (head) => head.includes('<oval_definitions') && head.includes('oval:com.oracle.elsa:def:'),
  read,
};

/** A package that is affected below a version. */
interface Fix {
  name: string;
  fixed: string;
}

const maxReferences = 20;

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  sink.source(`oracle-oval ${file.container}`, 'all');
  let count = 0;
  for await (const element of xmlRecords(file.chunks, 'oval_definitions', new Set(['definition']))) {
    count += 1;
    const definition = ovalDefinition(element);
    const problem = typeof definition === 'string' ? definition : readDefinition(definition, sink);
    if (problem !== undefined) sink.problem(element.attributes['id']?.slice(0, 128) ?? 'a definition', problem);
  }
  if (count === 0) throw new SeawallError('malformed-feed', 'usage', 'holds no definition');
}

/** Puts one notice into the sink, or says what is wrong with it. */
function readDefinition(definition: OvalDefinition, sink: FeedSink): string | undefined {
  const id = noticeId(definition);
  if (definition.class !== 'patch' || id === undefined) return 'is no notice with an ELSA id';
  const { modified } = definition.facts;
  sink.counted(modified);
  const strange = new Set<string>();
  const statements = statementsOf(definition.criteria, (criterion) => meaningOf(criterion, strange));
  const placed = placedRows(definition.title, statements, strange);
  for (const what of strange) sink.problem(id, what);
  if (placed.length === 0) return 'names no package of a release';
  const record = recordOf(id, definition);
  for (const shard of new Set(placed.flat().map((row) => row.shard))) sink.advisory(shard, record);
  for (const versions of placed) {
    for (const { shard, name, fixed, modules, arches } of versions) {
      const row: AdvisoryRow = { id, source: 'ol', ranges: [{ fixed }] };
      if (modified !== undefined) row.modified = modified;
      if (modules !== undefined) row.modules = [...modules];
      // One fix for all is the rule, and says nothing about architectures.
      if (versions.length > 1 && arches !== undefined) row.arches = [...arches];
      sink.row(shard, name, row);
    }
  }
  return undefined;
}

function noticeId({ references, title }: OvalDefinition): string | undefined {
  const texts = [...references.map(({ id }) => id), title];
  return texts.flatMap((text) => /\bELSA-\d{4}-\d{1,9}(?:-\d{1,4})?\b/.exec(text)?.[0] ?? [])[0];
}

function meaningOf({ comment }: Criterion, strange: Set<string>): Meaning<Fix> {
  const [, name, fixed] = /^(\S{1,256}) is earlier than (\S{1,256})$/.exec(comment) ?? [];
  if (name !== undefined && fixed !== undefined) return { about: { name, fixed: fixed.replace(/^0:/, '') } };
  const release = /^Oracle Linux (\d{1,3}) is installed$/.exec(comment)?.[1];
  if (release !== undefined) return { condition: { shards: [`ol:${release}`] } };
  const module = /^Module (\S{1,128}:\S{1,128}) is enabled$/.exec(comment)?.[1];
  if (module !== undefined) return { condition: { modules: [module] } };
  const arch = /^Oracle Linux arch is (\S{1,32})$/.exec(comment)?.[1];
  if (arch !== undefined) return { condition: { arches: packageArches(arch) } };
  // What Oracle did not sign is not Oracle's, and versions tell what Ksplice built.
  if (!/^\S+ is (?:signed with .*|ksplice-based)$/.test(comment))
    strange.add(`a condition that is not understood: '${comment.slice(0, 80)}'`);
  return { condition: {} };
}

/** Architectures of packages that a system of one may have. */
function packageArches(system: string): string[] {
  const intel = ['i386', 'i486', 'i586', 'i686'];
  if (intel.includes(system)) return intel;
  return system === 'x86_64' ? ['x86_64', ...intel] : [system];
}

interface PlacedRow {
  shard: string;
  name: string;
  fixed: string;
  modules: readonly string[] | undefined;
  arches: Set<string> | undefined;
}

/** One for each package, version and module, however many architectures have it. */
function placedRows(
  title: string,
  statements: readonly Statement<Fix>[],
  strange: Set<string>,
): readonly (readonly PlacedRow[])[] {
  const rows = new Map<string, Map<string, PlacedRow>>();
  for (const { about, under } of statements) {
    const { name, fixed } = about;
    const modules = modulesOf(title, fixed, under);
    if (modules === 'unnamed') strange.add('a module whose stream is not named: matched by no package');
    for (const shard of under.shards ?? []) {
      const row = { shard, name, fixed, modules: modules === 'unnamed' ? [] : modules, arches: setOf(under.arches) };
      const key = [shard, name, ...(row.modules ?? [])].join('\0');
      const versions = rows.get(key) ?? new Map<string, PlacedRow>();
      rows.set(key, versions);
      const known = versions.get(fixed);
      versions.set(fixed, known === undefined ? row : { ...row, arches: joined(known.arches, row.arches) });
    }
  }
  return [...rows.values()].map((versions) => [...versions.values()]);
}

function setOf(list: readonly string[] | undefined): Set<string> | undefined {
  return list === undefined ? undefined : new Set(list);
}

function joined(a: Set<string> | undefined, b: Set<string> | undefined): Set<string> | undefined {
  return a === undefined || b === undefined ? undefined : a.union(b);
}

/** Ksplice and FIPS builds number their versions on their own, as module streams do, and are kept apart in the same way. */
function modulesOf(title: string, fixed: string, under: Condition): readonly string[] | 'unnamed' | undefined {
  const build = oracleBuild(fixed);
  return build === undefined ? (under.modules ?? moduleStreams(title, [{ fixed }])) : [build];
}

function recordOf(id: string, { title, cves, facts, references }: OvalDefinition): AdvisoryRecord {
  // `ELSA-2021-9151:  openssl security update (IMPORTANT)`
  const [, text] = /^\s*(?:ELSA-[\d-]+:\s*)?(.*?)(?:\s*\([A-Z]+\))?\s*$/s.exec(title) ?? [];
  const short = titleOf(text);
  const urls = references.flatMap(({ url }) => (/^https?:\/\//.test(url) ? [url] : [])).slice(0, maxReferences);
  return {
    id,
    source: 'ol',
    ...(cves.length > 0 && { vulnerabilities: [...cves] }),
    ...(short !== undefined && { title: short }),
    ...facts,
    ...(urls.length > 0 && { references: urls }),
  };
}
