import { SeawallError } from '#model';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { readJson } from './read-json.ts';
import { arrayOf, objectOf, textOf } from './shape.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * CISA's catalogue of vulnerabilities that are known to be exploited.
 * Source: https://www.cisa.gov/known-exploited-vulnerabilities-catalog (its JSON form and schema).
 */
export const kev: Feed = {
  id: 'kev',
  title: 'CISA KEV',
  recognise(head) {
    const text = head.toString('latin1');
    return /^\s*\{/.test(text) && /"catalogVersion"\s*:/.test(text) && /"cveID"\s*:/.test(text);
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(await readJson(file.chunks, maxBytes));
  if (!Array.isArray(document?.['vulnerabilities'])) {
    throw new SeawallError('malformed-feed', 'usage', 'a catalogue without vulnerabilities');
  }
  sink.source('kev', 'all');
  for (const [index, item] of arrayOf(document['vulnerabilities']).entries()) {
    const fields = objectOf(item);
    const id = textOf(fields?.['cveID'], 32);
    const since = textOf(fields?.['dateAdded'], 10);
    if (
      id === undefined ||
      !/^CVE-\d{4}-\d{4,19}$/.test(id) ||
      since === undefined ||
      !/^\d{4}-\d\d-\d\d$/.test(since)
    ) {
      sink.problem(`entry ${index + 1}`, 'no CVE or no date');
      continue;
    }
    sink.counted(`${since}T00:00:00Z`);
    sink.detail(id, { id, source: 'kev', exploited: since });
  }
}
