import { parse } from 'yaml';
import { SeawallError } from '#model';
import type { AdvisoryRecord } from '../advisory-row.ts';
import { levelOfScore } from '../cvss.ts';
import { gem } from '../version/gem.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { affectedBetween } from './gem-requirements.ts';
import { readBytes } from './read-json.ts';
import { objectOf, textOf, textsOf, titleOf } from './shape.ts';

const maxBytes = 1024 * 1024;

/**
 * ruby-advisory-db: one YAML file for each advisory about a gem or a Ruby engine, with the versions that are safe.
 * Source: the README of rubysec/ruby-advisory-db, "Schema".
 */
export const rubyAdvisory: Feed = {
  id: 'ruby-advisory',
  title: 'ruby-advisory-db',
  recognise(head) {
    const text = head.toString('latin1');
    return /^(?:---\s*\n)?(?:gem|engine): \S/.test(text) && /^title:/m.test(text);
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(parseYaml((await readBytes(file.chunks, maxBytes)).toString('utf8')));
  const gemName = textOf(document?.['gem']);
  const name = gemName ?? textOf(document?.['engine']);
  const ids = document === undefined ? [] : idsOf(document);
  const [id] = ids;
  if (document === undefined || name === undefined || id === undefined) {
    throw new SeawallError('malformed-feed', 'usage', 'a Ruby advisory without a gem, an engine or an id');
  }
  sink.source('ruby-advisory-db', 'all');
  const published = textOf(document['date'], 40);
  sink.counted(published);
  const safe = [...textsOf(document['patched_versions']), ...textsOf(document['unaffected_versions'])];
  const ranges = affectedBetween(safe, gem);
  if (ranges === undefined) {
    sink.problem(`${name} ${id}`, 'a version requirement that is not understood');
    return;
  }
  const record = recordOf(id, ids.slice(1), document);
  const shard = gemName === undefined ? 'ruby-engines' : 'rubygems';
  sink.advisory(shard, record);
  sink.row(shard, name, { id, source: record.source, ranges });
  if (id.startsWith('CVE-')) sink.detail(id, record);
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0, logLevel: 'silent' }) as unknown;
  } catch (cause) {
    throw new SeawallError('malformed-feed', 'usage', 'not well-formed YAML', { cause });
  }
}

/** The ids of an advisory, which stand there without their prefix. */
function idsOf(document: Record<string, unknown>): string[] {
  const { cve, ghsa, osvdb } = document;
  return [
    ...(typeof cve === 'string' && /^\d{4}-\d{4,19}$/.test(cve) ? [`CVE-${cve}`] : []),
    ...(typeof ghsa === 'string' && /^[0-9a-z]{4}(?:-[0-9a-z]{4}){2}$/.test(ghsa) ? [`GHSA-${ghsa}`] : []),
    ...(Number.isSafeInteger(osvdb) || (typeof osvdb === 'string' && /^\d+$/.test(osvdb))
      ? [`OSVDB-${Number(osvdb)}`]
      : []),
  ];
}

function recordOf(id: string, aliases: string[], document: Record<string, unknown>): AdvisoryRecord {
  const title = titleOf(document['title']);
  const score = document['cvss_v4'] ?? document['cvss_v3'];
  const level = typeof score === 'number' ? levelOfScore(score) : undefined;
  const published = textOf(document['date'], 40);
  const url = textOf(document['url'], 2048);
  return {
    id,
    source: 'rubysec',
    ...(aliases.length > 0 && { aliases }),
    ...(title !== undefined && { title }),
    ...(level !== undefined && { level }),
    ...(published !== undefined && { published }),
    ...(url !== undefined && /^https?:\/\//.test(url) && { references: [url] }),
  };
}
