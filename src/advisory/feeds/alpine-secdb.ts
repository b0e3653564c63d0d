import { SeawallError } from '#model';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { readJson } from './read-json.ts';
import { arrayOf, objectOf, textOf, textsOf } from './shape.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * Alpine's security database: per release and repository, the versions of a package that fixed something.
 * Source: https://secdb.alpinelinux.org/ (`v3.17/main.json`).
 */
export const alpineSecdb: Feed = {
  id: 'alpine-secdb',
  title: 'Alpine secdb',
  recognise(head) {
    const text = head.toString('latin1');
    return /^\s*\{/.test(text) && /"(?:secfixes|distroversion|apkurl)"\s*:/.test(text);
  },
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  const document = objectOf(await readJson(file.chunks, maxBytes));
  const release = textOf(document?.['distroversion'], 32);
  const repository = textOf(document?.['reponame'], 64);
  if (document === undefined || release === undefined || repository === undefined) {
    throw new SeawallError('malformed-feed', 'usage', 'Alpine secdb without distroversion or reponame');
  }
  const shard = `alpine:${release.replace(/^v/, '')}`;
  sink.source(`alpine-secdb ${repository}`, 'touched');
  for (const item of arrayOf(document['packages'])) {
    const entry = objectOf(objectOf(item)?.['pkg']);
    const name = textOf(entry?.['name']);
    if (entry === undefined || name === undefined) {
      sink.problem('packages', 'an item without a package name');
      continue;
    }
    for (const [fixed, ids] of Object.entries(objectOf(entry['secfixes']) ?? {})) {
      for (const text of textsOf(ids)) readFix(shard, name, fixed, text, sink);
    }
  }
}

/** One fixed version and one id text, which may hold several ids: `CVE-2019-1 XSA-2`. Version 0: never affected. */
function readFix(shard: string, name: string, fixed: string, text: string, sink: FeedSink): void {
  const ids = text.split(/[\s,;]+/).filter((id) => /^[A-Z][A-Za-z]{1,15}(?:-[\w.:-]+|\d+)$/.test(id));
  const cves = ids.filter((id) => id.startsWith('CVE-'));
  const others = ids.filter((id) => !id.startsWith('CVE-'));
  if (ids.length === 0) sink.problem(`${name} ${fixed}`, `no id in '${text.slice(0, 80)}'`);
  const ranges = fixed === '0' ? [] : [{ fixed }];
  // With several CVEs it is open whose the other ids are.
  const alsoNamed = cves.length === 1 && others.length > 0 ? { alsoNamed: others } : {};
  for (const id of cves.length > 0 ? cves : others) {
    sink.counted();
    sink.row(shard, name, { id, source: 'alpine', ranges, ...alsoNamed });
  }
}
