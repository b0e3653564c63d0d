import { SeawallError } from '#model';
import type { AdvisoryRecord } from '../advisory-row.ts';
import { severityOfCvss } from './cvss-severity.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { readJson } from './read-json.ts';
import { arrayOf, objectOf, textOf, titleOf } from './shape.ts';

const maxBytes = 16 * 1024 * 1024;
const maxReferences = 20;

/**
 * One CVE record as the CVE Program publishes it: what is known about a CVE, whatever package it is in. What it says
 * about affected products is not read: it names them in words of its author, not as packages.
 * Source: CVE JSON record format 5.x (CVEProject/cve-schema); cvelistV5 and CISA's vulnrichment hold such files.
 */
export const cve5Record: Feed = {
  id: 'cve5-record',
  title: 'CVE records',
  recognise(head) {
    const text = head.toString('latin1');
    // Older files are sorted by key: what kind they are stands behind all that they say.
    return (
      /^\s*\{\s*"(?:dataType|dataVersion|cveMetadata|containers)"\s*:/.test(text) &&
      /"dataType"\s*:\s*"CVE_RECORD"|^\s*\{\s*"containers"\s*:\s*\{\s*"(?:adp|cna)"\s*:/.test(text)
    );
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(await readJson(file.chunks, maxBytes));
  const metadata = objectOf(document?.['cveMetadata']);
  const id = textOf(metadata?.['cveId'], 32);
  if (document === undefined || metadata === undefined || id === undefined || !/^CVE-\d{4}-\d{4,19}$/.test(id)) {
    throw new SeawallError('malformed-feed', 'usage', 'a CVE record without a CVE id');
  }
  sink.source(`cve5-record ${file.container}`, 'all');
  const modified = textOf(metadata['dateUpdated'], 40);
  sink.counted(modified);
  // A rejected record says that there is no such vulnerability, and nothing about it.
  if (metadata['state'] === 'REJECTED') return;
  const containers = objectOf(document['containers']);
  const author = objectOf(containers?.['cna']);
  if (metadata['state'] !== 'PUBLISHED' || author === undefined) {
    sink.problem(id, 'neither published nor rejected, or without what its author says');
    return;
  }
  const others = objectsOf(containers?.['adp']);
  // The titles of other containers are their own.
  const title = titleOf(author['title']) ?? firstOf([author, ...others], descriptionOf);
  sink.detail(id, recordOf(id, title, metadata, [author, ...others]));
}

/** What the containers say together: the one of the record's author first, then those of others, such as CISA. */
function recordOf(
  id: string,
  title: string | undefined,
  metadata: Record<string, unknown>,
  containers: readonly Record<string, unknown>[],
): AdvisoryRecord {
  const published = textOf(metadata['datePublished'], 40);
  const modified = textOf(metadata['dateUpdated'], 40);
  const references = referencesOf(containers);
  return {
    id,
    source: 'cve',
    ...(title !== undefined && { title }),
    ...firstOf(containers, severityOf),
    ...(published !== undefined && { published }),
    ...(modified !== undefined && { modified }),
    ...(references.length > 0 && { references }),
  };
}

function firstOf<T>(
  containers: readonly Record<string, unknown>[],
  ask: (container: Record<string, unknown>) => T | undefined,
): T | undefined {
  for (const container of containers) {
    const answer = ask(container);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** The beginning of the description in English. */
function descriptionOf(container: Record<string, unknown>): string | undefined {
  const english = arrayOf(container['descriptions'])
    .map(objectOf)
    .find((item) => /^en\b/i.test(String(item?.['lang'])));
  return titleOf(english?.['value']);
}

/** The CVSS vector of the newest version; severities in other schemes than CVSS are not comparable. */
function severityOf(container: Record<string, unknown>): Pick<AdvisoryRecord, 'level' | 'vector'> | undefined {
  const metrics = objectsOf(container['metrics']);
  for (const version of ['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0']) {
    for (const metric of metrics) {
      const cvss = objectOf(metric[version]);
      const severity = severityOfCvss(cvss?.['vectorString'], cvss?.['baseSeverity']);
      if (severity !== undefined) return severity;
    }
  }
  return undefined;
}

function objectsOf(value: unknown): Record<string, unknown>[] {
  return arrayOf(value)
    .map(objectOf)
    .filter((item) => item !== undefined);
}

function referencesOf(containers: readonly Record<string, unknown>[]): string[] {
  const urls = new Set<string>();
  for (const container of containers) {
    for (const item of arrayOf(container['references'])) {
      const url = textOf(objectOf(item)?.['url'], 2048);
      if (url !== undefined && /^https?:\/\//.test(url)) urls.add(url);
      if (urls.size === maxReferences) return [...urls];
    }
  }
  return [...urls];
}
