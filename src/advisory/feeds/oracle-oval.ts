import { SeawallError } from '#model';
import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import { oracleBuild } from '../ecosystems.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { type Meaning, type Statement, statementsOf } from './oval-criteria.ts';
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
  sink.counted(definition.facts.modified);
  const strange = new Set<string>();
  const statements = statementsOf(definition.criteria, (criterion) => meaningOf(criterion, strange));
  for (const comment of strange) sink.problem(id, `a condition that is not understood: '${comment}'`);
  const rows = rowsOf(id, definition, statements);
  if (rows.size === 0) return 'names no package of a release';
  for (const shard of new Set([...rows.values()].map((row) => row.shard))) {
    sink.advisory(shard, recordOf(id, definition));
  }
  for (const { shard, name, row } of rows.values()) sink.row(shard, name, row);
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
  // The architecture is the image's anyway; what Oracle did not sign is not Oracle's, which versions tell as well.
  if (!/^(?:Oracle Linux arch is |\S+ is signed with |\S+ is ksplice-based$)/.test(comment)) {
    strange.add(comment.slice(0, 80));
  }
  return { condition: {} };
}

interface PlacedRow {
  shard: string;
  name: string;
  row: AdvisoryRow;
}

/** One row for each package, version and module, however many architectures have it. */
function rowsOf(id: string, { facts }: OvalDefinition, statements: readonly Statement<Fix>[]): Map<string, PlacedRow> {
  const rows = new Map<string, PlacedRow>();
  for (const { about, under } of statements) {
    const { name, fixed } = about;
    const build = oracleBuild(fixed);
    // Both number their versions on their own, as module streams do, and are kept apart in the same way.
    const modules = build === undefined ? under.modules : [build];
    for (const shard of under.shards ?? []) {
      const row: AdvisoryRow = { id, source: 'ol', ranges: [{ fixed }] };
      if (facts.modified !== undefined) row.modified = facts.modified;
      if (modules !== undefined) row.modules = [...modules];
      rows.set([shard, name, fixed, ...(modules ?? [])].join('\0'), { shard, name, row });
    }
  }
  return rows;
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
