import { SeawallError } from '#model';
import type { AdvisoryRecord } from '../advisory-row.ts';
import { csafGroups, csafSayings } from '../csaf/sayings.ts';
import { levelOfVector } from '../cvss.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { levelOfWord } from './level-words.ts';
import { readJson } from './read-json.ts';
import { redHatComponents } from './redhat-components.ts';
import { redHatRows, type RedHatVulnerability } from './redhat-rows.ts';
import { arrayOf, objectOf, textOf, textsOf, titleOf } from './shape.ts';

type Fields = Record<string, unknown>;

const maxBytes = 64 * 1024 * 1024;
const maxReferences = 20;

/**
 * Red Hat's VEX files, one for each CVE: what is fixed in which product by which package, and what is not.
 * Source: https://security.access.redhat.com/data/csaf/v2/vex/; CSAF 2.0; Red Hat, security-data-guidelines.
 */
export const redhatVex: Feed = {
  id: 'redhat-vex',
  title: 'Red Hat VEX',
  recognise(head) {
    const text = head.toString('latin1');
    return /^\s*\{/.test(text) && /"category"\s*:\s*"csaf_vex"/.test(text) && /"name"\s*:\s*"Red Hat/.test(text);
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(await readJson(file.chunks, maxBytes));
  const about = objectOf(document?.['document']);
  if (document === undefined || about === undefined) {
    throw new SeawallError('malformed-feed', 'usage', 'a VEX file without its document');
  }
  refuseNewForm(about);
  // Every archive has its date in its name, and all of them are the same source.
  const archive = /(?:^|\/)csaf_vex_[\d-]+\.tar/.test(file.container);
  sink.source(archive ? 'redhat-vex' : `redhat-vex ${file.container}`, 'all');
  const tracking = objectOf(about['tracking']) ?? {};
  if (tracking['status'] === 'deleted') return;
  const tree = objectOf(document['product_tree']) ?? {};
  const components = redHatComponents(tree);
  for (const item of arrayOf(document['vulnerabilities'])) {
    const fields = objectOf(item) ?? {};
    const id = textOf(fields['cve'], 32);
    if (id === undefined || !/^CVE-\d{4}-\d{4,19}$/.test(id)) {
      sink.problem(file.path, 'a vulnerability without a CVE');
      continue;
    }
    const modified = dateOf(tracking['current_release_date']);
    const record = recordOf(id, fields, about, modified);
    const vulnerability = vulnerabilityOf(record, fields, csafGroups(tree));
    publish(vulnerability, record, redHatRows(vulnerability, components, sink), sink);
  }
}

/** Files of the form that is to come name components in other ways: read as these, they would tell half of it. */
function refuseNewForm(about: Fields): void {
  const urls = arrayOf(about['references']).map((item) => String(objectOf(item)?.['url']));
  if (urls.some((url) => url.includes('/csaf/v2/vex/'))) return;
  const what = 'does not come from /data/csaf/v2/vex/: other forms of the VEX files of Red Hat are not read';
  throw new SeawallError('unknown-form', 'usage', what);
}

function recordOf(id: string, fields: Fields, about: Fields, modified: string | undefined): AdvisoryRecord {
  const title = titleOf(fields['title']) ?? titleOf(about['title']);
  const published = dateOf(fields['release_date']);
  const references = referencesOf(fields);
  const vector = vectorOf(fields);
  const stated = levelOfWord(objectOf(about['aggregate_severity'])?.['text']);
  const level = stated ?? (vector === undefined ? undefined : levelOfVector(vector));
  return {
    id,
    source: 'redhat',
    ...(title !== undefined && { title }),
    ...(level !== undefined && { level }),
    ...(vector !== undefined && { vector }),
    ...(published !== undefined && { published }),
    ...(modified !== undefined && { modified }),
    ...(references.length > 0 && { references }),
  };
}

function vulnerabilityOf(
  { id, level, modified }: AdvisoryRecord,
  fields: Fields,
  groups: ReadonlyMap<string, readonly string[]>,
): RedHatVulnerability {
  const status = objectOf(fields['product_status']) ?? {};
  const remediations = (category: string, field: string): Map<string, string> =>
    csafSayings(fields['remediations'], field, groups, (item) => item['category'] === category);
  return {
    id,
    ...(level !== undefined && { level }),
    ...(modified !== undefined && { modified }),
    fixed: textsOf(status['fixed']),
    affected: textsOf(status['known_affected']),
    unsure: textsOf(status['under_investigation']),
    unaffected: textsOf(status['known_not_affected']),
    impacts: csafSayings(fields['threats'], 'details', groups, (item) => item['category'] === 'impact'),
    notices: remediations('vendor_fix', 'url'),
    unfixed: remediations('no_fix_planned', 'details'),
    pending: remediations('none_available', 'details'),
  };
}

function publish(
  { id, modified }: RedHatVulnerability,
  record: AdvisoryRecord,
  rows: ReturnType<typeof redHatRows>,
  sink: FeedSink,
): void {
  sink.counted(modified);
  const shards = new Set<string>();
  for (const { release, name, row } of rows) {
    const shard = `redhat:${release}`;
    if (!shards.has(shard)) sink.advisory(shard, { ...record, id });
    shards.add(shard);
    sink.row(shard, name, row);
  }
}

/** Of the first score, in the newest CVSS version that it has. */
function vectorOf(fields: Fields): string | undefined {
  const [score] = arrayOf(fields['scores']).map(objectOf);
  for (const version of ['cvss_v4', 'cvss_v3', 'cvss_v2']) {
    const vector = textOf(objectOf(score?.[version])?.['vectorString'], 400);
    if (vector !== undefined) return vector;
  }
  return undefined;
}

function referencesOf(fields: Fields): string[] {
  const urls = arrayOf(fields['references']).flatMap((item) => textOf(objectOf(item)?.['url'], 2048) ?? []);
  return [...new Set(urls.filter((url) => /^https?:\/\//.test(url)))].slice(0, maxReferences);
}

/** UTC as others write it. */
function dateOf(value: unknown): string | undefined {
  return textOf(value, 40)?.replace(/\+00:00$/, 'Z');
}
